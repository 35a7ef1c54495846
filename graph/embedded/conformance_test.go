package embedded_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

// fresh opens a store of its own in the test's folder.
func fresh(t testing.TB, schema graph.Schema) *embedded.Store {
	t.Helper()
	s, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: schema})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestConformance(t *testing.T) {
	graphtest.Run(t, func(t *testing.T, schema graph.Schema) graph.Store { return fresh(t, schema) })
}
