package search

import (
	"context"

	"liantu/graph"
	"liantu/matcher/text"
)

// Bounds on the work of one search.
const (
	maxQueryRunes = 300
	maxQueryTerms = 48
	maxHits       = 10000
	rescored      = 300 // how many of the best are scored again by their text
)

// Query asks for firms by words.
type Query struct {
	Text    string
	Regions []string // GB/T 2260 codes; a firm in any of them; none: anywhere
	Offset  int      // how many of the best to pass over
	Limit   int      // 0 means 20
	// Record is where the best few hundred are read from, to be scored again by
	// what their texts say; nil leaves them as they were retrieved.
	Record graph.Reader
}

// Hit is a firm that was found. Scores are comparable within one search only.
type Hit struct {
	FirmID string
	Score  float64
	Firm   *graph.Firm // where it was read from the query's Record; nil else
}

// Retrieve gives the best firms, at most size, that have at least so many of
// the terms and lie in any of the regions (none: anywhere), and
// how many there are. Firms of one score stand in the order of their ids.
type Retrieve func(ctx context.Context, terms []string, least int, regions []string, size int) ([]Hit, int, error)

// Run answers a query by an engine's Retrieve: the best firms and how many were
// found at all. A firm is found by name, scope and products, taken together, when all
// of the query's words stand there; where few firms have them all most will do,
// and where none has most fewer. A query without words finds nothing. Errors: those of retrieve and of q.Record.
func Run(ctx context.Context, a *text.Analyzer, q Query, retrieve Retrieve) (hits []Hit, total int, err error) {
	terms := termsOf(a, q.Text)
	if len(terms) == 0 {
		return nil, 0, nil
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Offset = max(q.Offset, 0)
	size := min(max(q.Offset+q.Limit, rescored), maxHits)
	for _, least := range steps(len(terms)) {
		hits, total, err = retrieve(ctx, terms, least, q.Regions, size)
		if err != nil {
			return nil, 0, err
		}
		if total >= rescored || total > 0 && least <= most(len(terms)) {
			break
		}
	}
	if q.Record != nil {
		if err := rescore(ctx, a, q, terms, hits); err != nil {
			return nil, 0, err
		}
	}
	from := min(q.Offset, len(hits))
	return hits[from:min(from+q.Limit, len(hits))], total, nil
}

// most is how many of n terms are most of them.
func most(n int) int {
	if n <= 2 {
		return n
	}
	return (3*n + 4) / 5
}

// steps are how many of n query terms a firm should have: all of them, fewer
// where too few firms do. Firms that have all are found fast, however common
// each word is by itself.
func steps(n int) []int {
	all := []int{n}
	for _, least := range []int{(4*n + 4) / 5, most(n)} {
		if least < all[len(all)-1] {
			all = append(all, least)
		}
	}
	for least := all[len(all)-1] / 2; least >= 1; least /= 2 {
		all = append(all, least)
	}
	return all
}

// termsOf gives the distinct terms of a query, in order, at most maxQueryTerms.
func termsOf(a *text.Analyzer, s string) []string {
	var terms []string
	seen := map[string]bool{}
	for _, clause := range a.Clauses(head(s, maxQueryRunes)) {
		text.Bigrams(clause, func(gram string) {
			if !seen[gram] && len(terms) < maxQueryTerms {
				seen[gram] = true
				terms = append(terms, gram)
			}
		})
	}
	return terms
}

// head is the first n characters of a text.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
