package search_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/matcher/search"
)

type given struct {
	graph.Reader
	nodes []graph.Node
}

func (g given) Get(context.Context, string, []string) ([]graph.Node, error) { return g.nodes, nil }

// What is read of a firm is all that an index asks of it.
func TestFirmsAreReadAsFarAsAnIndexNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := graph.Firm{ID: "f", Region: rapid.SampledFrom([]string{"", "150302", "15"}).Draw(t, "region"), InBeing: rapid.Bool().Draw(t, "in being")}
		for i := range whole.Held {
			whole.Held[i].Text = rapid.SampledFrom([]string{"", "电石", "铝"}).Draw(t, "text")
		}
		read, err := search.Firms().Get(context.Background(), given{nodes: []graph.Node{graph.Firms().Node(&whole)}}, []string{"f"})
		if err != nil {
			t.Fatal(err)
		}
		f := read["f"]
		if f.ID != whole.ID || search.Texts(f) != search.Texts(&whole) || search.Region(f) != search.Region(&whole) || f.InBeing != whole.InBeing {
			t.Fatalf("read %+v of %+v", f, whole)
		}
	})
}
