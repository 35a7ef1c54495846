package neostore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

// recentChanges lets two stores write, and asks a third; what a store
// remembers is of no use once the record is another.
func recentChanges(t *testing.T, server *neotest.Server) {
	first := fresh(t, server, graphtest.Schema())
	second, asking := open(t, server, graphtest.Schema()), open(t, server, graphtest.Schema())
	graphtest.Recent(t, asking, first, second)

	require.NoError(t, writeBatch(t.Context(), first, 1))
	require.NoError(t, writeBatch(t.Context(), first, 2))
	now, _ := graphtest.ChangesOf(t, asking, 0, 1)
	since := func(s graph.Store) []graph.Change {
		_, changes := graphtest.ChangesOf(t, s, now-2, 0)
		return changes
	}
	server.Cypher(t, "MATCH (n:Thing) SET n._version = 0", nil)
	require.Empty(t, since(asking))
	require.Len(t, since(first), 2*batchSize, "it is remembered")
	server.Cypher(t, "MATCH (r:_Record {key: 'record'}) SET r.commits = ['another']", nil)
	require.Empty(t, since(first), "the record is not the one that is remembered")
}
