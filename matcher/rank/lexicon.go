package rank

import (
	"slices"
	"unicode/utf8"
)

// lexicon finds the terms of the product lists in a clause: from left to
// right, the longest that begins at each place, none within another.
type lexicon struct {
	byHead map[string][]int // first two characters → terms, longest first
	terms  []string
}

func newLexicon(terms []string) *lexicon {
	l := &lexicon{byHead: map[string][]int{}, terms: terms}
	for n, t := range terms {
		if head := headOf(t); head != "" {
			l.byHead[head] = append(l.byHead[head], n)
		}
	}
	for _, numbers := range l.byHead {
		slices.SortStableFunc(numbers, func(a, b int) int { return len(terms[b]) - len(terms[a]) })
	}
	return l
}

// headOf is a text's first two characters, "" where it has fewer.
func headOf(s string) string {
	_, first := utf8.DecodeRuneInString(s)
	_, second := utf8.DecodeRuneInString(s[first:])
	if second == 0 {
		return ""
	}
	return s[:first+second]
}

func (l *lexicon) find(clause string, visit func(term int)) {
	for clause != "" {
		head := headOf(clause)
		if head == "" {
			return
		}
		_, step := utf8.DecodeRuneInString(clause)
		for _, n := range l.byHead[head] {
			if t := l.terms[n]; len(clause) >= len(t) && clause[:len(t)] == t {
				visit(n)
				step = len(t)
				break
			}
		}
		clause = clause[step:]
	}
}
