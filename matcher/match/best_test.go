package match

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"liantu/graph"
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

func TestAreaIsTheRegion(t *testing.T) {
	codes := []string{"", "150000", "150300", "150302", "152900", "640000", "640200", "15"}
	for _, region := range codes {
		for _, code := range codes {
			if got, want := areaOf(region).has(code), graph.InRegion(code, region); got != want {
				t.Errorf("%q in %q: %v, want %v", code, region, got, want)
			}
		}
	}
}
