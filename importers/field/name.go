package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What may be doubtful about a name.
const (
	SuspiciousName Problem = "suspicious_name" // begins like a formula, holds markup, has no letter
	ShortName      Problem = "short_name"      // too short for a registered name
)

// Name brings a firm's name into the form in which it is shown: NFKC,
// full-width brackets, no white space but between Latin words, nothing invisible.
func Name(s string) string { return CleanName(Clean(s)) }

// CleanName is Name for a text that is clean already.
func CleanName(s string) string {
	markup := strings.ContainsAny(s, "<>") // kept as it stands, to be looked at
	var b strings.Builder
	b.Grow(len(s))
	prev := rune(0)
	for i, r := range s {
		switch r {
		case ' ':
			next, _ := utf8.DecodeRuneInString(s[i+1:])
			if !latin(prev) || !latin(next) {
				continue
			}
		case '(', '[', '【', '〔':
			if !markup {
				r = '（'
			}
		case ')', ']', '】', '〕':
			if !markup {
				r = '）'
			}
		}
		b.WriteRune(r)
		prev = r
	}
	return norm.NFC.String(b.String()) // what was taken out may have stood between a letter and its mark
}

func latin(r rune) bool {
	return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == ',' || r == '&')
}

// CheckName tells a name in shown form that a planner should look at.
func CheckName(name string) Problem {
	first, _ := utf8.DecodeRuneInString(name)
	if strings.ContainsRune("=+-@", first) || strings.ContainsAny(name, "<>{}|\\") {
		return SuspiciousName
	}
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case letters == 0:
		return SuspiciousName
	case utf8.RuneCountInString(name) <= 3:
		return ShortName
	}
	return ""
}
