package best

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBestAreThoseAboveTheNthOfAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(rt, "n")
		scores := rapid.SliceOf(rapid.SampledFrom([]float64{-0.2, 0, 0.1, 0.3, 0.30000000000000004, 0.7})).Draw(rt, "scores")
		b := Of[int](n)
		for i, s := range scores {
			b.Add(s, i)
		}
		nth := math.Inf(-1)
		if sorted := slices.Sorted(slices.Values(scores)); len(sorted) >= n {
			nth = sorted[len(sorted)-n]
		}
		var want, got []int
		for i, s := range scores {
			if s >= nth {
				want = append(want, i)
			}
		}
		for _, v := range b.All() {
			if v.Worth != scores[v.Item] {
				rt.Errorf("%d is worth %v, want %v", v.Item, v.Worth, scores[v.Item])
			}
			got = append(got, v.Item)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			rt.Errorf("of %v the best %d are %v, want %v", scores, n, got, want)
		}
	})
}
