// Package field brings what a cell says into normal form: names, credit
// codes, money, dates, places. A value that cannot be read is unknown, with a
// problem that says why; nothing is guessed.
package field

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Problem says in one word why a value is unknown or doubtful; "" for none.
type Problem string

// Clean brings a text into NFKC, drops zero-width and control characters,
// makes every run of white space one space and trims the ends.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(s, "")) {
		switch {
		case invisible(r):
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Prose is Clean for long texts such as scopes and addresses: full-width
// punctuation stays as it stands.
func Prose(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80 && s[i] >= ' '
	}
	if ascii {
		return strings.TrimSpace(s)
	}
	if !hasOddSpace(s) {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case invisible(r) || unicode.IsControl(r) && !unicode.IsSpace(r):
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isClean tells a text of printable ASCII without double or outer spaces.
func isClean(s string) bool {
	last := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

func hasOddSpace(s string) bool {
	var last rune
	for _, r := range s {
		if invisible(r) || unicode.IsControl(r) || unicode.IsSpace(r) && (r != ' ' || last == ' ') {
			return true
		}
		last = r
	}
	return false
}

// invisible tells characters that take no room: zero-width spaces and
// joiners, marks of direction, the byte order mark, soft hyphen.
func invisible(r rune) bool {
	switch {
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x2064,
		r == 0xfeff, r == 0xad, r == 0x180e:
		return true
	}
	return false
}

// compact is Clean without any white space.
func compact(s string) string { return strings.ReplaceAll(Clean(s), " ", "") }
