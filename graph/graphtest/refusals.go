package graphtest

import (
	"math"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func refusalCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"reads":   refusedReads,
		"writes":  refusedWrites,
		"cursors": refusedCursors,
		"a closed store": func(f *fixture) {
			f.put(thing("a", nil))
			require.NoError(f, f.store.Close())
			require.NoError(f, f.store.Close(), "closing twice")
			err := f.store.View(f.ctx, func(graph.Reader) error { return nil })
			require.Equal(f, graph.Unavailable, graph.CodeOf(err))
			err = f.store.Update(f.ctx, func(graph.Writer) error { return nil })
			require.Equal(f, graph.Unavailable, graph.CodeOf(err))
		},
	}
}

func refusedReads(f *fixture) {
	f.put(some()...)
	find := func(q graph.Query) func(graph.Reader) error {
		return func(r graph.Reader) error { _, err := r.Find(f.ctx, q); return err }
	}
	cond := func(field string, op graph.Op, v any) func(graph.Reader) error {
		return find(graph.Query{Label: "Thing", Where: []graph.Cond{{Field: field, Op: op, Value: v}}})
	}
	count := func(q graph.CountQuery) func(graph.Reader) error {
		return func(r graph.Reader) error { _, err := r.Count(f.ctx, q); return err }
	}
	neighbours := func(q graph.NeighbourQuery) func(graph.Reader) error {
		return func(r graph.Reader) error { _, err := r.Neighbours(f.ctx, q); return err }
	}
	walk := func(q graph.WalkQuery) func(graph.Reader) error {
		return func(r graph.Reader) error { _, err := r.Walk(f.ctx, q); return err }
	}
	cases := map[string]func(graph.Reader) error{
		"get of an undeclared label":    func(r graph.Reader) error { _, err := r.Get(f.ctx, "Nothing", []string{"a"}); return err },
		"get by an edge's name":         func(r graph.Reader) error { _, err := r.Get(f.ctx, "NEXT", []string{"a"}); return err },
		"find of an undeclared label":   find(graph.Query{Label: "Nothing"}),
		"label in other letters":        find(graph.Query{Label: "thing"}),
		"negative limit":                find(graph.Query{Label: "Thing", Limit: -1}),
		"order by an undeclared field":  find(graph.Query{Label: "Thing", OrderBy: []graph.Order{{Field: "nothing"}}}),
		"order by a document":           find(graph.Query{Label: "Thing", OrderBy: []graph.Order{{Field: "doc"}}}),
		"undeclared field":              cond("nothing", graph.Eq, "a"),
		"field in other letters":        cond("Name", graph.Eq, "a"),
		"the key by its own name":       cond("id", graph.Eq, "a"),
		"an edge's end on a node":       cond("from", graph.Eq, "a"),
		"number for text":               cond("name", graph.Eq, int64(1)),
		"text for number":               cond("n", graph.Eq, "1"),
		"plain int":                     cond("n", graph.Eq, 1),
		"integer for real":              cond("x", graph.Lt, int64(1)),
		"no number":                     cond("x", graph.Lt, math.NaN()),
		"number for flag":               cond("ok", graph.Eq, int64(1)),
		"order of flags":                cond("ok", graph.Lt, true),
		"prefix of a number":            cond("n", graph.Prefix, "1"),
		"prefix that is no text":        cond("name", graph.Prefix, int64(1)),
		"nil for a value":               cond("name", graph.Eq, nil),
		"in without a list":             cond("name", graph.In, "a"),
		"in with a list of other kind":  cond("name", graph.In, []int64{1}),
		"in over a real":                cond("x", graph.In, []int64{1}),
		"question inside a document":    cond("doc", graph.Eq, "{}"),
		"unknown comparison":            cond("name", graph.Op(99), "a"),
		"count of nothing":              count(graph.CountQuery{}),
		"count of label and edge":       count(graph.CountQuery{Label: "Thing", Edge: "NEXT"}),
		"count of an undeclared label":  count(graph.CountQuery{Label: "NEXT"}),
		"count of an undeclared edge":   count(graph.CountQuery{Edge: "Thing"}),
		"group by an undeclared field":  count(graph.CountQuery{Label: "Thing", GroupBy: []string{"nothing"}}),
		"group by a document":           count(graph.CountQuery{Label: "Thing", GroupBy: []string{"doc"}}),
		"group by a number's beginning": count(graph.CountQuery{Label: "Thing", GroupBy: []string{"n:2"}}),
		"group by no characters":        count(graph.CountQuery{Label: "Thing", GroupBy: []string{"name:0"}}),
		"group by a length in words":    count(graph.CountQuery{Label: "Thing", GroupBy: []string{"name:two"}}),
		"count with a bad condition":    count(graph.CountQuery{Edge: "AT", Where: []graph.Cond{{Field: "key", Op: graph.Eq, Value: "a"}}}),
		"neighbours by an unknown edge": neighbours(graph.NeighbourQuery{Edge: "Nothing", Keys: []string{"a"}}),
		"neighbours by a bad condition": neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"a"}, Where: []graph.Cond{{Field: "nothing", Op: graph.IsKnown}}}),
		"neighbours to minus one":       neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"a"}, Limit: -1}),
		"walk along an unknown edge":    walk(graph.WalkQuery{From: []string{"a"}, Edges: []string{"Nothing"}, Depth: 1}),
		"walk along no edge":            walk(graph.WalkQuery{From: []string{"a"}, Depth: 1}),
		"walk to another label":         walk(graph.WalkQuery{From: []string{"a"}, Edges: []string{"NEXT", "AT"}, Depth: 1}),
		"walk back in depth":            walk(graph.WalkQuery{From: []string{"a"}, Edges: []string{"NEXT"}, Depth: -1}),
	}
	for name, ask := range cases {
		err := f.store.View(f.ctx, ask)
		require.Equal(f, graph.Invalid, graph.CodeOf(err), "%s: %v", name, err)
	}
}

