package rank

import (
	"math"
	"slices"
)

// places finds firms of the pool by credit code.
func (p *pool) places(codes []string) []int {
	var at []int
	for i := range p.firms {
		if code := p.firms[i].Code; code != "" && slices.Contains(codes, code) {
			at = append(at, i)
		}
	}
	return at
}

// alike scores firms by likeness to the mean of known members: the cosine of
// the words of scope and name.
func (r *Ranker) alike(known []int, into []float32) {
	mean := newCounter()
	for _, i := range known {
		row := r.wordsOfFirm(i)
		length := row.length()
		row.each(func(id uint32, value float32) { mean.add(id, value/length) })
	}
	r.pool.related.score(mean.sum, 1, into)
	r.pool.name.score(mean.sum, r.weights.AlikeName, into)
	for i := range into {
		if into[i] > 0 {
			into[i] /= r.wordsOfFirm(i).length()
		}
	}
}

// wordsOfFirm is one vector of a firm's scope and name.
func (r *Ranker) wordsOfFirm(i int) *counter {
	sum := newCounter()
	add := func(row sparse, factor float64) {
		for j, id := range row.ids {
			if r.words.long[id] {
				sum.add(id, row.values[j]*float32(factor))
			}
		}
	}
	add(r.pool.relatedRows.row(i), 1)
	add(r.pool.nameRows.row(i), r.weights.AlikeName)
	return sum
}

func (c *counter) length() float32 {
	var squares float64
	for _, v := range c.sum.values {
		squares += float64(v) * float64(v)
	}
	return float32(max(math.Sqrt(squares), 1e-9))
}

// alikeSegments scores firms by likeness to the mean of known members in the
// segments they speak of.
func (r *Ranker) alikeSegments(known []int, into []float32) {
	mean := newCounter()
	for _, i := range known {
		row := r.pool.segmentRows.row(i)
		for j, s := range row.ids {
			mean.add(s, row.values[j])
		}
	}
	r.pool.segments.score(mean.sum, 1, into)
}
