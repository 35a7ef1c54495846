package rank

import (
	"context"
	"io/fs"
	"iter"
	"math"
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/text"
)

// kept is how many firms an answer has at most.
const kept = 100

// Sources is what a Ranker learns from.
type Sources struct {
	Record  iter.Seq2[graph.Firm, error] // the firms of the record
	Regions []graph.Region               // whose names are taken off firms' names
	Data    fs.FS                        // the data folder; text/ is read
}

// Query asks which firms make a product or belong to a segment.
type Query struct {
	ID     string
	Text   string
	Reveal []string // credit codes of firms that are known to be among the answers
}

// Firm is a firm of the pool.
type Firm struct{ ID, Code, Name string }

// Scored is a firm and why it stands where it does: Parts sum to Score.
type Scored struct {
	Firm  Firm
	Score float64
	Parts []Part
}

// Part is one weighted part of a score; data/text/ranking.yaml names them.
type Part struct {
	Name   string
	Points float64
}

// Ranker ranks one pool of firms. It serves one goroutine.
type Ranker struct {
	weights  weights
	words    *words
	names    *namer
	products *products
	lexicon  *lexicon
	record   *background
	pool     *pool
}

// New reads the sources and prepares the firms of a pool. The code of its
// error is Invalid where a data file does not hold; else it is that of the
// sources.
func New(ctx context.Context, from Sources, pool iter.Seq2[graph.Firm, error]) (*Ranker, error) {
	analyzer, err := text.New(from.Data)
	if err != nil {
		return nil, err
	}
	r := &Ranker{words: newWords(analyzer)}
	if r.weights, err = readWeights(from.Data); err != nil {
		return nil, err
	}
	if r.products, err = readProducts(from.Data, analyzer); err != nil {
		return nil, err
	}
	r.lexicon = newLexicon(r.products.terms)
	r.names = newNamer(analyzer, from.Regions, r.weights.LegalForms)
	if r.record, err = readBackground(ctx, r.words, r.names, from.Record, r.weights); err != nil {
		return nil, err
	}
	if r.pool, err = newPool(r, pool); err != nil {
		return nil, err
	}
	r.words.freeze()
	return r, nil
}

// Rank gives the best firms of the pool, best first, at least one of a pool
// that has any; firms that nothing speaks for are left out otherwise.
func (r *Ranker) Rank(q Query) []Scored {
	by := r.score(q)
	sum := make([]float32, len(r.pool.firms))
	for _, part := range parts() {
		for i, s := range by[part] {
			sum[i] += s
		}
	}
	best := top(sum, kept)
	if len(best) == 0 && len(sum) > 0 {
		best = []scored{{0, 0}}
	}
	answer := make([]Scored, len(best))
	for i, b := range best {
		a := Scored{Firm: r.pool.firms[b.doc]}
		for _, part := range parts() {
			if points := by[part]; points != nil && points[b.doc] != 0 {
				a.Parts = append(a.Parts, Part{part, float64(points[b.doc])})
				a.Score += float64(points[b.doc])
			}
		}
		answer[i] = a
	}
	slices.SortStableFunc(answer, func(a, b Scored) int {
		if a.Score != b.Score {
			return sign(float32(b.Score - a.Score))
		}
		return strings.Compare(a.Firm.Code, b.Firm.Code)
	})
	return answer
}

// score gives the weighted points of every firm, by part.
func (r *Ranker) score(q Query) map[string][]float32 {
	by := map[string][]float32{}
	put := func(part string, fill func(into []float32)) {
		weight := float32(r.weights.Parts[part])
		if weight == 0 {
			return
		}
		points := make([]float32, len(r.pool.firms))
		fill(points)
		scale(points)
		for i := range points {
			points[i] *= weight
		}
		by[part] = points
	}
	asked, words := r.ask(q.Text)
	put(partScope, func(into []float32) { r.pool.own.score(words, 1, into) })
	put(partName, func(into []float32) { r.pool.name.score(words, 1, into) })
	put(partRecord, func(into []float32) {
		for _, found := range r.record.beside(words, r.words.long) {
			one := make([]float32, len(into))
			r.scoreRelated(found, one)
			scale(one)
			for i, s := range one {
				into[i] += s
			}
		}
	})
	listed := r.products.beside(asked, r.weights)
	put(partWords, func(into []float32) { r.scoreRelated(r.wordsOf(listed), into) })
	put(partTerms, func(into []float32) {
		terms := inOrder(listed.terms)
		r.pool.terms.score(terms, 1, into)
		r.pool.named.score(terms, r.weights.RelatedName, into)
	})
	put(partSegments, func(into []float32) { r.pool.segments.score(inOrder(listed.segments), 1, into) })
	if known := r.pool.places(q.Reveal); len(known) > 0 {
		put(partAlike, func(into []float32) { r.alike(known, into) })
		put(partAlikeSegments, func(into []float32) { r.alikeSegments(known, into) })
	}
	return by
}

// ask gives a query as one folded text and as its words.
func (r *Ranker) ask(query string) (string, sparse) {
	analyzer := r.words.analyzer
	asked := strings.TrimSpace(analyzer.Fold(query))
	clauses := analyzer.Clauses(query)
	if len(clauses) == 0 {
		clauses = []string{asked}
	}
	sum := newCounter()
	for _, clause := range clauses {
		for _, id := range r.words.plain(clause) {
			sum.add(id, 1)
		}
	}
	return asked, sum.sum
}

// scoreRelated scores words that are only related to a query.
func (r *Ranker) scoreRelated(words sparse, into []float32) {
	r.pool.related.score(words, 1, into)
	r.pool.name.score(words, r.weights.RelatedName, into)
}

// wordsOf takes the terms that the lists put beside a query apart into words,
// weighed by how rare the words are in the record.
func (r *Ranker) wordsOf(listed related) sparse {
	sum := newCounter()
	add := func(term string, weight float64) {
		var ids []uint32
		for _, id := range r.words.plain(term) {
			if r.words.long[id] && int(id) < len(r.record.rarity) {
				ids = append(ids, id)
			}
		}
		for _, id := range ids {
			sum.add(id, float32(weight/math.Sqrt(float64(len(ids))))*r.record.rarity[id])
		}
	}
	terms := inOrder(listed.terms)
	for j, n := range terms.ids {
		add(r.products.terms[n], float64(terms.values[j]))
	}
	words := make([]string, 0, len(listed.words))
	for word := range listed.words {
		words = append(words, word)
	}
	slices.Sort(words)
	for _, word := range words {
		add(word, listed.words[word])
	}
	return sum.heaviest(r.weights.ListWords)
}

// inOrder makes a vector of a map, by number, so that sums do not depend on
// the order in which a map is gone through.
func inOrder(values map[int]float64) sparse {
	numbers := make([]int, 0, len(values))
	for n := range values {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var s sparse
	for _, n := range numbers {
		s.add(uint32(n), float32(values[n]))
	}
	return s
}
