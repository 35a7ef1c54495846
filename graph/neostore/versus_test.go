package neostore_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

func embeddedStore(t *testing.T, schema graph.Schema) graph.Store {
	t.Helper()
	s, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: schema})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func versusEmbedded(t *testing.T, server *neotest.Server) {
	graphtest.Versus(t, embeddedStore(t, graphtest.Schema()), fresh(t, server, graphtest.Schema()))
}

func versusRecord(t *testing.T, server *neotest.Server) {
	s := fresh(t, server, graph.Declared())
	graphtest.VersusRecord(t, embeddedStore(t, graph.Declared()), s, graphtest.RealFirms(t))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Empty(t, found.Problems)
}

func copies(t *testing.T, server *neotest.Server) {
	graphtest.Copies(t, embeddedStore(t, graphtest.Schema()), fresh(t, server, graphtest.Schema()))
	graphtest.Copies(t, fresh(t, server, graphtest.Schema()), embeddedStore(t, graphtest.Schema()))
}
