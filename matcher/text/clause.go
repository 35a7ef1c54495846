package text

import (
	"strings"
	"unicode/utf8"
)

// Clauses takes a text apart at punctuation and brackets, folded, and leaves
// out standing phrases and what the text says is not done.
func (a *Analyzer) Clauses(s string) []string {
	var clauses []string
	a.eachClause(a.Fold(s), func(c string) {
		if !a.Standing(c) {
			clauses = append(clauses, c)
		}
	})
	return clauses
}

// Each calls visit for every clause of an already folded text, standing
// phrases included: a caller that keeps what it knows of a clause asks
// Standing once per distinct clause.
func (a *Analyzer) Each(folded string, visit func(clause string)) { a.eachClause(folded, visit) }

func (a *Analyzer) eachClause(folded string, visit func(string)) {
	start := -1
	for i, r := range folded {
		if isHan(r) || isWord(r) || start >= 0 && joins(folded, i, r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			visit(folded[start:i])
			start = -1
		}
	}
	if start >= 0 {
		visit(folded[start:])
	}
}

// joins says whether a mark inside a text holds its neighbours together:
// 1,4-丁二醇, α-淀粉酶, x.400, 10.5.
func joins(s string, at int, r rune) bool {
	switch r {
	case '-', '/', '+', '\'', '&':
		return at+1 < len(s)
	case ',', '.':
		return at > 0 && at+1 < len(s) && isDigit(s[at-1]) && isDigit(s[at+1])
	}
	return false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// Standing says whether a folded clause is a standing phrase or says what is
// not done.
func (a *Analyzer) Standing(clause string) bool {
	if a.exact[clause] {
		return true
	}
	for _, p := range a.prefixes {
		if strings.HasPrefix(clause, p) {
			return true
		}
	}
	for _, p := range a.suffixes {
		if strings.HasSuffix(clause, p) {
			return true
		}
	}
	return a.contains.in(clause)
}

// phrases are looked for in a text at once: few characters begin any of them.
type phrases struct {
	begin [1 << 10]uint64 // a bit for the lower 16 of each first character
	from  map[rune][]string
}

func newPhrases(all []string) *phrases {
	p := &phrases{from: map[rune][]string{}}
	for _, phrase := range all {
		first, _ := utf8.DecodeRuneInString(phrase)
		p.begin[first>>6&0x3ff] |= 1 << (first & 63)
		p.from[first] = append(p.from[first], phrase)
	}
	return p
}

// in says whether a text contains any of the phrases.
func (p *phrases) in(text string) bool {
	for i, r := range text {
		if p.begin[r>>6&0x3ff]&(1<<(r&63)) == 0 {
			continue
		}
		for _, phrase := range p.from[r] {
			if strings.HasPrefix(text[i:], phrase) {
				return true
			}
		}
	}
	return false
}
