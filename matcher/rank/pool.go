package rank

import (
	"iter"
	"math"

	"liantu/graph"
)

// pool is the firms that are ranked, prepared once for all queries.
type pool struct {
	firms []Firm

	own      *columns // scope, for the query's own words
	related  *columns // scope, where early clauses count more
	name     *columns
	terms    *columns // products of the lists, in scope
	named    *columns // the same, in the name
	segments *columns // shares of each segment in a firm, of length 1

	relatedRows, nameRows, segmentRows *matrix
}

func newPool(r *Ranker, firms iter.Seq2[graph.Firm, error]) (*pool, error) {
	p := &pool{}
	flat, own, related, name := newMatrix(), newMatrix(), newMatrix(), newMatrix()
	terms, named := newMatrix(), newMatrix()
	sums := [4]*counter{newCounter(), newCounter(), newCounter(), newCounter()}
	for f, err := range firms {
		if err != nil {
			return nil, err
		}
		p.firms = append(p.firms, Firm{f.ID, f.Code(), f.Name()})
		for _, sum := range sums {
			sum.reset()
		}
		r.readScope(f.Scope(), sums)
		flat.append(sums[0])
		own.append(sums[1])
		related.append(sums[2])
		terms.append(sums[3])

		core := r.names.core(f.Name())
		words, products := newCounter(), newCounter()
		for _, id := range r.words.plain(core) {
			words.add(id, 1)
		}
		r.lexicon.find(core, func(term int) { products.add(uint32(term), 1) })
		name.append(words)
		named.append(products)
	}
	width, w := len(r.words.ids), r.weights
	rarity := flat.rarity(width)
	own.weigh(w.Saturation, w.Length, rarity)
	related.weigh(w.Saturation, w.Length, rarity)
	name.weigh(w.Saturation, w.Length, name.rarity(width))
	terms.weigh(w.Saturation, w.Length, terms.rarity(len(r.products.terms)))
	named.weigh(w.Saturation, w.NameLength, named.rarity(len(r.products.terms)))
	p.own, p.related, p.name = own.columns(width), related.columns(width), name.columns(width)
	p.terms, p.named = terms.columns(len(r.products.terms)), named.columns(len(r.products.terms))
	p.relatedRows, p.nameRows = related, name
	p.segmentRows = r.segmentsOf(terms, named)
	p.segments = p.segmentRows.columns(len(r.products.segments))
	return p, nil
}

// readScope counts what a scope says: words evenly, words by the share of the
// scope that follows, words and products by how early they stand.
func (r *Ranker) readScope(scope string, sums [4]*counter) {
	var clauses []string
	r.words.analyzer.Each(r.words.analyzer.Fold(scope), func(clause string) {
		if !r.words.analyzer.Standing(clause) {
			clauses = append(clauses, clause)
		}
	})
	for j, clause := range clauses {
		steady := float32(1.5 - float64(j)/float64(len(clauses)))
		early := float32(r.weights.Early / (r.weights.Early + float64(j)))
		for _, id := range r.words.of(clause) {
			sums[0].add(id, 1)
			sums[1].add(id, steady)
			sums[2].add(id, early)
		}
		r.lexicon.find(clause, func(term int) { sums[3].add(uint32(term), early) })
	}
}

// segmentsOf gives for each firm how much it says of each segment's products,
// a product of several segments being shared out; rows have length 1.
func (r *Ranker) segmentsOf(terms, named *matrix) *matrix {
	m := newMatrix()
	sum := newCounter()
	for i := range terms.rows() {
		sum.reset()
		r.addSegments(terms.row(i), 1, sum)
		r.addSegments(named.row(i), r.weights.SegmentInName, sum)
		m.append(sum)
		toUnit(m.row(i).values)
	}
	return m
}

func (r *Ranker) addSegments(terms sparse, factor float64, sum *counter) {
	for j, term := range terms.ids {
		of := r.products.of[term]
		for _, s := range of {
			sum.add(uint32(s), terms.values[j]*float32(factor)/float32(len(of)))
		}
	}
}

func toUnit(values []float32) {
	var squares float64
	for _, v := range values {
		squares += float64(v) * float64(v)
	}
	if squares == 0 {
		return
	}
	length := float32(math.Sqrt(squares))
	for i := range values {
		values[i] /= length
	}
}
