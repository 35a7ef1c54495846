package neostore_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore"
	"liantu/graph/neostore/neotest"
)

const batchSize = 400

func thing(key, name string) graph.Node {
	return graph.Node{Label: "Thing", Key: key, Values: []any{name, nil, nil, nil, nil, nil}}
}

// writeBatch writes batch i: a row of nodes, each leading to the next.
func writeBatch(ctx context.Context, s graph.Store, i int) error {
	var nodes []graph.Node
	var edges []graph.Edge
	for j := range batchSize {
		nodes = append(nodes, thing(fmt.Sprintf("%04d-%03d", i, j), fmt.Sprint(i)))
		if j > 0 {
			edges = append(edges, graph.Edge{Type: "NEXT", From: nodes[j-1].Key, To: nodes[j].Key, Values: []any{nil}})
		}
	}
	return s.Update(ctx, func(w graph.Writer) error {
		if err := w.Put(ctx, nodes[:batchSize/2]); err != nil {
			return err
		}
		if err := w.Put(ctx, nodes[batchSize/2:]); err != nil {
			return err
		}
		return w.Connect(ctx, edges)
	})
}

// TestAKilledServerLosesNothing kills the server while batches are written
// and starts it again on its data: every Update gets through once, and no
// batch stands there twice or in part.
func TestAKilledServerLosesNothing(t *testing.T) {
	server := neotest.Start(t)
	s := open(t, server, graphtest.Schema())
	var acknowledged atomic.Int64
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				ended <- nil
				return
			default:
			}
			if err := writeBatch(t.Context(), s, i); err != nil {
				ended <- err
				return
			}
			acknowledged.Add(1)
		}
	}()
	for range 2 {
		had := acknowledged.Load()
		require.Eventually(t, func() bool { return acknowledged.Load() > had+5 }, time.Minute, time.Millisecond)
		server.Kill()
		server.Run(t)
	}
	had := acknowledged.Load()
	require.Eventually(t, func() bool { return acknowledged.Load() > had+2 }, time.Minute, 10*time.Millisecond)
	close(stop)
	require.NoError(t, <-ended)

	batches := acknowledged.Load()
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		version, err := r.Version(t.Context())
		require.NoError(t, err)
		require.Equal(t, graph.Version(batches), version, "each batch is one version")
		groups, err := r.Count(t.Context(), graph.CountQuery{Label: "Thing", GroupBy: []string{"name"}})
		require.NoError(t, err)
		require.Len(t, groups, int(batches))
		for _, g := range groups {
			require.Equal(t, int64(batchSize), g.N, "batch %v", g.Values)
		}
		edges, err := r.Count(t.Context(), graph.CountQuery{Edge: "NEXT"})
		require.NoError(t, err)
		require.Equal(t, batches*(batchSize-1), edges[0].N)
		return nil
	}))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Empty(t, found.Problems)

	server.Kill()
	start := time.Now()
	err = s.View(t.Context(), func(graph.Reader) error { return nil })
	require.Equal(t, graph.Unavailable, graph.CodeOf(err), "%v", err)
	require.Less(t, time.Since(start), 15*time.Second)
}

func TestNoServer(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	require.NoError(t, l.Close())
	for _, scheme := range []string{"bolt", "neo4j", "bolt+s"} {
		start := time.Now()
		_, err = neostore.Open(t.Context(), scheme+"://"+address, options(graphtest.Schema()))
		require.Equal(t, graph.Unavailable, graph.CodeOf(err), "%s: %v", scheme, err)
		require.Less(t, time.Since(start), 12*time.Second)
		require.NotContains(t, err.Error(), neotest.Password)
		require.NotContains(t, messageOf(t, err), "\n", "one line")
	}
}

// TestASilentServer is one that takes connections and says nothing.
func TestASilentServer(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	start := time.Now()
	_, err = neostore.Open(t.Context(), "bolt://"+l.Addr().String(), options(graphtest.Schema()))
	require.Equal(t, graph.Unavailable, graph.CodeOf(err), "%v", err)
	require.Less(t, time.Since(start), 15*time.Second)
}

