package neostore_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore"
	"liantu/graph/neostore/neotest"
)

// open opens the store of a server.
func open(t testing.TB, server *neotest.Server, schema graph.Schema) *neostore.Store {
	t.Helper()
	s, err := neostore.Open(t.Context(), server.URI, options(schema))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func options(schema graph.Schema) neostore.Options {
	return neostore.Options{Schema: schema, User: neotest.User, Password: neotest.Password, Retry: time.Minute}
}

// fresh opens an empty store.
func fresh(t testing.TB, server *neotest.Server, schema graph.Schema) *neostore.Store {
	t.Helper()
	server.Wipe(t)
	return open(t, server, schema)
}

// TestStore asks one server everything that leaves it running.
func TestStore(t *testing.T) {
	server := neotest.Start(t)
	t.Run("conformance", func(t *testing.T) {
		graphtest.Run(t, func(t *testing.T, schema graph.Schema) graph.Store { return fresh(t, server, schema) })
	})
	for name, test := range map[string]func(*testing.T, graph.Store){
		"texts by code point":         textsByCodePoint,
		"long texts tell edges apart": longTextsTellEdgesApart,
		"too long keys":               tooLongKeys,
		"paths":                       graphtest.Paths,
	} {
		t.Run(name, func(t *testing.T) { test(t, fresh(t, server, graphtest.Schema())) })
	}
	for name, test := range map[string]func(*testing.T, *neotest.Server){
		"versus the embedded store": versusEmbedded,
		"versus with real firms":    versusRecord,
		"copies":                    copies,
		"wrong credentials":         wrongCredentials,
		"over TLS":                  overTLS,
		"broken by hand":            brokenByHand,
		"long views":                longViews,
		"documented queries":        documentedQueries,
		"own writes":                ownWrites,
		"recent changes":            recentChanges,
		"edges at many nodes":       atManyNodes,
		"lost commits":              lostCommits,
		"waiting for the server":    waiting,
	} {
		t.Run(name, func(t *testing.T) { test(t, server) })
	}
}
