package search_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"liantu/graph"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// texts is a record of firms that have a scope alone, under their ids.
type texts struct {
	graph.Reader
	scopes map[string]string
}

func (r texts) Get(_ context.Context, _ string, keys []string) ([]graph.Node, error) {
	var nodes []graph.Node
	for _, key := range keys {
		if scope, ok := r.scopes[key]; ok {
			f := graph.Firm{ID: key}
			f.Held[graph.FieldScope].Text = scope
			nodes = append(nodes, graph.Firms().Node(&f))
		}
	}
	return nodes, nil
}

// What a search found is ordered by the texts, whatever the engine said, and
// carries the firms that were read; a hit that the record has no firm of stays.
func TestRescoring(t *testing.T) {
	a, err := text.New(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	r := texts{scopes: map[string]string{
		"a": "机械加工、铝锭、金属制品加工、五金交电、日用百货",
		"b": "铝锭、铝合金",
		"c": "机械、铝制品、电解质",
		"d": "电解铝",
	}}
	for asked, want := range map[string]string{
		"电解铝": "d c a b gone", // the whole before its scattered parts
		"铝":   "b c a d gone", // words that begin with a character that stands alone
	} {
		hits, total, err := search.Run(t.Context(), a, search.Query{Text: asked, Record: r},
			func(context.Context, []string, int, []string, int) ([]search.Hit, int, error) {
				return []search.Hit{{FirmID: "gone"}, {FirmID: "d"}, {FirmID: "a"}, {FirmID: "c"}, {FirmID: "b"}}, 300, nil
			})
		if err != nil || total != 300 {
			t.Fatal(total, err)
		}
		var ids []string
		for _, h := range hits {
			ids = append(ids, h.FirmID)
			if known := h.FirmID != "gone"; known != (h.Firm != nil) || known && h.Firm.Scope() != r.scopes[h.FirmID] {
				t.Errorf("%s came with %v", h.FirmID, h.Firm)
			}
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: %s, want %s", asked, got, want)
		}
	}
}