func TestRefusedAddresses(t *testing.T) {
	for _, uri := range []string{"", "localhost:7687", "http://localhost:7687", "bolt://", "bolt://neo4j:secret-word@localhost"} {
		_, err := neostore.Open(t.Context(), uri, options(graphtest.Schema()))
		require.Equal(t, graph.Invalid, graph.CodeOf(err), "%s: %v", uri, err)
		require.NotContains(t, err.Error(), "secret-word")
	}
	_, err := neostore.Open(t.Context(), "bolt://localhost", neostore.Options{Schema: graph.Schema{Labels: []graph.Label{{Name: "no name"}}}})
	require.Equal(t, graph.Invalid, graph.CodeOf(err))
}

func messageOf(t *testing.T, err error) string {
	t.Helper()
	var e *graph.Error
	require.ErrorAs(t, err, &e)
	return e.Message
}

// wrongCredentials asks a server with a password and a database that it does not know.
func wrongCredentials(t *testing.T, server *neotest.Server) {
	opts := options(graphtest.Schema())
	opts.Password = "not-the-password-3c1f"
	_, err := neostore.Open(t.Context(), server.URI, opts)
	require.Equal(t, graph.Unauthorized, graph.CodeOf(err), "%v", err)
	require.NotContains(t, err.Error(), opts.Password)
	opts.User = ""
	_, err = neostore.Open(t.Context(), server.URI, opts)
	require.Equal(t, graph.Unauthorized, graph.CodeOf(err), "%v", err)
	opts = options(graphtest.Schema())
	opts.Database = "nosuchdatabase"
	_, err = neostore.Open(t.Context(), server.URI, opts)
	require.Equal(t, graph.Invalid, graph.CodeOf(err), "%v", err)
}

// overTLS speaks to a server whose certificate is trusted, and refuses one whose is not.
func overTLS(t *testing.T, server *neotest.Server) {
	uri := strings.Replace(server.URI, "bolt://", "bolt+s://", 1)
	opts := options(graphtest.Schema())
	_, err := neostore.Open(t.Context(), uri, opts)
	require.Equal(t, graph.Unavailable, graph.CodeOf(err), "%v", err)
	opts.TLS = &tls.Config{RootCAs: server.Trust, MinVersion: tls.VersionTLS12}
	s, err := neostore.Open(t.Context(), uri, opts)
	require.NoError(t, err)
	require.NoError(t, s.View(t.Context(), func(graph.Reader) error { return nil }))
	require.NoError(t, s.Close())
}

// brokenByHand edits the database behind the store's back.
func brokenByHand(t *testing.T, server *neotest.Server) {
	s := fresh(t, server, graphtest.Schema())
	require.NoError(t, writeBatch(t.Context(), s, 0))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Empty(t, found.Problems)
	require.Equal(t, int64(batchSize), found.Checked["Thing"])
	for _, text := range []string{
		"MATCH (n:Thing {id: '0000-007'}) SET n.n = 'seven'", "MATCH (:Thing {id: '0000-009'})-[r:NEXT]->() SET r.order = true",
		"CREATE (:Thing {name: 'without key'})", "MATCH (n:Thing {id: '0000-011'}) CREATE (n)-[:NEXT]->(:Other)",
		"MATCH (n:Thing {id: '0000-013'})-[:NEXT]->(m) CREATE (n)-[:NEXT]->(m)", "CREATE (:Thing {id: 'by hand'})",
	} {
		server.Cypher(t, text, nil)
	}
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		_, err := r.Get(t.Context(), "Thing", []string{"0000-006", "0000-007"})
		require.Equal(t, graph.Corrupt, graph.CodeOf(err))
		require.ErrorContains(t, err, "Thing 0000-007")
		require.ErrorContains(t, err, "n")
		nodes, err := r.Get(t.Context(), "Thing", []string{"0000-006", "0000-008"})
		require.NoError(t, err)
		require.Len(t, nodes, 2, "others go on")
		_, err = r.Neighbours(t.Context(), graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"0000-009"}})
		require.Equal(t, graph.Corrupt, graph.CodeOf(err))
		require.ErrorContains(t, err, "0000-009-NEXT->0000-010")
		_, err = r.Neighbours(t.Context(), graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"0000-008"}})
		return err
	}))
	pastTheBroken(t, server)
	found, err = s.Verify(t.Context())
	require.NoError(t, err)
	require.Len(t, found.Problems, 6, "%v", found.Problems)
	require.Contains(t, fmt.Sprint(found.Problems), "0000-007")
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		return w.Put(t.Context(), []graph.Node{thing("0000-007", "whole again")})
	}))

	server.Cypher(t, "MATCH (r:`_Record` {key: 'record'}) SET r.id = 'another'", nil)
	err = s.View(t.Context(), func(graph.Reader) error { return nil })
	require.Equal(t, graph.Conflict, graph.CodeOf(err), "%v", err)
	server.Cypher(t, "MATCH (r:`_Record` {key: 'record'}) DELETE r", nil)
	err = s.Update(t.Context(), func(graph.Writer) error { return nil })
	require.Equal(t, graph.Corrupt, graph.CodeOf(err), "%v", err)
}

