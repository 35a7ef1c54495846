package neostore

import (
	"context"
	"crypto/tls"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

// Options say how a store is opened.
type Options struct {
	Schema graph.Schema
	// User and Password; without a user the server is asked without credentials.
	User, Password string
	// Database is a database of the server; "" is the user's home database.
	Database string
	// TLS is used with bolt+s and neo4j+s addresses; nil trusts what the system trusts.
	TLS *tls.Config
	// Connections is how many may be open at a time; 0 is 50.
	Connections int
	// Retry is how long an Update is tried again after failures that may pass; 0 is 30 s.
	Retry time.Duration
	// Away, where set, is told once that the server cannot be reached and how
	// long it is waited for; Views then wait for it as well, as long as Updates
	// do, before they begin. It may be called from any goroutine.
	Away func(within time.Duration)
	// Broken, where set, is told of what somebody has broken by hand, and Views
	// go on: a value that does not fit its declaration is unknown to them, and
	// what cannot be named is left out. Updates, which may write what they have
	// read, fail all the same. nil: Views fail too, with Corrupt. It may be
	// called from many goroutines, and for one fault many times.
	Broken func(error)
	// Longest is how long one transaction may run on the server; 0 is 30 min.
	Longest time.Duration
}

// Store is the record in a Neo4j database.
type Store struct {
	id        string
	driver    neo4j.DriverWithContext
	bookmarks neo4j.BookmarkManager
	catalog   catalog
	opts      Options
	absence   absence
	recent    graph.Recent

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

var _ graph.Store = (*Store)(nil)

// ID tells this record from every other.
func (s *Store) ID() string { return s.id }

// atOnce is what a server with a heap of 1 GB takes well; it refuses a
// transaction of 40,000 firms.
const atOnce = 10_000

// AtOnce is how many firms one Update should put.
func (s *Store) AtOnce() int { return atOnce }

// session opens a session that sees what earlier ones of this store wrote.
func (s *Store) session(ctx context.Context) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.opts.Database, BookmarkManager: s.bookmarks})
}

// transaction begins a transaction in a session of its own; end rolls back
// what is not committed and closes both, the context's end included.
func (s *Store) transaction(ctx context.Context) (tx neo4j.ExplicitTransaction, end func(), err error) {
	session := s.session(ctx)
	tx, err = session.BeginTransaction(ctx, neo4j.WithTxTimeout(s.opts.Longest))
	if err != nil {
		_ = session.Close(ctx)
		return nil, nil, err
	}
	return tx, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endWithin)
		defer cancel()
		_ = tx.Close(ctx)
		_ = session.Close(ctx)
	}, nil
}

// endWithin bounds the rollback of a transaction; the server rolls back by
// itself once the connection is gone.
const endWithin = 5 * time.Second

// begin counts a transaction that Close must wait for.
func (s *Store) begin(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return graph.Errorf(graph.Unavailable, "记录已关闭 / the record is closed")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.running.Add(1)
	return nil
}

// Close waits for running transactions and closes the connections. Closing
// twice is no error.
func (s *Store) Close() error {
	s.mu.Lock()
	was := s.closed
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
	if was {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), endWithin)
	defer cancel()
	return failure(ctx, s.driver.Close(ctx))
}

// View runs fn on one snapshot.
func (s *Store) View(ctx context.Context, fn func(graph.Reader) error) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	r, end, err := s.enter(ctx)
	if err != nil {
		s.running.Done()
		return failure(ctx, err)
	}
	defer func() {
		r.end()
		go func() { // only Close needs to wait for the rollback
			defer s.running.Done()
			end()
		}()
	}()
	return fn(r)
}

// enter begins the transaction of a View. Connections that broke while nobody
// used them are found out here: it is tried once more with a new one, and more
// often where the server is to be waited for.
func (s *Store) enter(ctx context.Context) (*reader, func(), error) {
	for attempt, pause := 0, firstPause; ; attempt++ {
		r, end, err := s.tryEnter(ctx)
		if err == nil || !neo4j.IsRetryable(err) || ctx.Err() != nil {
			return r, end, err
		}
		if attempt == 0 {
			continue
		}
		if s.opts.Away == nil || !isAway(err) || time.Now().Add(pause).After(s.missed()) {
			return r, end, err
		}
		if !sleep(ctx, pause) {
			return nil, nil, ctx.Err()
		}
		pause = min(2*pause, longestPause)
	}
}

func (s *Store) tryEnter(ctx context.Context) (*reader, func(), error) {
	tx, end, err := s.transaction(ctx)
	if err != nil {
		return nil, nil, err
	}
	r := &reader{tx: tx, catalog: s.catalog, broken: s.opts.Broken, recent: &s.recent}
	if err := r.enterGate(ctx, s.id); err != nil {
		end()
		return nil, nil, err
	}
	s.met()
	return r, end, nil
}
