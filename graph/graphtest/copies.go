package graphtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// Copies copies a record of some thousand things into an empty store of
// Schema, stops half way, goes on, and wants both equal and nothing lost or
// written over. from and to are empty stores of Schema.
func Copies(t *testing.T, from, to graph.Store) {
	v := versus{T: t, stores: [2]graph.Store{from, to}}
	const n = 5000
	nodes, edges := make([]graph.Node, n), make([]graph.Edge, 0, 2*n)
	for i := range nodes {
		nodes[i] = thing(fmt.Sprintf("t%05d", i), values{"n": int64(i), "name": "名"})
		if i > 0 {
			edges = append(edges, edge("NEXT", nodes[i].Key, nodes[i/2].Key, nil), edge("ALSO", nodes[i].Key, nodes[i-1].Key, values{"how": "so"}))
		}
	}
	nodes = append(nodes, node("Sum", "s", values{"n": int64(n)}), node("Place", "p", nil))
	edges = append(edges, edge("AT", "t00007", "p", values{"name": "𠮷"}), edge("AT", "t00007", "p", nil))
	require.NoError(t, from.Update(t.Context(), func(w graph.Writer) error {
		if err := w.Put(t.Context(), nodes); err != nil {
			return err
		}
		return w.Connect(t.Context(), edges)
	}))
	for _, stop := range []graph.CopyProgress{{What: "Thing", Done: 4000, Of: n}, {What: "NEXT", Done: 2000, Of: n}} {
		ctx, cancel := context.WithCancel(t.Context())
		err := graph.Copy(ctx, from, to, Schema(), func(p graph.CopyProgress) {
			if p == stop {
				cancel()
			}
		})
		require.True(t, errors.Is(err, context.Canceled), "%+v: %v", stop, err)
		cancel()
	}
	last := graph.CopyProgress{}
	require.NoError(t, graph.Copy(t.Context(), from, to, Schema(), func(p graph.CopyProgress) { last = p }))
	require.Equal(t, graph.CopyProgress{What: "MARKED", Done: n, Of: n}, last)
	v.digests(Schema())
	require.NotEqual(t, from.ID(), to.ID())
	before := versionOf(t, to)
	require.NoError(t, graph.Copy(t.Context(), from, to, Schema(), nil), "again")
	require.Equal(t, before, versionOf(t, to), "there was nothing left to write")

	require.Equal(t, graph.Invalid, graph.CodeOf(graph.Copy(t.Context(), from, from, Schema(), nil)))
	for _, other := range []func(graph.Writer) error{
		func(w graph.Writer) error {
			return w.Put(t.Context(), []graph.Node{thing("t00007", values{"name": "another"})})
		},
		func(w graph.Writer) error {
			return w.Connect(t.Context(), []graph.Edge{edge("NEXT", "t00001", "t00007", nil)})
		},
	} {
		require.NoError(t, to.Update(t.Context(), other))
		before = versionOf(t, to)
		require.Equal(t, graph.Conflict, graph.CodeOf(graph.Copy(t.Context(), from, to, Schema(), nil)))
		require.Equal(t, before, versionOf(t, to))
		require.NoError(t, to.Update(t.Context(), func(w graph.Writer) error { return w.Put(t.Context(), nodes[7:8]) }))
	}
}

func versionOf(t *testing.T, s graph.Store) (v graph.Version) {
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) (err error) {
		v, err = r.Version(t.Context())
		return err
	}))
	return v
}
