package graphtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func transactionCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"an error leaves nothing behind": func(f *fixture) {
			f.ring()
			before := f.version()
			no := errors.New("no")
			err := f.store.Update(f.ctx, func(w graph.Writer) error {
				f.writeAll(w)
				return no
			})
			require.ErrorIs(f, err, no)
			f.unchanged(before)
		},
		"a panic leaves nothing behind": func(f *fixture) {
			f.ring()
			before := f.version()
			require.PanicsWithValue(f, "no", func() {
				_ = f.store.Update(f.ctx, func(w graph.Writer) error {
					f.writeAll(w)
					panic("no")
				})
			})
			f.unchanged(before)
			require.PanicsWithValue(f, "no", func() {
				_ = f.store.View(f.ctx, func(graph.Reader) error { panic("no") })
			})
			f.put(thing("z", nil))
			require.Equal(f, before+1, f.version(), "the store goes on")
		},
		"a view's error is the caller's": func(f *fixture) {
			no := errors.New("no")
			require.ErrorIs(f, f.store.View(f.ctx, func(graph.Reader) error { return no }), no)
		},
		"a writer reads what it wrote":                   readsOwnWrites,
		"a view sees nothing of what is committed later": snapshot,
		"nobody sees half a batch":                       halfBatches,
		"updates run one after another":                  oneAfterAnother,
		"a context that has ended ends every call":       endedContext,
		"a context that ends in an update undoes it": func(f *fixture) {
			ctx, cancel := context.WithCancel(f.ctx)
			err := f.store.Update(ctx, func(w graph.Writer) error {
				require.NoError(f, w.Put(ctx, []graph.Node{thing("a", nil)}))
				cancel()
				return w.Put(ctx, []graph.Node{thing("b", nil)})
			})
			require.ErrorIs(f, err, context.Canceled)
			ctx, cancel = context.WithCancel(f.ctx)
			err = f.store.Update(ctx, func(w graph.Writer) error {
				require.NoError(f, w.Put(ctx, []graph.Node{thing("a", nil)}))
				cancel()
				return nil
			})
			require.ErrorIs(f, err, context.Canceled)
			require.Empty(f, f.find(graph.Query{Label: "Thing"}))
			f.put(thing("c", nil))
			require.Equal(f, graph.Version(1), f.version())
		},
	}
}

// writeAll does one of each kind of write.
func (f *fixture) writeAll(w graph.Writer) {
	require.NoError(f, w.Put(f.ctx, []graph.Node{thing("new", nil), thing("a", values{"name": "changed"})}))
	require.NoError(f, w.Connect(f.ctx, []graph.Edge{edge("NEXT", "new", "a", nil)}))
	require.NoError(f, w.Disconnect(f.ctx, graph.DisconnectQuery{Edge: "NEXT", From: []string{"b"}}))
	require.NoError(f, w.Delete(f.ctx, "Thing", []string{"d"}))
}

