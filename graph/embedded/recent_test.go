package embedded_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

// TestRecentChanges holds what a store remembers of its commits against what
// another one, opened beside it, is told by the file.
func TestRecentChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	open := func(opts embedded.Options) *embedded.Store {
		opts.Schema = graphtest.Schema()
		s, err := embedded.Open(t.Context(), path, opts)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		return s
	}
	writing, asking := open(embedded.Options{}), open(embedded.Options{ReadOnly: true})
	rapid.Check(t, func(rt *rapid.T) {
		before, _ := changesOf(rt, asking, 0, 1)
		for range rapid.IntRange(1, 4).Draw(rt, "updates") {
			acts := rapid.SliceOfN(rapid.Custom(drawAct), 1, 3).Draw(rt, "acts")
			require.NoError(rt, writing.Update(t.Context(), func(w graph.Writer) error {
				for _, act := range acts {
					if err := act(t.Context(), w); graph.CodeOf(err) != graph.Invalid {
						require.NoError(rt, err)
					}
				}
				return nil
			}))
		}
		for since := max(before, 2) - 2; since <= before+4; since++ {
			for _, limit := range []int{0, 1, 3} {
				wantVersion, want := changesOf(rt, asking, since, limit)
				version, got := changesOf(rt, writing, since, limit)
				require.Equal(rt, wantVersion, version)
				require.Equal(rt, want, got, "since %d to %d", since, limit)
			}
		}
	})
}

// drawAct draws one call to a Writer.
func drawAct(t *rapid.T) func(context.Context, graph.Writer) error {
	draw := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	key, other := draw.Draw(t, "key"), draw.Draw(t, "other")
	edge := graph.Edge{Type: rapid.SampledFrom([]string{"NEXT", "ALSO"}).Draw(t, "edge"), From: key, To: other, Values: []any{nil}}
	switch rapid.SampledFrom([]string{"put", "put", "connect", "connect", "disconnect", "delete"}).Draw(t, "act") {
	case "put":
		return func(ctx context.Context, w graph.Writer) error {
			return w.Put(ctx, []graph.Node{thing(key), thing(other), {Label: "Sum", Key: key, Values: []any{nil}}})
		}
	case "connect":
		return func(ctx context.Context, w graph.Writer) error { return w.Connect(ctx, []graph.Edge{edge}) }
	case "disconnect":
		return func(ctx context.Context, w graph.Writer) error {
			return w.Disconnect(ctx, graph.DisconnectQuery{Edge: edge.Type, From: []string{key}})
		}
	}
	return func(ctx context.Context, w graph.Writer) error { return w.Delete(ctx, "Thing", []string{key}) }
}

func thing(key string) graph.Node {
	return graph.Node{Label: "Thing", Key: key, Values: make([]any, 6)}
}

func changesOf(t *rapid.T, s graph.Store, since graph.Version, limit int) (version graph.Version, changes []graph.Change) {
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		var err error
		if version, err = r.Version(t.Context()); err != nil {
			return err
		}
		changes, err = r.Changes(t.Context(), since, limit)
		return err
	}))
	return version, changes
}
