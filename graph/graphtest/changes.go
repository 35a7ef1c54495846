package graphtest

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func changeCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"the version grows with each update that wrote": versions,
		"puts and deletes are listed, the latest once": func(f *fixture) {
			require.Empty(f, f.changes(0, 0))
			f.put(thing("b", nil), thing("a", nil), node("Place", "p", nil))
			f.put(thing("b", values{"n": int64(1)}), thing("c", nil))
			f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"a", "absent"}) })
			require.Equal(f, []string{"1 Place p", "2 Thing b", "2 Thing c", "3 Thing a gone"}, f.changes(0, 0))
			require.Equal(f, []string{"2 Thing b", "2 Thing c", "3 Thing a gone"}, f.changes(1, 0))
			require.Equal(f, []string{"3 Thing a gone"}, f.changes(2, 0))
			require.Empty(f, f.changes(3, 0))
			f.put(thing("a", nil))
			require.Equal(f, []string{"4 Thing a"}, f.changes(3, 0))
			f.update(func(w graph.Writer) error {
				if err := w.Delete(f.ctx, "Thing", []string{"a", "b"}); err != nil {
					return err
				}
				return w.Put(f.ctx, []graph.Node{thing("b", nil)})
			})
			require.Equal(f, []string{"5 Thing a gone", "5 Thing b"}, f.changes(4, 0))
		},
		"recorded edges change the node they start from": recordedEdges,
		"what is derived is not listed": func(f *fixture) {
			f.put(node("Sum", "s", values{"n": int64(1)}), thing("a", nil), thing("b", nil))
			f.connect(edge("ALSO", "a", "b", nil))
			f.update(func(w graph.Writer) error {
				return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "ALSO", From: []string{"a"}})
			})
			f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Sum", []string{"s"}) })
			require.Equal(f, graph.Version(4), f.version(), "derived things are of the record's version too")
			require.Equal(f, []string{"1 Thing a", "1 Thing b"}, f.changes(0, 0))
		},
		"a limit never cuts a version in two": func(f *fixture) {
			for i := range 4 {
				f.put(thing(fmt.Sprint("a", i), nil), thing(fmt.Sprint("b", i), nil), thing(fmt.Sprint("c", i), nil))
			}
			whole := f.changes(0, 0)
			require.Len(f, whole, 12)
			for limit, want := range map[int]int{1: 3, 2: 3, 3: 3, 4: 6, 6: 6, 7: 9, 12: 12, 100: 12} {
				require.Equal(f, whole[:want], f.changes(0, limit), "limit %d", limit)
			}
			require.Equal(f, whole[6:9], f.changes(2, 1))
		},
		"nothing that was rolled back": func(f *fixture) {
			require.Error(f, f.store.Update(f.ctx, func(w graph.Writer) error {
				require.NoError(f, w.Put(f.ctx, []graph.Node{thing("a", nil)}))
				return fmt.Errorf("no")
			}))
			require.Empty(f, f.changes(0, 0))
		},
	}
}

func versions(f *fixture) {
	require.Equal(f, graph.Version(0), f.version())
	f.put(thing("a", nil), thing("b", nil))
	require.Equal(f, graph.Version(1), f.version())
	for name, nothing := range map[string]func(graph.Writer) error{
		"no call":        func(graph.Writer) error { return nil },
		"no nodes":       func(w graph.Writer) error { return w.Put(f.ctx, nil) },
		"no edges":       func(w graph.Writer) error { return w.Connect(f.ctx, nil) },
		"none to delete": func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"absent"}) },
		"none to separate": func(w graph.Writer) error {
			return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "NEXT", From: []string{"a"}})
		},
		"only reading": func(w graph.Writer) error {
			_, err := w.Get(f.ctx, "Thing", []string{"a"})
			return err
		},
	} {
		f.update(nothing)
		require.Equal(f, graph.Version(1), f.version(), name)
	}
	for i, something := range []func(graph.Writer) error{
		func(w graph.Writer) error { return w.Connect(f.ctx, []graph.Edge{edge("ALSO", "a", "b", nil)}) },
		func(w graph.Writer) error {
			return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "ALSO", From: []string{"a"}})
		},
		func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"a"}) },
		func(w graph.Writer) error { return w.Put(f.ctx, []graph.Node{node("Sum", "s", nil)}) },
	} {
		f.update(something)
		require.Equal(f, graph.Version(i+2), f.version())
	}
	require.NotEmpty(f, f.store.ID())
	require.Equal(f, f.store.ID(), f.store.ID())
}

func recordedEdges(f *fixture) {
	f.put(thing("a", nil), thing("b", nil), thing("c", nil), node("Place", "p", nil))
	f.connect(edge("AT", "a", "p", values{"name": "r"}), edge("NEXT", "b", "c", nil))
	require.Equal(f, []string{"2 Thing a", "2 Thing b"}, f.changes(1, 0))
	f.update(func(w graph.Writer) error {
		return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "AT", From: []string{"a", "b"}, Where: []graph.Cond{{Field: "name", Op: graph.Eq, Value: "other"}}})
	})
	require.Equal(f, graph.Version(2), f.version(), "no edge met the condition")
	f.update(func(w graph.Writer) error {
		return w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "AT", From: []string{"a", "b"}})
	})
	require.Equal(f, []string{"3 Thing a"}, f.changes(2, 0))
	f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"c"}) })
	require.Equal(f, []string{"4 Thing b", "4 Thing c gone"}, f.changes(3, 0), "b has lost its edge to c")
	f.connect(edge("NEXT", "a", "a", nil))
	f.update(func(w graph.Writer) error { return w.Delete(f.ctx, "Thing", []string{"a"}) })
	require.Equal(f, []string{"6 Thing a gone"}, f.changes(4, 0), "deleted, whatever its edges say")
}

// changes lists changes as "version label key".
func (f *fixture) changes(since graph.Version, limit int) []string {
	f.Helper()
	names := []string{}
	f.view(func(r graph.Reader) {
		list, err := r.Changes(f.ctx, since, limit)
		require.NoError(f, err)
		for _, c := range list {
			name := fmt.Sprint(c.Version, " ", c.Label, " ", c.Key)
			if c.Deleted {
				name += " gone"
			}
			names = append(names, name)
		}
	})
	return names
}
