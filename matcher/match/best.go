package match

import (
	"math"
	"slices"
)

// best finds the n-th highest of many scores while they come.
type best struct {
	n     int
	kept  []float64 // those that may be among the n highest
	least float64   // no lower one is, as far as they have come
}

func newBest(n int) *best {
	return &best{n: n, kept: make([]float64, 0, 2*n), least: math.Inf(-1)}
}

func (b *best) take(score float64) {
	if score <= b.least {
		return // as many are as high
	}
	if b.kept = append(b.kept, score); len(b.kept) == 2*b.n {
		b.sift()
	}
}

// sift forgets all but the n highest.
func (b *best) sift() {
	slices.Sort(b.kept)
	b.kept = slices.Delete(b.kept, 0, max(0, len(b.kept)-b.n))
	if len(b.kept) == b.n {
		b.least = b.kept[0]
	}
}

// nth is the n-th highest score, less than any where there are fewer.
func (b *best) nth() float64 {
	b.sift()
	return b.least
}
