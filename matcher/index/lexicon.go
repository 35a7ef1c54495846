package index

import (
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// clauseCacheSize bounds the distinct clauses a lexicon keeps: registry texts
// repeat, so most clauses of a batch have been met before.
const clauseCacheSize = 1 << 17

// lexicon numbers terms and keeps those of clauses; it serves one goroutine.
type lexicon struct {
	analyzer *text.Analyzer
	clauses  map[string][]uint32
	numbers  map[string]uint32
	terms    []string // by number
	sorted   []uint32 // numbers in the order of the terms; of some of them
	gathered []uint32 // of the text at hand
}

func newLexicon(analyzer *text.Analyzer) *lexicon {
	return &lexicon{analyzer: analyzer, clauses: map[string][]uint32{}, numbers: map[string]uint32{}}
}

// bound forgets everything where there is too much of it. Numbers that were
// given are not valid after that.
func (x *lexicon) bound() {
	if len(x.clauses) >= clauseCacheSize {
		clear(x.clauses)
		clear(x.numbers)
		x.terms, x.sorted = x.terms[:0], x.sorted[:0]
	}
}

func (x *lexicon) number(term string) uint32 {
	n, ok := x.numbers[term]
	if !ok {
		n = uint32(len(x.terms))
		term = strings.Clone(term)
		x.terms = append(x.terms, term)
		x.numbers[term] = n
	}
	return n
}

func (x *lexicon) ofClause(clause string) []uint32 {
	if terms, ok := x.clauses[clause]; ok {
		return terms
	}
	terms := x.appendClause(nil, clause)
	x.clauses[strings.Clone(clause)] = terms
	return terms
}

func (x *lexicon) appendClause(terms []uint32, clause string) []uint32 {
	search.EachTerm(x.analyzer, clause, func(term string) { terms = append(terms, x.number(term)) })
	return terms
}

// ofFirm gives the terms of a firm's texts, until the next call.
func (x *lexicon) ofFirm(f *graph.Firm) []uint32 {
	x.gathered = x.gathered[:0]
	for i, t := range search.Texts(f) {
		x.analyzer.Each(x.analyzer.Fold(t.Text), func(clause string) {
			if i > 0 {
				x.gathered = append(x.gathered, x.ofClause(clause)...)
			} else { // names do not repeat
				x.gathered = x.appendClause(x.gathered, clause)
			}
		})
	}
	return x.gathered
}

// inOrder gives the numbers of all terms in the order of the terms.
func (x *lexicon) inOrder() []uint32 {
	byTerm := func(a, b uint32) int { return strings.Compare(x.terms[a], x.terms[b]) }
	fresh := make([]uint32, 0, len(x.terms)-len(x.sorted))
	for n := len(x.sorted); n < len(x.terms); n++ {
		fresh = append(fresh, uint32(n))
	}
	slices.SortFunc(fresh, byTerm)
	merged := make([]uint32, 0, len(x.terms))
	old := x.sorted
	for _, n := range fresh {
		at, _ := slices.BinarySearchFunc(old, n, byTerm)
		merged = append(append(merged, old[:at]...), n)
		old = old[at:]
	}
	x.sorted = append(merged, old...)
	return x.sorted
}
