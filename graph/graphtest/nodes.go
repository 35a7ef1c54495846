package graphtest

import (
	"fmt"
	"math"
	"strings"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func nodeCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"what is put is got": func(f *fixture) {
			a := thing("a", values{"name": "甲", "n": int64(7), "x": 1.5, "ok": true, "on": "2021-03-04", "doc": `{"k":["v",1]}`})
			b := thing("b", values{})
			f.put(a, b)
			require.Equal(f, map[string]graph.Node{"a": a, "b": b}, f.get("Thing", "a", "b", "absent", "a"))
			require.Empty(f, f.get("Place", "a"))
			require.Empty(f, f.get("Thing"))
		},
		"every value comes back as it was": everyValue,
		"unusual keys": func(f *fixture) {
			keys := []string{"a", "A", " ", "a b", "a\nb", "'", `"`, "%", "_", `\`, "键", "𠮷", "\u00e9", "e\u0301", "null", "0", "00", "{}", strings.Repeat("长", 300)}
			nodes := make([]graph.Node, len(keys))
			for i, key := range keys {
				nodes[i] = thing(key, values{"n": int64(i)})
			}
			f.put(nodes...)
			found := f.get("Thing", keys...)
			for i, key := range keys {
				require.Equal(f, nodes[i], found[key])
			}
		},
		"put replaces the whole node": func(f *fixture) {
			f.put(thing("a", values{"name": "old", "n": int64(1), "doc": `{}`}))
			f.put(thing("a", values{"name": "new"}))
			require.Equal(f, thing("a", values{"name": "new"}), f.get("Thing", "a")["a"])
		},
		"of two puts of one key the later stands": func(f *fixture) {
			f.put(thing("a", values{"n": int64(1)}), thing("b", values{}), thing("a", values{"name": "second"}))
			require.Equal(f, thing("a", values{"name": "second"}), f.get("Thing", "a")["a"])
		},
		"labels are put together and stay apart": func(f *fixture) {
			f.put(thing("a", values{"name": "t"}), node("Place", "a", values{"title": "p"}), node("Mark", "a", nil), thing("b", nil))
			require.Len(f, f.get("Thing", "a", "b"), 2)
			require.Equal(f, node("Place", "a", values{"title": "p"}), f.get("Place", "a")["a"])
			require.Equal(f, graph.Node{Label: "Mark", Key: "a", Values: []any{}}, f.get("Mark", "a")["a"])
			f.put(node("Mark", "a", nil)) // again, without fields to replace
			require.Equal(f, []string{"a"}, f.find(graph.Query{Label: "Mark"}))
		},
		"delete removes nodes and nothing else": func(f *fixture) {
			f.put(thing("a", nil), thing("b", nil), node("Place", "a", nil))
			f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"a", "absent"}) })
			require.Equal(f, []string{"b"}, f.find(graph.Query{Label: "Thing"}))
			require.Equal(f, []string{"a"}, f.find(graph.Query{Label: "Place"}))
		},
		"delete removes every edge at a node": func(f *fixture) {
			f.put(thing("a", nil), thing("b", nil), thing("c", nil), node("Place", "p", nil))
			f.connect(edge("NEXT", "a", "b", nil), edge("NEXT", "b", "c", nil), edge("NEXT", "c", "a", nil), edge("NEXT", "b", "b", nil),
				edge("ALSO", "c", "b", nil), edge("AT", "b", "p", nil), edge("AT", "c", "p", nil))
			f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"b"}) })
			f.put(thing("b", nil))
			all := []string{"a", "b", "c", "p"}
			require.Equal(f, []string{"c-a"}, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: all, Direction: graph.Both})))
			require.Empty(f, f.neighbours(graph.NeighbourQuery{Edge: "ALSO", Keys: all, Direction: graph.Both}))
			require.Equal(f, []string{"c-p"}, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: all, Direction: graph.Both})))
			f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Place", []string{"p"}) })
			require.Empty(f, f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: all, Direction: graph.Both}))
		},
		"twenty thousand nodes in one call": manyNodes,
	}
}

// everyValue puts the values at the borders of each kind.
func everyValue(f *fixture) {
	texts := []string{
		"", " ", "\t\r\n", "a'b\"c`d\\e", "%_*?[", "中文，。", "𠮷野家 😀", "e\u0301", "\u200b\ufeff", "\U0010FFFF", "\uFFFD",
		"1", "1.0", "null", "true", strings.Repeat("范围；", 30000),
	}
	lists := map[string][]any{
		"n":   {int64(0), int64(-1), int64(math.MaxInt64), int64(math.MinInt64), int64(1)<<53 + 1},
		"x":   {0.0, -0.5, 1.0, 3e300, 5e-324, math.MaxFloat64, 0.1, float64(1 << 53)},
		"ok":  {true, false},
		"on":  {"1949-10-01", "2026-02-28"},
		"doc": {`{}`, `[]`, `""`, `{"名":"𠮷 <&>","n":12345678901234567890}`},
	}
	for _, text := range texts {
		lists["name"] = append(lists["name"], text)
	}
	var nodes []graph.Node
	for field, list := range lists {
		for i, v := range list {
			nodes = append(nodes, thing(fmt.Sprint(field, i), values{field: v}))
		}
	}
	f.put(nodes...)
	for _, n := range nodes {
		require.Equal(f, n, f.get("Thing", n.Key)[n.Key])
	}
	require.Equal(f, []string{"name0"}, f.find(graph.Query{Label: "Thing", Where: []graph.Cond{{Field: "name", Op: graph.Eq, Value: ""}}}),
		"the empty text is a value and not the unknown")
}

func manyNodes(f *fixture) {
	const n = 20000
	nodes, keys := make([]graph.Node, n), make([]string, n)
	for i := range nodes {
		keys[i] = fmt.Sprintf("k%05d", i)
		nodes[i] = thing(keys[i], values{"n": int64(i), "name": "名"})
	}
	f.put(nodes...)
	require.Len(f, f.get("Thing", keys...), n)
	require.Equal(f, keys, f.find(graph.Query{Label: "Thing"}))
	require.Len(f, f.find(graph.Query{Label: "Thing", Where: []graph.Cond{{Field: "key", Op: graph.In, Value: keys}}}), n)

	edges := make([]graph.Edge, n-1)
	for i := range edges {
		edges[i] = edge("NEXT", keys[i], keys[i+1], values{"order": int64(i)})
	}
	f.connect(edges...)
	require.Equal(f, edges, f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: keys}))
	f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", keys[1:]) })
	require.Equal(f, keys[:1], f.find(graph.Query{Label: "Thing"}))
	require.Empty(f, f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: keys, Direction: graph.Both}))
}
