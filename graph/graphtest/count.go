package graphtest

import (
	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func countCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"nodes": func(f *fixture) {
			require.Equal(f, map[string]int64{groupName(nil): 0}, f.count(graph.CountQuery{Label: "Thing"}), "none is one group of none")
			require.Empty(f, f.count(graph.CountQuery{Label: "Thing", GroupBy: []string{"ok"}}))
			f.put(some()...)
			require.Equal(f, map[string]int64{groupName(nil): 5}, f.count(graph.CountQuery{Label: "Thing"}))
			require.Equal(f, map[string]int64{group(true): 2, group(false): 1, group(nil): 2},
				f.count(graph.CountQuery{Label: "Thing", GroupBy: []string{"ok"}}))
			require.Equal(f, map[string]int64{group("2019", true): 1, group("2019", false): 1, group("2021", true): 1, group(nil, nil): 2},
				f.count(graph.CountQuery{Label: "Thing", GroupBy: []string{"on:4", "ok"}}))
			require.Equal(f, map[string]int64{group("煤焦"): 2, group("焦油"): 1, group(""): 1},
				f.count(graph.CountQuery{Label: "Thing", Where: []graph.Cond{{Field: "name", Op: graph.IsKnown}}, GroupBy: []string{"name:2"}}))
			require.Equal(f, map[string]int64{group("a"): 1, group("b"): 1, group("c"): 1, group("d"): 1, group("e"): 1},
				f.count(graph.CountQuery{Label: "Thing", GroupBy: []string{"key"}}))
			require.Equal(f, map[string]int64{group(int64(1), 0.5): 1, group(int64(2), -1.5): 1, group(int64(-3), 2.0): 1, group(nil, nil): 2},
				f.count(graph.CountQuery{Label: "Thing", GroupBy: []string{"n", "x"}}))
		},
		"characters beyond the basic plane are one character": func(f *fixture) {
			f.put(thing("a", values{"name": "𠮷野"}), thing("b", values{"name": "𠮷家"}), thing("c", values{"name": "😀"}))
			require.Equal(f, map[string]int64{group("𠮷"): 2, group("😀"): 1}, f.count(graph.CountQuery{Label: "Thing", GroupBy: []string{"name:1"}}))
		},
		"edges": func(f *fixture) {
			f.put(thing("a", nil), thing("b", nil), node("Place", "p", nil), node("Place", "q", nil))
			f.connect(edge("AT", "a", "p", values{"name": "r1", "ok": true, "on": "2020-01-01"}), edge("AT", "a", "p", values{"name": "r2", "ok": true}),
				edge("AT", "b", "p", values{"name": "r1", "ok": false}), edge("AT", "b", "q", nil))
			require.Equal(f, map[string]int64{groupName(nil): 4}, f.count(graph.CountQuery{Edge: "AT"}))
			require.Equal(f, map[string]int64{group("p", "r1"): 2, group("p", "r2"): 1, group("q", nil): 1},
				f.count(graph.CountQuery{Edge: "AT", GroupBy: []string{"to", "name"}}))
			require.Equal(f, map[string]int64{group("a"): 2},
				f.count(graph.CountQuery{Edge: "AT", Where: []graph.Cond{{Field: "ok", Op: graph.Eq, Value: true}}, GroupBy: []string{"from"}}))
			require.Equal(f, map[string]int64{groupName(nil): 1},
				f.count(graph.CountQuery{Edge: "AT", Where: []graph.Cond{{Field: "name", Op: graph.IsUnknown}}}))
			require.Equal(f, map[string]int64{groupName(nil): 1},
				f.count(graph.CountQuery{Edge: "AT", Where: []graph.Cond{{Field: "name", Op: graph.Gt, Value: "r1"}}}), "the unknown is greater than nothing")
			require.Equal(f, map[string]int64{group("r"): 3, group(nil): 1}, f.count(graph.CountQuery{Edge: "AT", GroupBy: []string{"name:1"}}))
		},
	}
}

func group(v ...any) string { return groupName(v) }

// count returns the groups of a count by groupName.
func (f *fixture) count(q graph.CountQuery) map[string]int64 {
	f.Helper()
	var groups map[string]int64
	f.view(func(r graph.Reader) { groups = f.countIn(r, q) })
	return groups
}

func (f *fixture) countIn(r graph.Reader, q graph.CountQuery) map[string]int64 {
	f.Helper()
	list, err := r.Count(f.ctx, q)
	require.NoError(f, err)
	groups := map[string]int64{}
	for _, g := range list {
		name := groupName(g.Values)
		groups[name] = g.N
	}
	require.Len(f, list, len(groups), "a group is returned twice")
	return groups
}
