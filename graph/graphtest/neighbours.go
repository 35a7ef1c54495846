package graphtest

import (
	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func neighbourCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"directions and limits": func(f *fixture) {
			f.put(thing("a", nil), thing("b", nil), thing("c", nil), thing("d", nil))
			f.connect(edge("NEXT", "c", "a", nil), edge("NEXT", "b", "c", nil), edge("NEXT", "a", "b", nil), edge("NEXT", "a", "a", nil), edge("NEXT", "a", "c", nil))
			cases := []struct {
				keys      []string
				direction graph.Direction
				want      []string
			}{
				{[]string{"a"}, graph.Out, []string{"a-a", "a-b", "a-c"}},
				{[]string{"a"}, graph.Into, []string{"a-a", "c-a"}},
				{[]string{"a"}, graph.Both, []string{"a-a", "a-b", "a-c", "c-a"}},
				{[]string{"b", "c", "b"}, graph.Out, []string{"b-c", "c-a"}},
				{[]string{"b", "c"}, graph.Both, []string{"a-b", "a-c", "b-c", "c-a"}},
				{[]string{"d", "absent"}, graph.Both, []string{}},
				{nil, graph.Both, []string{}},
			}
			for _, c := range cases {
				for limit := range 6 {
					want := c.want
					if limit > 0 {
						want = want[:min(limit, len(want))]
					}
					require.Equal(f, want, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: c.keys, Direction: c.direction, Limit: limit})),
						"%+v, at most %d", c, limit)
				}
			}
		},
		"between two labels": func(f *fixture) {
			// One key names a thing and a place: the direction says which is meant.
			f.put(thing("x", nil), thing("a", nil), node("Place", "x", nil), node("Place", "p", nil))
			f.connect(edge("AT", "x", "p", nil), edge("AT", "a", "x", nil), edge("AT", "a", "p", values{"name": "r"}), edge("AT", "a", "p", nil))
			require.Equal(f, []string{"x-p"}, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"x"}})))
			require.Equal(f, []string{"a-x"}, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"x"}, Direction: graph.Into})))
			require.Equal(f, []string{"a-x", "x-p"}, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"x"}, Direction: graph.Both})))
			require.Equal(f, []string{"a-p/r", "a-p", "x-p"}, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"p"}, Direction: graph.Into})),
				"the unknown comes last")
		},
		"conditions": func(f *fixture) {
			f.put(thing("a", nil), thing("b", nil), node("Place", "p", nil), node("Place", "q", nil))
			f.connect(edge("AT", "a", "p", values{"name": "r1", "n": int64(1), "ok": true}), edge("AT", "a", "q", values{"name": "r2", "n": int64(2)}),
				edge("AT", "b", "p", values{"name": "r1", "on": "2020-01-01"}), edge("AT", "b", "q", nil))
			cases := []struct {
				where []graph.Cond
				want  []string
			}{
				{[]graph.Cond{{Field: "name", Op: graph.Eq, Value: "r1"}}, []string{"a-p/r1", "b-p/r1"}},
				{[]graph.Cond{{Field: "name", Op: graph.Prefix, Value: "r"}, {Field: "to", Op: graph.Eq, Value: "q"}}, []string{"a-q/r2"}},
				{[]graph.Cond{{Field: "name", Op: graph.IsUnknown}}, []string{"b-q"}},
				{[]graph.Cond{{Field: "name", Op: graph.IsKnown}}, []string{"a-p/r1", "a-q/r2", "b-p/r1"}},
				{[]graph.Cond{{Field: "name", Op: graph.Ge, Value: "r2"}}, []string{"a-q/r2"}},
				{[]graph.Cond{{Field: "name", Op: graph.In, Value: []string{"r2", ""}}}, []string{"a-q/r2"}},
				{[]graph.Cond{{Field: "n", Op: graph.Ne, Value: int64(1)}}, []string{"a-q/r2"}},
				{[]graph.Cond{{Field: "from", Op: graph.Gt, Value: "a"}}, []string{"b-p/r1", "b-q"}},
				{[]graph.Cond{{Field: "ok", Op: graph.Eq, Value: true}}, []string{"a-p/r1"}},
				{[]graph.Cond{{Field: "on", Op: graph.Lt, Value: "2021"}}, []string{"b-p/r1"}},
				{[]graph.Cond{{Field: "doc", Op: graph.IsUnknown}}, []string{"a-p/r1", "a-q/r2", "b-p/r1", "b-q"}},
			}
			for _, c := range cases {
				for keys, direction := range map[string]graph.Direction{"ab": graph.Out, "pq": graph.Into} {
					q := graph.NeighbourQuery{Edge: "AT", Keys: []string{keys[:1], keys[1:]}, Direction: direction, Where: c.where}
					require.Equal(f, c.want, edgeNames(f.neighbours(q)), "%+v", q)
				}
			}
		},
	}
}
