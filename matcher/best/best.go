// Package best finds the best of many while they come.
package best

import (
	"cmp"
	"math"
	"slices"
)

// Best keeps the items that are among the best so many, and all that are worth
// as much as the last of them: which of these come first is for others to say.
type Best[T any] struct {
	size  int
	bar   float64 // what is worth less is not among them, as far as they have come
	kept  []Valued[T]
	limit int
}

// Valued is an item and what it is worth.
type Valued[T any] struct {
	Worth float64
	Item  T
}

// Of is for the best so many.
func Of[T any](size int) *Best[T] { return &Best[T]{size: size, bar: math.Inf(-1)} }

// Add takes an item into account.
func (b *Best[T]) Add(worth float64, item T) {
	if worth < b.bar {
		return
	}
	b.kept = append(b.kept, Valued[T]{worth, item})
	if len(b.kept) > max(b.limit, 2*b.size) {
		b.prune()
	}
}

func (b *Best[T]) prune() {
	if len(b.kept) <= b.size {
		return
	}
	slices.SortFunc(b.kept, func(x, y Valued[T]) int { return cmp.Compare(y.Worth, x.Worth) })
	b.bar = b.kept[b.size-1].Worth
	end := b.size
	for end < len(b.kept) && b.kept[end].Worth == b.bar {
		end++
	}
	b.kept, b.limit = b.kept[:end], 2*end
}

// All are the best, in no order.
func (b *Best[T]) All() []Valued[T] {
	b.prune()
	return b.kept
}
