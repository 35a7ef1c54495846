package embedded_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

// TestRecentChanges asks another store on the same file, opened for reading.
func TestRecentChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	open := func(opts embedded.Options) *embedded.Store {
		opts.Schema = graphtest.Schema()
		s, err := embedded.Open(t.Context(), path, opts)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		return s
	}
	writing := open(embedded.Options{})
	graphtest.Recent(t, open(embedded.Options{ReadOnly: true}), writing)
}

// A label at which no edge ends or starts has only its deletion to tell of.
func TestRecentChangesOfALabelWithoutEdges(t *testing.T) {
	s := fresh(t, graph.Schema{Labels: []graph.Label{{Name: "Note", KeyName: "id"}}})
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		return w.Put(t.Context(), []graph.Node{{Label: "Note", Key: "a"}, {Label: "Note", Key: "b"}})
	}))
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error { return w.Delete(t.Context(), "Note", []string{"a"}) }))
	_, changes := graphtest.ChangesOf(t, s, 1, 0)
	require.Equal(t, []graph.Change{{Version: 2, Label: "Note", Key: "a", Deleted: true}}, changes)
}
