package search

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/text"
)

// Saturation and length of BM25 (Robertson & Zaragoza 2009) with the mean
// length of a registry text, so that a score rests on the firm's texts alone:
// the same in every engine, and whatever the engine has deleted since.
const (
	saturation = 2
	lengthPart = 0.75
	meanLength = 60 // terms
)

// Worth is what a term adds to the score of a firm in whose texts it stands so
// often; length is that of the texts, in terms.
func Worth(rarity, often, length float64) float64 {
	return rarity * often / (often + saturation*(1-lengthPart+lengthPart*length/meanLength))
}

// rescore orders the best hits anew by their texts: by the query's terms that
// a firm has, those that few of the best have counting more, times how well a
// single clause answers the query. Bigrams that are scattered over a scope
// retrieve a firm as well as those that stand together, but mean less.
func rescore(ctx context.Context, a *text.Analyzer, q Query, terms []string, hits []Hit) error {
	best := hits[:min(len(hits), rescored)]
	if len(best) == 0 {
		return nil
	}
	asked := newQuestion(a, q.Text, terms)
	counted, err := asked.read(ctx, q.Record, best)
	if err != nil {
		return err
	}
	rarity := asked.rarity(counted)
	for i := range best {
		best[i].Score = counted[i].score(rarity)
	}
	slices.SortStableFunc(best, func(a, b Hit) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.FirmID, b.FirmID)
	})
	return nil
}

// readAtOnce is how many firms are read while others are counted.
const readAtOnce = 50

// read reads the firms of hits and counts what their texts hold: the reading
// waits for the store, and the counting goes on beside it.
func (q *question) read(ctx context.Context, r graph.Reader, hits []Hit) ([]counts, error) {
	counted := make([]counts, len(hits))
	firms := graph.Firms()
	at := make(map[string]int, len(hits))
	ids := make([]string, len(hits))
	for i := range hits {
		at[hits[i].FirmID], ids[i] = i, hits[i].FirmID
		counted[i].terms = make([]float64, len(q.at))
	}
	read, done := make(chan []graph.Node, 1+len(hits)/readAtOnce), make(chan error, 1)
	go func() {
		var err error
		for nodes := range read {
			for _, node := range nodes {
				f, bad := firms.Item(node)
				err = errors.Join(err, bad)
				i := at[node.Key]
				hits[i].Firm, counted[i] = &f, q.count(&f)
			}
		}
		done <- err
	}()
	var err error
	for some := range slices.Chunk(ids, readAtOnce) {
		var nodes []graph.Node
		if nodes, err = r.Get(ctx, firmLabel, some); err != nil {
			break
		}
		read <- nodes
	}
	close(read)
	return counted, errors.Join(<-done, err)
}

// question is a query as texts are held against it.
type question struct {
	analyzer *text.Analyzer
	at       map[string]int // of a term
	alone    map[string]int // of a term that every word beginning with it meets
	grams    map[string]bool
	clauses  []string
}

func newQuestion(a *text.Analyzer, words string, terms []string) *question {
	q := &question{analyzer: a, at: map[string]int{}, alone: map[string]int{}, grams: map[string]bool{}}
	q.clauses = a.Clauses(head(words, maxQueryRunes))
	for i, t := range terms {
		q.at[t] = i
		if IsPrefix(t) {
			q.alone[t] = i
		}
	}
	for _, clause := range q.clauses {
		text.Grams(clause, func(g string) { q.grams[g] = true })
	}
	return q
}

// counts are what a firm's texts hold of a query.
type counts struct {
	terms  []float64 // how often each term stands in them
	length float64   // of all, in terms
	fit    float64   // of the best clause
}

func (q *question) count(f *graph.Firm) counts {
	c := counts{terms: make([]float64, len(q.at))}
	for _, t := range Texts(f) {
		q.analyzer.Each(q.analyzer.Fold(t.Text), func(clause string) {
			EachTerm(q.analyzer, clause, func(term string) {
				c.length++
				if at, ok := q.at[term]; ok {
					c.terms[at] += t.Weight
				}
				if at, ok := q.alone[head(term, 1)]; ok && term != head(term, 1) {
					c.terms[at] += t.Weight
				}
			})
			c.fit = max(c.fit, q.fit(clause))
		})
	}
	return c
}

// fit is the share of the query's grams that a clause holds, and 1 more for a
// clause that holds a clause of the query whole.
func (q *question) fit(clause string) float64 {
	seen := map[string]bool{}
	text.Grams(clause, func(g string) {
		if q.grams[g] {
			seen[g] = true
		}
	})
	fit := float64(len(seen)) / float64(len(q.grams))
	if fit > 0.3 && slices.ContainsFunc(q.clauses, func(c string) bool { return strings.Contains(clause, c) }) {
		fit++
	}
	return fit
}

// rarity weighs each term by how few of the best have it.
func (q *question) rarity(all []counts) []float64 {
	weights := make([]float64, len(q.at))
	for at := range weights {
		holders := 0.0
		for i := range all {
			if all[i].terms[at] > 0 {
				holders++
			}
		}
		weights[at] = 1 + math.Log(1+(float64(len(all))-holders)/(holders+1))
	}
	return weights
}

func (c *counts) score(rarity []float64) float64 {
	sum := 0.0
	for at, n := range c.terms {
		sum += Worth(rarity[at], n, c.length)
	}
	return sum * (1 + c.fit)
}
