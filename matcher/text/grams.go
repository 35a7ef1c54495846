package text

import "unicode/utf8"

// Bigrams calls visit for the index terms of a folded clause: every pair of
// neighbouring Han characters, a Han character that stands alone, and every
// word of letters and digits.
func Bigrams(clause string, visit func(gram string)) { grams(clause, false, visit) }

// Grams calls visit for the terms that rank best: those of Bigrams and every
// single Han character.
func Grams(clause string, visit func(gram string)) { grams(clause, true, visit) }

func grams(clause string, singles bool, visit func(string)) {
	for i := 0; i < len(clause); {
		r, size := utf8.DecodeRuneInString(clause[i:])
		switch {
		case isHan(r):
			i = hanGrams(clause, i, singles, visit)
		case isWord(r):
			end := i + size
			for end < len(clause) {
				r, size = utf8.DecodeRuneInString(clause[end:])
				if !isWord(r) {
					break
				}
				end += size
			}
			visit(clause[i:end])
			i = end
		default:
			i += size
		}
	}
}

// hanGrams visits the grams of a run of Han characters and returns its end.
func hanGrams(clause string, at int, singles bool, visit func(string)) int {
	before, count := at, 0
	for at < len(clause) {
		r, size := utf8.DecodeRuneInString(clause[at:])
		if !isHan(r) {
			break
		}
		if singles {
			visit(clause[at : at+size])
		}
		if count > 0 {
			visit(clause[before : at+size])
		}
		before, at = at, at+size
		count++
	}
	if count == 1 && !singles {
		visit(clause[before:at])
	}
	return at
}
