package index_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/matcher/index"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

const characters = "甲乙丙丁戊"

// scattered gives an index of several segments, some of whose firms were
// changed or removed, and one of the same record that was made at once.
func scattered(t *testing.T) (r *record, grown, whole *index.Index) {
	r = newRecord("scattered")
	grown = open(t, filepath.Join(t.TempDir(), "grown"), r)
	chance := rand.New(rand.NewPCG(1, 2))
	runes := []rune(characters)
	regions := []string{"150302", "150303", "640221", ""}
	for range 5 {
		var firms []graph.Firm
		for range 3000 { // fewer are merged into one segment at once
			scope := make([]rune, 1+chance.IntN(12))
			for i := range scope {
				scope[i] = runes[chance.IntN(len(runes))]
			}
			id := fmt.Sprintf("f%05d", chance.IntN(20_000)) // some of them known
			firms = append(firms, firm(id, "某", string(scope), regions[chance.IntN(len(regions))]))
		}
		r.commit(firms...)
		for _, f := range firms[:100] {
			r.remove(f.ID)
		}
		sync(t, grown, r)
	}
	whole = open(t, filepath.Join(t.TempDir(), "whole"), r)
	sync(t, whole, r)
	t.Cleanup(func() { _, _ = grown.Close(), whole.Close() })
	return r, grown, whole
}

// said is what a firm of the record says: the terms of its texts, and where it is.
type said struct {
	terms  map[string]bool
	region string
}

func everySaid(t *testing.T, r *record) []said {
	a := analyzer(t)
	var all []said
	for _, node := range r.nodes {
		f, err := graph.Firms().Item(node)
		if err != nil {
			t.Fatal(err)
		}
		s := said{map[string]bool{}, f.Region}
		for _, clause := range append(a.Clauses(f.Name()), a.Clauses(f.Scope())...) {
			text.Bigrams(clause, func(gram string) {
				s.terms[gram] = true
				for i := range gram {
					s.terms[gram[:i]] = true // what begins it
				}
			})
		}
		all = append(all, s)
	}
	return all
}

// expected is how many firms a query finds: those that hold all of its terms,
// where there are too few most of them, where there are none half as many.
func expected(all []said, terms []string, region string) int {
	n := len(terms)
	with := make([]int, n+1) // by how many terms at least
	for _, s := range all {
		met := 0
		for _, term := range terms {
			if s.terms[term] {
				met++
			}
		}
		for least := range with {
			if least <= met && (region == "" || graph.InRegion(s.region, region)) {
				with[least]++
			}
		}
	}
	most := n
	if n > 2 {
		most = (3*n + 4) / 5
	}
	for _, least := range []int{n, (4*n + 4) / 5} {
		if least > most && with[least] >= 300 {
			return with[least]
		}
	}
	for least := most; least >= 1; least /= 2 {
		if with[least] > 0 {
			return with[least]
		}
	}
	return 0
}

// Which firms are found, and in which order, is for their texts to say,
// however the index came about.
func TestSegmentsDoNotShow(t *testing.T) {
	r, grown, whole := scattered(t)
	all, a := everySaid(t, r), analyzer(t)
	rapid.Check(t, func(t *rapid.T) {
		asked := rapid.StringOfN(rapid.SampledFrom([]rune(characters+" ")), 1, 9, -1).Draw(t, "asked")
		region := rapid.SampledFrom([]string{"", "150300", "640000"}).Draw(t, "region")
		size := rapid.IntRange(1, 40).Draw(t, "size")
		var terms []string
		for _, clause := range a.Clauses(asked) {
			text.Bigrams(clause, func(gram string) {
				if !slices.Contains(terms, gram) {
					terms = append(terms, gram)
				}
			})
		}
		q := search.Query{Text: asked, Limit: size}
		if region != "" {
			q.Regions = []string{region}
		}
		for _, record := range []graph.Reader{nil, r} {
			q.Record = record
			hits, total, err := grown.Search(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			again, totalAgain, err := whole.Search(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			if same := slices.EqualFunc(hits, again, sameHit); !same || total != totalAgain {
				t.Errorf("%q: %d %v of many segments, %d %v of one", asked, total, hits, totalAgain, again)
			}
			if want := expected(all, terms, region); total != want || len(hits) != min(size, want) {
				t.Errorf("%q: %d firms and %d hits, want %d", asked, total, len(hits), want)
			}
		}
	})
}

func sameHit(a, b search.Hit) bool { return a.FirmID == b.FirmID && a.Score == b.Score }
