package presence

import "unicode"

// folded is text as terms are compared in: Latin letters in upper case, hyphens
// beside Latin letters, Greek letters and digits left out, the mark within a
// number a comma. 1.4-丁二醇 and 1，4丁二醇 are one word.
type folded struct {
	runes []rune
	at    []int32 // where each rune stood
}

func (f *folded) set(text []rune) {
	f.runes, f.at = f.runes[:0], f.at[:0]
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case isHyphen(r):
			if i > 0 && isFormula(text[i-1]) || i+1 < len(text) && isFormula(text[i+1]) {
				continue
			}
		case r == '.' || r == '、' || r == ',':
			if i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1]) {
				r = ','
			}
		}
		f.runes, f.at = append(f.runes, r), append(f.at, int32(i))
	}
}

// foldWord gives a term in the same form.
func foldWord(word []rune) string {
	var f folded
	f.set(word)
	return string(f.runes)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isHyphen(r rune) bool {
	return r == '-' || r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == '—'
}

func isFormula(r rune) bool {
	return isDigit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || unicode.Is(unicode.Greek, r)
}

func isLatin(r rune) bool { return r >= 'A' && r <= 'Z' }

// cutsWord says that the stretch [from, to) of folded text begins or ends
// within a Latin word or a number.
func (f *folded) cutsWord(from, to int) bool {
	if from > 0 {
		a, b := f.runes[from-1], f.runes[from]
		if isLatin(b) && (isLatin(a) || isDigit(a)) || isDigit(b) && (isDigit(a) || a == ',' || isLatin(a)) {
			return true
		}
	}
	if to < len(f.runes) {
		a, b := f.runes[to-1], f.runes[to]
		if (isLatin(a) || isDigit(a)) && (isLatin(b) || isDigit(b)) {
			return true
		}
	}
	return false
}