func refusedWrites(f *fixture) {
	f.ring()
	before := f.version()
	put := func(nodes ...graph.Node) func(graph.Writer) error {
		return func(w graph.Writer) error { return w.Put(f.ctx, append([]graph.Node{thing("fine", nil)}, nodes...)) }
	}
	connect := func(edges ...graph.Edge) func(graph.Writer) error {
		return func(w graph.Writer) error {
			return w.Connect(f.ctx, append([]graph.Edge{edge("NEXT", "a", "e", nil)}, edges...))
		}
	}
	cases := map[string]func(graph.Writer) error{
		"undeclared label":         put(graph.Node{Label: "Nothing", Key: "a"}),
		"empty key":                put(thing("", nil)),
		"key that is no text":      put(thing("a\xff", nil)),
		"key with NUL":             put(thing("a\x00b", nil)),
		"too few values":           put(graph.Node{Label: "Thing", Key: "k", Values: []any{"a"}}),
		"too many values":          put(graph.Node{Label: "Mark", Key: "k", Values: []any{"a"}}),
		"number for text":          put(thing("k", values{"name": int64(1)})),
		"text that is no text":     put(thing("k", values{"name": "a\xff"})),
		"text with NUL":            put(thing("k", values{"name": "a\x00b"})),
		"plain int":                put(thing("k", values{"n": 1})),
		"real for integer":         put(thing("k", values{"n": 1.0})),
		"integer for real":         put(thing("k", values{"x": int64(1)})),
		"no number":                put(thing("k", values{"x": math.NaN()})),
		"infinite number":          put(thing("k", values{"x": math.Inf(1)})),
		"number for flag":          put(thing("k", values{"ok": int64(1)})),
		"bytes":                    put(thing("k", values{"name": []byte("a")})),
		"delete of unknown label":  func(w graph.Writer) error { return w.Delete(f.ctx, "Nothing", []string{"a"}) },
		"undeclared edge":          connect(graph.Edge{Type: "Nothing", From: "a", To: "b"}),
		"edge from nowhere":        connect(edge("NEXT", "", "b", nil)),
		"edge to nowhere":          connect(edge("NEXT", "a", "", nil)),
		"edge with too few values": connect(graph.Edge{Type: "NEXT", From: "a", To: "b"}),
		"edge with a wrong value":  connect(edge("NEXT", "a", "b", values{"order": "1"})),
		"disconnect of no edge": func(w graph.Writer) error {
			return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "Nothing", From: []string{"a"}})
		},
		"disconnect where nothing": func(w graph.Writer) error {
			return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "NEXT", From: []string{"a"}, Where: []graph.Cond{{Field: "nothing", Op: graph.IsKnown}}})
		},
	}
	for name, write := range cases {
		err := f.store.Update(f.ctx, write)
		require.Equal(f, graph.Invalid, graph.CodeOf(err), "%s: %v", name, err)
		f.unchanged(before)
	}
}

func refusedCursors(f *fixture) {
	f.put(some()...)
	f.view(func(r graph.Reader) {
		q := graph.Query{Label: "Thing", OrderBy: []graph.Order{{Field: "n"}}, Limit: 1}
		page, err := r.Find(f.ctx, q)
		require.NoError(f, err)
		for name, bad := range map[string]graph.Query{
			"another label":     {Label: "Place", Cursor: page.Next},
			"another order":     {Label: "Thing", Cursor: page.Next, OrderBy: []graph.Order{{Field: "x"}}},
			"another direction": {Label: "Thing", Cursor: page.Next, OrderBy: []graph.Order{{Field: "n", Desc: true}}},
			"no order":          {Label: "Thing", Cursor: page.Next},
			"no cursor at all":  {Label: "Thing", Cursor: "什么"},
			"half a cursor":     {Label: "Thing", Cursor: page.Next[:len(page.Next)/2], OrderBy: q.OrderBy},
		} {
			_, err := r.Find(f.ctx, bad)
			require.Equal(f, graph.Invalid, graph.CodeOf(err), "%s: %v", name, err)
		}
	})
}
