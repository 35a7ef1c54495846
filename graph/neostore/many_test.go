package neostore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/neostore/neotest"
)

// atManyNodes asks for the edges at so many nodes that the index of the edges
// is used, and holds them against those that are found without a condition.
func atManyNodes(t *testing.T, server *neotest.Server) {
	s := fresh(t, server, graph.Declared())
	putStarterFirms(t, &graph.Record{Store: s, Inference: putChains(t, s)})
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		links, err := graph.Links().List(t.Context(), r, graph.Query{})
		require.NoError(t, err)
		var keys []string
		for _, l := range links {
			keys = append(keys, l.ID)
		}
		require.Greater(t, len(keys), 100)
		at := func(where ...graph.Cond) []graph.Presence {
			found, err := graph.Presences().At(t.Context(), r, graph.NeighbourQuery{Keys: keys[1:], Direction: graph.Into, Where: where})
			require.NoError(t, err)
			return found
		}
		var want []graph.Presence
		for _, p := range at() {
			if p.Region == "150300" && p.Role == graph.Producer {
				want = append(want, p)
			}
		}
		require.NotEmpty(t, want)
		roles := graph.Cond{Field: "role", Op: graph.In, Value: []string{string(graph.Producer), "absent"}}
		require.Equal(t, want, at(roles, graph.Cond{Field: "region", Op: graph.Prefix, Value: "1503"}))
		require.Equal(t, want, at(graph.Cond{Field: "region", Op: graph.Eq, Value: "150300"}, roles))
		require.Empty(t, at(roles, graph.Cond{Field: "region", Op: graph.In, Value: []string{"9999"}}))
		return nil
	}))
}
