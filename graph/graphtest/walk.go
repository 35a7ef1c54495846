package graphtest

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func walkCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"depth, direction and cycles": walkDirections,
		"the first edge is told": func(f *fixture) {
			f.ring()
			f.connect(edge("ALSO", "a", "b", values{"how": "z"}), edge("ALSO", "a", "b", values{"how": "y"}), edge("ALSO", "a", "d", nil))
			require.Equal(f, []graph.Step{
				{Key: "b", Depth: 1, Edge: edge("ALSO", "a", "b", values{"how": "y"})},
				{Key: "d", Depth: 1, Edge: edge("ALSO", "a", "d", nil)},
				{Key: "c", Depth: 2, Edge: edge("NEXT", "b", "c", values{"order": int64(2)})},
			}, f.walk(graph.WalkQuery{From: []string{"a"}, Edges: []string{"ALSO", "NEXT"}, Depth: 2}))
		},
		"several starts": func(f *fixture) {
			f.ring()
			require.Equal(f, []string{"1 b", "1 d"}, stepNames(f.walk(graph.WalkQuery{From: []string{"a", "c", "absent", "a"}, Edges: []string{"NEXT"}, Depth: 9})))
		},
		"a long way": func(f *fixture) {
			var nodes []graph.Node
			var edges []graph.Edge
			for i := range 300 {
				nodes = append(nodes, thing(fmt.Sprintf("%03d", i), nil))
				if i > 0 {
					edges = append(edges, edge("NEXT", nodes[i-1].Key, nodes[i].Key, nil))
				}
			}
			f.put(nodes...)
			f.connect(edges...)
			steps := f.walk(graph.WalkQuery{From: []string{"000"}, Edges: []string{"NEXT"}, Depth: 1000})
			require.Len(f, steps, 299)
			require.Equal(f, 299, steps[298].Depth)
		},
	}
}

// ring makes a → b → c → d → a, with a loop at b and e apart.
func (f *fixture) ring() {
	f.Helper()
	f.put(thing("a", nil), thing("b", nil), thing("c", nil), thing("d", nil), thing("e", nil))
	f.connect(edge("NEXT", "a", "b", values{"order": int64(1)}), edge("NEXT", "b", "c", values{"order": int64(2)}), edge("NEXT", "c", "d", nil),
		edge("NEXT", "d", "a", nil), edge("NEXT", "b", "b", nil))
}

func walkDirections(f *fixture) {
	f.ring()
	cases := []struct {
		direction    graph.Direction
		depth, limit int
		want         []string
	}{
		{graph.Out, 0, 0, []string{}},
		{graph.Out, 1, 0, []string{"1 b"}},
		{graph.Out, 2, 0, []string{"1 b", "2 c"}},
		{graph.Out, 99, 0, []string{"1 b", "2 c", "3 d"}},
		{graph.Into, 99, 0, []string{"1 d", "2 c", "3 b"}},
		{graph.Both, 99, 0, []string{"1 b", "1 d", "2 c"}},
		{graph.Both, 1, 1, []string{"1 b"}},
		{graph.Out, 99, 2, []string{"1 b", "2 c"}},
		{graph.Both, 99, 3, []string{"1 b", "1 d", "2 c"}},
	}
	for _, c := range cases {
		q := graph.WalkQuery{From: []string{"a"}, Edges: []string{"NEXT"}, Direction: c.direction, Depth: c.depth, Limit: c.limit}
		require.Equal(f, c.want, stepNames(f.walk(q)), "%+v", q)
	}
	require.Empty(f, f.walk(graph.WalkQuery{From: []string{"e"}, Edges: []string{"NEXT"}, Depth: 5}))
	require.Empty(f, f.walk(graph.WalkQuery{Edges: []string{"NEXT"}, Depth: 5}))
}

func (f *fixture) walk(q graph.WalkQuery) []graph.Step {
	f.Helper()
	var steps []graph.Step
	f.view(func(r graph.Reader) {
		var err error
		steps, err = r.Walk(f.ctx, q)
		require.NoError(f, err)
	})
	return steps
}

func stepNames(steps []graph.Step) []string {
	names := []string{}
	for _, s := range steps {
		names = append(names, fmt.Sprint(s.Depth, " ", s.Key))
	}
	return names
}
