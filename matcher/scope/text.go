package scope

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a scope in NFKC form, with the way back to the text as it stands.
type Text struct {
	Original string
	Runes    []rune
	at       []int32 // byte of Original that each rune came from; one more for the end
}

// Span is a stretch of a Text's runes, from Start up to but without End.
type Span struct{ Start, End int }

// Empty says that a span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// set takes a text in, keeping the memory of an earlier one.
func (t *Text) set(s string) {
	t.Original = s
	t.Runes, t.at = t.Runes[:0], t.at[:0]
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if plain, ok := plainRune(r); ok && standsAlone(s[i+n:]) {
			t.Runes, t.at = append(t.Runes, plain), append(t.at, int32(i))
			i += n
			continue
		}
		i += t.compose(s[i:], i, n)
	}
	t.at = append(t.at, int32(len(s)))
}

// compose takes in the shortest normalised stretch that begins at s; width is
// that of its first rune. It returns how many bytes it took.
func (t *Text) compose(s string, at, width int) int {
	end := norm.NFKC.NextBoundaryInString(s, true)
	if end < width {
		end = width
	}
	if end == 1 && s[0] >= utf8.RuneSelf { // not UTF-8
		t.Runes, t.at = append(t.Runes, utf8.RuneError), append(t.at, int32(at))
		return 1
	}
	for _, r := range norm.NFKC.String(s[:end]) {
		t.Runes, t.at = append(t.Runes, r), append(t.at, int32(at))
	}
	return end
}

// plainRune gives the NFKC form of the runes that scopes are mostly made of;
// ok is false where the general way is needed.
func plainRune(r rune) (rune, bool) {
	switch {
	case r < 0x80, r >= 0x4e00 && r <= 0x9fff, r == '、', r == '。':
		return r, true
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xfee0, true
	}
	return r, false
}

// standsAlone says that nothing at the start of s can join what is before it.
func standsAlone(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf {
		return true
	}
	if s[0] >= 0xe4 && s[0] <= 0xe9 || s[0] == 0xef || s[0] == 0xe3 && len(s) > 1 && s[1] == 0x80 {
		r, _ := utf8.DecodeRuneInString(s)
		if _, ok := plainRune(r); ok {
			return true
		}
	}
	return norm.NFKC.PropertiesString(s).BoundaryBefore()
}

// Of gives the words of a span as they stand in the original.
func (t *Text) Of(s Span) string {
	if s.Empty() || s.Start < 0 || s.End > len(t.Runes) {
		return ""
	}
	return t.Original[t.at[s.Start]:t.at[s.End]]
}

// trim takes spaces and list marks off both ends of a span.
func (t *Text) trim(s Span) Span {
	for s.Start < s.End && isPadding(t.Runes[s.Start]) {
		s.Start++
	}
	for s.Start < s.End && isPadding(t.Runes[s.End-1]) {
		s.End--
	}
	return s
}

func isPadding(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '、', ',', ':', '*', '#', '〓', '※', '.', ';', '。':
		return true
	}
	return false
}
