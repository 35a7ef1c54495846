package index

import (
	"cmp"
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
	clauses  map[string]span   // where the terms of a clause stand in held
	held     []uint32          // the terms of all clauses
	short    map[uint64]uint32 // numbers of terms that their heads tell apart
	long     map[string]uint32 // numbers of the others
	terms    []string          // by number
	heads    []uint64          // by number
	sorted   []uint32          // numbers in the order of the terms; of some of them
	gathered []uint32          // of the text at hand
}

// span is a part of a list, from one place up to another.
type span struct{ from, to uint32 }

func newLexicon(analyzer *text.Analyzer) *lexicon {
	return &lexicon{analyzer: analyzer, clauses: map[string]span{}, short: map[uint64]uint32{}, long: map[string]uint32{}}
}

// bound forgets everything where there is too much of it. Numbers that were
// given are not valid after that.
func (x *lexicon) bound() {
	if len(x.clauses) >= clauseCacheSize {
		clear(x.clauses)
		clear(x.short)
		clear(x.long)
		x.held = x.held[:0]
		x.terms, x.heads, x.sorted = x.terms[:0], x.heads[:0], x.sorted[:0]
	}
}

// headSize is how many bytes of a term its head holds: two characters fit.
const headSize = 7

// head is how a term begins, and its length where that is all of it. Heads
// stand in the order of the terms, and only long terms share them.
func head(term string) uint64 {
	var h uint64
	for i := range headSize {
		h <<= 8
		if i < len(term) {
			h |= uint64(term[i])
		}
	}
	return h<<8 | uint64(min(len(term), headSize+1))
}

func (x *lexicon) number(term string) uint32 {
	h := head(term)
	if len(term) <= headSize {
		n, ok := x.short[h]
		if !ok {
			n = x.enter(term, h)
			x.short[h] = n
		}
		return n
	}
	n, ok := x.long[term]
	if !ok {
		n = x.enter(term, h)
		x.long[x.terms[n]] = n
	}
	return n
}

// enter gives a new term its number.
func (x *lexicon) enter(term string, h uint64) uint32 {
	x.terms, x.heads = append(x.terms, strings.Clone(term)), append(x.heads, h)
	return uint32(len(x.terms) - 1)
}

func (x *lexicon) ofClause(clause string) []uint32 {
	at, ok := x.clauses[clause]
	if !ok {
		at.from = uint32(len(x.held))
		x.held = x.appendClause(x.held, clause)
		at.to = uint32(len(x.held))
		x.clauses[strings.Clone(clause)] = at
	}
	return x.held[at.from:at.to]
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
	byTerm := func(a, b uint32) int {
		if c := cmp.Compare(x.heads[a], x.heads[b]); c != 0 {
			return c
		}
		return strings.Compare(x.terms[a], x.terms[b])
	}
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
