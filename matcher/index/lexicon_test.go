package index

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Terms keep their numbers and come in their order, whatever their lengths.
func TestLexiconTellsAllTermsApart(t *testing.T) {
	term := rapid.StringOfN(rapid.RuneFrom([]rune("\x00a1电石𠀀")), 0, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		x := newLexicon(nil)
		numbers := map[string]uint32{}
		for _, some := range rapid.SliceOfN(rapid.SliceOf(term), 1, 3).Draw(t, "terms") {
			for _, s := range some {
				n := x.number(s)
				if held, ok := numbers[s]; ok && held != n || x.terms[n] != s {
					t.Fatalf("%q is %d, was %d, and %d is %q", s, n, held, n, x.terms[n])
				}
				numbers[s] = n
			}
			order := x.inOrder()
			if len(order) != len(numbers) || !slices.IsSortedFunc(order, func(a, b uint32) int { return cmp.Compare(x.terms[a], x.terms[b]) }) {
				t.Fatalf("%q in the order %v", x.terms, order)
			}
		}
	})
}
