package embedded

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// TestTheWALStaysBounded writes many times the WAL's size while readers of
// overlapping snapshots never leave a moment without one.
func TestTheWALStaysBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := Open(t.Context(), path, Options{Schema: graph.Schema{Labels: []graph.Label{
		{Name: "Thing", KeyName: "id", Fields: []graph.Field{{Name: "name", Kind: graph.Text}}},
	}}})
	require.NoError(t, err)
	s.walTarget, s.walNext = 1<<20, 1<<20

	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for ctx.Err() == nil {
				_ = s.View(ctx, func(r graph.Reader) error {
					_, err := r.Find(ctx, graph.Query{Label: "Thing", Limit: 200})
					return err
				})
			}
		})
	}
	var largest int64
	for i := range 60 {
		nodes := make([]graph.Node, 500)
		for j := range nodes {
			nodes[j] = graph.Node{Label: "Thing", Key: fmt.Sprint(i, "-", j), Values: []any{strings.Repeat("范围", 100)}}
		}
		require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error { return w.Put(t.Context(), nodes) }))
		info, err := os.Stat(path + "-wal")
		require.NoError(t, err)
		largest = max(largest, info.Size())
	}
	stop()
	readers.Wait()
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Greater(t, info.Size(), 10*s.walTarget)
	require.Less(t, largest, 3*s.walTarget)
	require.NoError(t, s.Close())
}
