package graphtest

import (
	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func edgeCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"what is connected is found": func(f *fixture) {
			f.put(thing("a", nil), node("Place", "p", nil))
			full := edge("AT", "a", "p", values{"name": "𠮷", "n": int64(-1), "x": 0.25, "ok": false, "on": "2020-02-29", "doc": `[{"a":""}]`})
			bare := edge("AT", "a", "p", nil)
			f.connect(full, bare)
			require.Equal(f, []graph.Edge{full, bare}, f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"a"}}))
			f.connect(edge("MARKED", "a", f.mark("m"), nil))
			require.Equal(f, []graph.Edge{{Type: "MARKED", From: "a", To: "m", Values: []any{}}},
				f.neighbours(graph.NeighbourQuery{Edge: "MARKED", Keys: []string{"a"}}))
		},
		"connect replaces the whole edge": func(f *fixture) {
			f.put(thing("a", nil), node("Place", "p", nil))
			f.connect(edge("AT", "a", "p", values{"name": "r", "n": int64(1), "ok": true}), edge("AT", "a", "p", values{"n": int64(1)}))
			f.connect(edge("AT", "a", "p", values{"name": "r", "x": 2.5}), edge("AT", "a", "p", values{"ok": true}))
			require.Equal(f, []graph.Edge{edge("AT", "a", "p", values{"name": "r", "x": 2.5}), edge("AT", "a", "p", values{"ok": true})},
				f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"a"}}))
		},
		"of two connects of one edge the later stands": func(f *fixture) {
			f.put(thing("a", nil), thing("b", nil))
			f.connect(edge("NEXT", "a", "b", values{"order": int64(1)}), edge("NEXT", "a", "b", values{"order": int64(2)}))
			require.Equal(f, []graph.Edge{edge("NEXT", "a", "b", values{"order": int64(2)})},
				f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a"}}))
		},
		"the distinct field keeps edges apart": func(f *fixture) {
			f.put(thing("a", nil), node("Place", "p", nil))
			f.connect(edge("AT", "a", "p", values{"name": "r"}), edge("AT", "a", "p", values{"name": ""}), edge("AT", "a", "p", nil), edge("AT", "a", "p", nil))
			require.Len(f, f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"a"}}), 3, "the unknown is one value and not the empty text")
		},
		"an edge both of whose ends are new": func(f *fixture) {
			f.update(func(w graph.Writer) error {
				if err := w.Put(f.ctx, []graph.Node{thing("a", nil), thing("b", nil)}); err != nil {
					return err
				}
				return w.Connect(f.ctx, []graph.Edge{edge("NEXT", "a", "b", nil)})
			})
			require.Len(f, f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a"}}), 1)
		},
		"both ends must exist": missingEnds,
		"disconnect":           disconnect,
	}
}

// mark makes a node without fields and gives its key.
func (f *fixture) mark(key string) string {
	f.Helper()
	f.put(node("Mark", key, nil))
	return key
}

func missingEnds(f *fixture) {
	f.put(thing("a", nil), thing("b", nil), node("Place", "p", nil), node("Mark", "only a mark", nil))
	version := f.version()
	for _, bad := range []graph.Edge{
		edge("NEXT", "a", "absent", nil), edge("NEXT", "absent", "a", nil), edge("NEXT", "a", "p", nil),
		edge("AT", "a", "b", nil), edge("AT", "p", "p", nil), edge("AT", "a", "only a mark", nil),
	} {
		err := f.store.Update(f.ctx, func(w graph.Writer) error {
			return w.Connect(f.ctx, []graph.Edge{edge("NEXT", "a", "b", nil), bad})
		})
		require.Equal(f, graph.Invalid, graph.CodeOf(err), "%v: %v", bad, err)
	}
	require.Empty(f, f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a"}}))
	require.Equal(f, version, f.version())

	f.update(func(w graph.Writer) error { // a refusal that the caller takes leaves nothing of the call behind
		err := w.Connect(f.ctx, []graph.Edge{edge("NEXT", "a", "b", nil), edge("NEXT", "a", "absent", nil)})
		require.Equal(f, graph.Invalid, graph.CodeOf(err))
		return w.Put(f.ctx, []graph.Node{thing("c", nil)})
	})
	require.Empty(f, f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a"}}))
	require.Len(f, f.get("Thing", "c"), 1)

	err := f.store.Update(f.ctx, func(w graph.Writer) error {
		if err := w.Delete(f.ctx, "Thing", []string{"b"}); err != nil {
			return err
		}
		return w.Connect(f.ctx, []graph.Edge{edge("NEXT", "a", "b", nil)})
	})
	require.Equal(f, graph.Invalid, graph.CodeOf(err), "an end that was deleted just before: %v", err)
}

func disconnect(f *fixture) {
	f.put(thing("a", nil), thing("b", nil), node("Place", "p", nil), node("Place", "q", nil))
	all := []graph.Edge{
		edge("AT", "a", "p", values{"name": "r1", "ok": true}), edge("AT", "a", "p", values{"name": "r2", "n": int64(5)}),
		edge("AT", "a", "q", nil), edge("AT", "b", "p", values{"name": "r1"}),
	}
	cases := []struct {
		from  []string
		where []graph.Cond
		left  []string
	}{
		{nil, nil, []string{"a-p/r1", "a-p/r2", "a-q", "b-p/r1"}},
		{[]string{"absent"}, nil, []string{"a-p/r1", "a-p/r2", "a-q", "b-p/r1"}},
		{[]string{"a"}, nil, []string{"b-p/r1"}},
		{[]string{"a", "b"}, []graph.Cond{{Field: "name", Op: graph.Eq, Value: "r1"}}, []string{"a-p/r2", "a-q"}},
		{[]string{"a", "b"}, []graph.Cond{{Field: "name", Op: graph.IsUnknown}}, []string{"a-p/r1", "a-p/r2", "b-p/r1"}},
		{[]string{"a", "b"}, []graph.Cond{{Field: "name", Op: graph.Ne, Value: "r1"}}, []string{"a-p/r1", "a-q", "b-p/r1"}},
		{[]string{"a"}, []graph.Cond{{Field: "to", Op: graph.Eq, Value: "p"}, {Field: "n", Op: graph.Ge, Value: int64(5)}}, []string{"a-p/r1", "a-q", "b-p/r1"}},
		{[]string{"a", "b"}, []graph.Cond{{Field: "to", Op: graph.In, Value: []string{"p"}}}, []string{"a-q"}},
		{[]string{"a", "b"}, []graph.Cond{{Field: "ok", Op: graph.IsUnknown}}, []string{"a-p/r1"}},
	}
	for _, c := range cases {
		f.connect(all...)
		f.update(func(w graph.Writer) error {
			return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "AT", From: c.from, Where: c.where})
		})
		require.Equal(f, c.left, edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "AT", Keys: []string{"a", "b"}})), "%+v", c)
	}
	require.Len(f, f.get("Thing", "a", "b"), 2, "nodes stay")
}