// unchanged says that the ring is as it was made.
func (f *fixture) unchanged(version graph.Version) {
	f.Helper()
	require.Equal(f, version, f.version())
	require.Equal(f, []string{"a", "b", "c", "d", "e"}, f.find(graph.Query{Label: "Thing"}))
	require.Equal(f, thing("a", nil), f.get("Thing", "a")["a"])
	require.Equal(f, []string{"a-b", "b-b", "b-c", "c-d", "d-a"},
		edgeNames(f.neighbours(graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a", "b", "c", "d", "e", "new"}})))
	require.Empty(f, f.changes(version, 0))
}

func readsOwnWrites(f *fixture) {
	f.ring()
	f.update(func(w graph.Writer) error {
		f.writeAll(w)
		require.Equal(f, []string{"a", "b", "c", "e", "new"}, f.findIn(w, graph.Query{Label: "Thing", Limit: 2}))
		nodes, err := w.Get(f.ctx, "Thing", []string{"a", "d"})
		require.NoError(f, err)
		require.Equal(f, []graph.Node{thing("a", values{"name": "changed"})}, nodes)
		edges, err := w.Neighbours(f.ctx, graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a", "b", "d"}, Direction: graph.Both})
		require.NoError(f, err)
		require.Equal(f, []string{"a-b", "new-a"}, edgeNames(edges))
		require.Equal(f, map[string]int64{groupName(nil): 2}, f.countIn(w, graph.CountQuery{Edge: "NEXT"}))
		steps, err := w.Walk(f.ctx, graph.WalkQuery{From: []string{"new"}, Edges: []string{"NEXT"}, Depth: 5})
		require.NoError(f, err)
		require.Equal(f, []string{"1 a", "2 b"}, stepNames(steps))
		return nil
	})
}

// snapshot reads before and after a commit that may, or may not, be held up
// until the view has ended.
func snapshot(f *fixture) {
	f.put(thing("a", values{"n": int64(1)}))
	committed := make(chan error, 1)
	f.view(func(r graph.Reader) {
		look := func() {
			require.Equal(f, []string{"a"}, f.findIn(r, graph.Query{Label: "Thing"}))
			nodes, err := r.Get(f.ctx, "Thing", []string{"a", "b"})
			require.NoError(f, err)
			require.Equal(f, []graph.Node{thing("a", values{"n": int64(1)})}, nodes)
			v, err := r.Version(f.ctx)
			require.NoError(f, err)
			require.Equal(f, graph.Version(1), v)
		}
		look()
		go func() {
			committed <- f.store.Update(f.ctx, func(w graph.Writer) error {
				return w.Put(f.ctx, []graph.Node{thing("a", values{"n": int64(2)}), thing("b", nil)})
			})
		}()
		select {
		case err := <-committed:
			committed <- err
		case <-time.After(300 * time.Millisecond):
		}
		look()
	})
	require.NoError(f, <-committed)
	require.Equal(f, []string{"a", "b"}, f.find(graph.Query{Label: "Thing"}))
}

// halfBatches writes batches while readers check that every batch is there
// whole or not at all.
func halfBatches(f *fixture) {
	const size, batches = 100, 25
	require.NoError(f, f.writeBatch(size, 0))
	stop := make(chan struct{})
	failures := make(chan error, 4)
	var readers sync.WaitGroup
	for range cap(failures) {
		readers.Go(func() {
			last := int64(-1)
			for {
				select {
				case <-stop:
					return
				default:
				}
				n, err := f.wholeBatch(size)
				if err == nil && n < last {
					err = fmt.Errorf("batch %d after batch %d", n, last)
				}
				if err != nil {
					failures <- err
					return
				}
				last = n
			}
		})
	}
	for n := int64(1); n <= batches; n++ {
		require.NoError(f, f.writeBatch(size, n))
	}
	close(stop)
	readers.Wait()
	close(failures)
	for err := range failures {
		require.NoError(f, err)
	}
	n, err := f.wholeBatch(size)
	require.NoError(f, err)
	require.Equal(f, int64(batches), n)
}

// writeBatch puts the batch's nodes in two calls of one Update.
func (f *fixture) writeBatch(size int, n int64) error {
	return f.store.Update(f.ctx, func(w graph.Writer) error {
		nodes := make([]graph.Node, size)
		for i := range nodes {
			nodes[i] = thing(fmt.Sprintf("%03d", i), values{"n": n})
		}
		for half := range 2 {
			if err := w.Put(f.ctx, nodes[half*size/2:(half+1)*size/2]); err != nil {
				return err
			}
		}
		return nil
	})
}

// wholeBatch says which batch a view shows, or that it shows parts of two.
func (f *fixture) wholeBatch(size int64) (n int64, err error) {
	err = f.store.View(f.ctx, func(r graph.Reader) error {
		groups, err := r.Count(f.ctx, graph.CountQuery{Label: "Thing", GroupBy: []string{"n"}})
		if err != nil {
			return err
		}
		if len(groups) != 1 || groups[0].N != size {
			return fmt.Errorf("a view shows parts: %v", groups)
		}
		n = groups[0].Values[0].(int64)
		page, err := r.Find(f.ctx, graph.Query{Label: "Thing", Where: []graph.Cond{{Field: "n", Op: graph.Eq, Value: n}}})
		if err == nil && int64(len(page.Nodes)) != size {
			err = fmt.Errorf("batch %d has changed within a view: %d nodes", n, len(page.Nodes))
		}
		return err
	})
	return n, err
}

func oneAfterAnother(f *fixture) {
	const writers, times = 6, 8
	f.put(thing("counter", values{"n": int64(0)}))
	failures := make(chan error, writers)
	for range writers {
		go func() {
			var err error
			for range times {
				err = errors.Join(err, f.store.Update(f.ctx, func(w graph.Writer) error {
					nodes, err := w.Get(f.ctx, "Thing", []string{"counter"})
					if err != nil {
						return err
					}
					return w.Put(f.ctx, []graph.Node{thing("counter", values{"n": nodes[0].Values[1].(int64) + 1})})
				}))
			}
			failures <- err
		}()
	}
	for range writers {
		require.NoError(f, <-failures)
	}
	require.Equal(f, thing("counter", values{"n": int64(writers * times)}), f.get("Thing", "counter")["counter"])
	require.Equal(f, graph.Version(writers*times+1), f.version())
}

func endedContext(f *fixture) {
	f.ring()
	ctx, cancel := context.WithCancel(f.ctx)
	cancel()
	require.ErrorIs(f, f.store.View(ctx, func(graph.Reader) error { return nil }), context.Canceled)
	require.ErrorIs(f, f.store.Update(ctx, func(graph.Writer) error { return nil }), context.Canceled)
	reads := func(r graph.Reader) map[string]error {
		errs := map[string]error{}
		_, errs["Version"] = r.Version(ctx)
		_, errs["Get"] = r.Get(ctx, "Thing", []string{"a"})
		_, errs["Find"] = r.Find(ctx, graph.Query{Label: "Thing"})
		_, errs["Count"] = r.Count(ctx, graph.CountQuery{Label: "Thing"})
		_, errs["Neighbours"] = r.Neighbours(ctx, graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"a"}})
		_, errs["Walk"] = r.Walk(ctx, graph.WalkQuery{From: []string{"a"}, Edges: []string{"NEXT"}, Depth: 2})
		_, errs["Changes"] = r.Changes(ctx, 0, 0)
		return errs
	}
	for call, err := range f.inView(reads) {
		require.ErrorIs(f, err, context.Canceled, call)
	}
	for call, write := range map[string]func(graph.Writer) error{
		"Put":     func(w graph.Writer) error { return w.Put(ctx, []graph.Node{thing("z", nil)}) },
		"Delete":  func(w graph.Writer) error { return w.Delete(ctx, "Thing", []string{"a"}) },
		"Connect": func(w graph.Writer) error { return w.Connect(ctx, []graph.Edge{edge("NEXT", "a", "e", nil)}) },
		"Disconnect": func(w graph.Writer) error {
			return w.Disconnect(ctx, graph.DisconnectQuery{Edge: "NEXT", From: []string{"a"}})
		},
	} {
		require.ErrorIs(f, f.store.Update(f.ctx, write), context.Canceled, call)
	}
	f.unchanged(2)
}

// inView gives what fn answers in a View; an engine may let the first error
// end the whole View.
func (f *fixture) inView(fn func(graph.Reader) map[string]error) map[string]error {
	var errs map[string]error
	_ = f.store.View(f.ctx, func(r graph.Reader) error {
		errs = fn(r)
		return nil
	})
	return errs
}
