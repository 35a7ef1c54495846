package graphtest_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

func fresh(t *testing.T, schema graph.Schema) graph.Store {
	t.Helper()
	s, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: schema})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestCopy(t *testing.T) {
	graphtest.Copies(t, fresh(t, graphtest.Schema()), fresh(t, graphtest.Schema()))
}

func TestVersusAgreesWithItself(t *testing.T) {
	graphtest.Versus(t, fresh(t, graphtest.Schema()), fresh(t, graphtest.Schema()))
	graphtest.VersusRecord(t, fresh(t, graph.Declared()), fresh(t, graph.Declared()), graphtest.MadeFirms(0, 800))
}

func TestPaths(t *testing.T) { graphtest.Paths(t, fresh(t, graphtest.Schema())) }
