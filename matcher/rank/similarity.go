package rank

import (
	"math"
	"strings"
	"unicode/utf8"

	"liantu/matcher/text"
)

// similarity compares a query with every term of the product lists.
type similarity struct {
	terms []string
	runes []int
	grams []int            // how many distinct grams a term has
	with  map[string][]int // gram → terms
}

func newSimilarity(terms []string) *similarity {
	s := &similarity{terms: terms, runes: make([]int, len(terms)), grams: make([]int, len(terms)), with: map[string][]int{}}
	for n, t := range terms {
		s.runes[n] = utf8.RuneCountInString(t)
		grams := gramsOf(t)
		s.grams[n] = len(grams)
		for g := range grams {
			s.with[g] = append(s.with[g], n)
		}
	}
	return s
}

func gramsOf(s string) map[string]bool {
	grams := map[string]bool{}
	text.Grams(s, func(g string) { grams[g] = true })
	return grams
}

// to gives the likeness of a folded query to each term, 0…1: 1 for the same
// words; a term within the query counts by its length, more at the query's
// end, where the noun stands; the query within a term likewise; otherwise
// what they share.
func (s *similarity) to(query string) []float64 {
	grams := gramsOf(query)
	shared := map[int]int{}
	for g := range grams {
		for _, n := range s.with[g] {
			shared[n]++
		}
	}
	like := make([]float64, len(s.terms))
	length := float64(utf8.RuneCountInString(query))
	for n, common := range shared {
		t, runes := s.terms[n], float64(s.runes[n])
		switch {
		case t == query:
			like[n] = 1
		case strings.Contains(query, t):
			like[n] = ends(query, t, 0.9) * math.Sqrt(runes/length)
		case strings.Contains(t, query):
			like[n] = ends(t, query, 0.8) * math.Sqrt(length/runes)
		default:
			like[n] = 0.8 * math.Pow(2*float64(common)/float64(len(grams)+s.grams[n]), 1.5)
		}
	}
	return like
}

// ends is atEnd where the part stands at the end of the whole, less elsewhere.
func ends(whole, part string, atEnd float64) float64 {
	if strings.HasSuffix(whole, part) {
		return atEnd
	}
	return 0.7
}
