package graphtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// Paths asks for ways and dependants in an empty store of Schema.
func Paths(t *testing.T, s graph.Store) {
	f := &fixture{T: t, ctx: t.Context(), store: s}
	f.ring() // a → b → c → d → a, e apart
	f.put(thing("f", nil), thing("g", nil))
	f.connect(edge("NEXT", "b", "f", nil), edge("NEXT", "f", "g", nil), edge("ALSO", "a", "f", nil), edge("ALSO", "d", "g", values{"how": "x"}))
	f.view(func(r graph.Reader) {
		ways := []struct {
			from, to string
			edges    []string
			depth    int
			want     []string
		}{
			{"a", "d", []string{"NEXT"}, 9, []string{"a-b", "b-c", "c-d"}},
			{"a", "d", []string{"NEXT"}, 2, []string{}},
			{"a", "g", []string{"NEXT"}, 9, []string{"a-b", "b-f", "f-g"}},
			{"a", "g", []string{"NEXT", "ALSO"}, 9, []string{"a-f", "f-g"}},
			{"c", "g", []string{"NEXT", "ALSO"}, 9, []string{"c-d", "d-g/x"}},
			{"a", "e", []string{"NEXT", "ALSO"}, 9, []string{}},
			{"g", "a", []string{"NEXT", "ALSO"}, 9, []string{}},
			{"a", "a", []string{"NEXT"}, 9, []string{}},
			{"absent", "a", []string{"NEXT"}, 9, []string{}},
		}
		for _, way := range ways {
			path, err := graph.ShortestPath(f.ctx, r, graph.PathQuery{From: way.from, To: way.to, Edges: way.edges, Depth: way.depth})
			require.NoError(t, err)
			require.Equal(t, way.want, edgeNames(path), "%+v", way)
		}
		f.ways(r)
		all := []string{"g", "f", "e", "d", "c", "b", "a", "a"}
		most, err := graph.MostDependedOn(f.ctx, r, all, []string{"NEXT"}, 2, 0)
		require.NoError(t, err)
		require.Equal(t, []graph.Dependence{{Key: "b", Dependants: 4}, {Key: "a", Dependants: 3}, {Key: "c", Dependants: 2}, {Key: "d", Dependants: 2},
			{Key: "f", Dependants: 1}, {Key: "e"}, {Key: "g"}}, most)
		most, err = graph.MostDependedOn(f.ctx, r, all, []string{"NEXT"}, 1, 2)
		require.NoError(t, err)
		require.Equal(t, []graph.Dependence{{Key: "b", Dependants: 2}, {Key: "a", Dependants: 1}}, most)
		_, err = graph.MostDependedOn(f.ctx, r, all, []string{"NEXT"}, 0, 0)
		require.Equal(t, graph.Invalid, graph.CodeOf(err))
	})
}

// ways asks for more than the shortest way: by length, then by the keys passed.
func (f *fixture) ways(r graph.Reader) {
	both := []string{"NEXT", "ALSO"}
	for _, way := range []struct {
		from, to     string
		edges        []string
		depth, limit int
		want         [][]string
	}{
		{"a", "d", []string{"NEXT"}, 9, 9, [][]string{{"a-b", "b-c", "c-d"}}},
		{"a", "d", []string{"NEXT"}, 2, 9, nil},
		{"a", "g", both, 9, 9, [][]string{{"a-f", "f-g"}, {"a-b", "b-f", "f-g"}, {"a-b", "b-c", "c-d", "d-g/x"}}},
		{"a", "g", both, 9, 2, [][]string{{"a-f", "f-g"}, {"a-b", "b-f", "f-g"}}},
		{"a", "g", both, 3, 9, [][]string{{"a-f", "f-g"}, {"a-b", "b-f", "f-g"}}},
		{"c", "b", both, 9, 9, [][]string{{"c-d", "d-a", "a-b"}}},
		{"a", "e", both, 9, 9, nil},
		{"a", "a", both, 9, 9, nil},
		{"absent", "a", both, 9, 9, nil},
	} {
		found, err := graph.Ways(f.ctx, r, graph.PathQuery{From: way.from, To: way.to, Edges: way.edges, Depth: way.depth}, way.limit)
		require.NoError(f, err)
		var names [][]string
		for _, edges := range found {
			names = append(names, edgeNames(edges))
		}
		require.Equal(f, way.want, names, "%+v", way)
	}
	for _, bad := range [][2]int{{0, 1}, {1, 0}} {
		_, err := graph.Ways(f.ctx, r, graph.PathQuery{From: "a", To: "b", Edges: both, Depth: bad[0]}, bad[1])
		require.Equal(f, graph.Invalid, graph.CodeOf(err))
	}
}