// pastTheBroken reads on where somebody is told of what is broken; what does
// not fit is unknown. Writers, who may write what they read, do not.
func pastTheBroken(t *testing.T, server *neotest.Server) {
	told := map[string]bool{}
	opts := options(graphtest.Schema())
	opts.Broken = func(err error) { told[err.Error()] = true }
	s, err := neostore.Open(t.Context(), server.URI, opts)
	require.NoError(t, err)
	defer s.Close()
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		keys := map[string]graph.Node{}
		for q := (graph.Query{Label: "Thing", Limit: 30}); ; {
			page, err := r.Find(t.Context(), q)
			require.NoError(t, err)
			for _, n := range page.Nodes {
				keys[n.Key] = n
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				break
			}
		}
		require.Len(t, keys, batchSize+1, "all but the one without a key")
		require.Nil(t, keys["0000-007"].Values[1])
		require.Equal(t, "0", keys["0000-007"].Values[0])
		edges, err := r.Neighbours(t.Context(), graph.NeighbourQuery{Edge: "NEXT", Keys: []string{"0000-009"}})
		require.NoError(t, err)
		require.Equal(t, []graph.Edge{{Type: "NEXT", From: "0000-009", To: "0000-010", Values: []any{nil}}}, edges)
		return nil
	}))
	require.Len(t, told, 2)
	require.Contains(t, fmt.Sprint(told), "Thing 0000-007")
	require.Contains(t, fmt.Sprint(told), "0000-009-NEXT->0000-010")
	err = s.Update(t.Context(), func(w graph.Writer) error {
		_, err := w.Get(t.Context(), "Thing", []string{"0000-007"})
		return err
	})
	require.Equal(t, graph.Corrupt, graph.CodeOf(err), "%v", err)
}

// longViews lets an Update wait for a View that takes its time while other
// Views go on.
func longViews(t *testing.T, server *neotest.Server) {
	s := fresh(t, server, graphtest.Schema())
	committed := make(chan error, 1)
	require.NoError(t, s.View(t.Context(), func(graph.Reader) error {
		go func() { committed <- writeBatch(t.Context(), s, 0) }()
		until := time.Now().Add(3 * time.Second)
		for n := 0; time.Now().Before(until); n++ {
			start := time.Now()
			require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
				v, err := r.Version(t.Context())
				require.Equal(t, graph.Version(0), v)
				return err
			}))
			require.Less(t, time.Since(start), 5*time.Second, "a waiting commit holds others back for a while only")
			time.Sleep(20 * time.Millisecond)
		}
		require.Empty(t, committed)
		return nil
	}))
	require.NoError(t, <-committed)

	ctx, cancel := context.WithTimeout(t.Context(), 700*time.Millisecond)
	defer cancel()
	require.NoError(t, s.View(t.Context(), func(graph.Reader) error {
		err := writeBatch(ctx, s, 1)
		require.True(t, errors.Is(err, context.DeadlineExceeded), "%v", err)
		return nil
	}))
	require.NoError(t, writeBatch(t.Context(), s, 1))
}
