package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text into the form in which it is compared: NFKC, lower case,
// simplified characters, no zero-width characters, every white space one
// blank. It works on any input and never grows it more than NFKC does.
func (a *Analyzer) Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		a.foldRune(&b, r)
	}
	return b.String()
}

func (a *Analyzer) foldRune(b *strings.Builder, r rune) {
	switch {
	case r >= firstHan && r <= lastHan:
		b.WriteRune(a.simplified[r-firstHan])
	case r >= 'A' && r <= 'Z':
		b.WriteByte(byte(r) + 'a' - 'A')
	case r > ' ' && r < 0x7f:
		b.WriteByte(byte(r))
	case r >= 0xff01 && r <= 0xff5e: // full-width ASCII
		a.foldRune(b, r-0xfee0)
	case r == utf8.RuneError || r == 0x00ad || r == 0xfeff || r == 0x2060 || r >= 0x200b && r <= 0x200d:
	case unicode.IsSpace(r) || unicode.IsControl(r):
		b.WriteByte(' ')
	default:
		b.WriteString(strings.ToLower(norm.NFKC.String(string(r))))
	}
}

func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && unicode.Is(unicode.Han, r)
}

// isWord says whether a rune belongs to a word of letters and digits.
func isWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' ||
		r >= 0x80 && !isHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
