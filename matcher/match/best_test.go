package match

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBestIsTheNthOfAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(rt, "n")
		scores := rapid.SliceOf(rapid.SampledFrom([]float64{-0.2, 0, 0.1, 0.3, 0.30000000000000004, 0.7})).Draw(rt, "scores")
		b := newBest(n)
		for _, s := range scores {
			b.take(s)
		}
		want := math.Inf(-1)
		if slices.Sort(scores); len(scores) >= n {
			want = scores[len(scores)-n]
		}
		if got := b.nth(); got != want {
			rt.Errorf("of %v the %d-th is %v, want %v", scores, n, got, want)
		}
	})
}
