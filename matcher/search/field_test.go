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

// What is read of a firm, and was packed of it, is all that an index asks of it.
func TestFirmsAreReadAsFarAsAnIndexNeeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := graph.Firm{ID: "f", Region: rapid.SampledFrom([]string{"", "150302", "15"}).Draw(t, "region"), InBeing: rapid.Bool().Draw(t, "in being")}
		for i := range whole.Held {
			whole.Held[i].Text = rapid.SampledFrom([]string{"", "电石", "铝"}).Draw(t, "text")
		}
		part, node := search.Firms(), graph.Firms().Node(&whole)
		for _, node := range []graph.Node{node, part.Unpack("f", part.Pack(node))} {
			err := part.Each(context.Background(), given{nodes: []graph.Node{node}}, []string{"f"}, func(_ string, f *graph.Firm) error {
				if f.ID != whole.ID || search.Texts(f) != search.Texts(&whole) || search.Region(f) != search.Region(&whole) || f.InBeing != whole.InBeing {
					t.Fatalf("read %+v of %+v", f, whole)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
