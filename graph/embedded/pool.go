package embedded

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"liantu/graph"
)

// maxReaders bounds the snapshots that are open at once.
const maxReaders = 16

// writePragmas: FULL flushes the WAL with every commit. Foreign keys are off
// because ends are checked in one question per batch. Checkpoints are the
// store's own (Store.checkpoint), not one after every commit. The keys of
// firms are in no order, so that a large import comes back to all pages of
// their indexes with every batch: hence the size of the cache.
func writePragmas() []string {
	return []string{
		"busy_timeout(2000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(0)",
		"temp_store(MEMORY)", "cache_size(-262144)", "wal_autocheckpoint(0)", "journal_size_limit(67108864)",
	}
}

// readPragmas: without mmap, through which a failing disk would end the process
// instead of the question.
func readPragmas() []string {
	return []string{"busy_timeout(2000)", "query_only(1)", "temp_store(MEMORY)", "cache_size(-16384)"}
}

// pool hands out connections to one file, at most size at a time, and keeps
// them with their prepared statements.
type pool struct {
	db   *sql.DB
	free chan struct{} // one token for each connection that may be in use
	mu   sync.Mutex
	idle []*conn
}

func newPool(path string, pragmas []string, size int) (*pool, error) {
	db, err := sql.Open("sqlite", address(path, pragmas))
	if err != nil {
		return nil, graph.Wrap(graph.Internal, err, "无法打开 / cannot open %s", path)
	}
	db.SetMaxOpenConns(size)
	p := &pool{db: db, free: make(chan struct{}, size)}
	for range size {
		p.free <- struct{}{}
	}
	return p, nil
}

// address is the URI of a file; SQLite decodes what is escaped in its path.
// Without journal_mode among the pragmas it is opened for reading only.
func address(path string, pragmas []string) string {
	q := url.Values{"_pragma": pragmas}
	if len(pragmas) == 0 || !strings.Contains(strings.Join(pragmas, " "), "journal_mode") {
		q.Set("mode", "ro")
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}

// with lends a connection to fn. One that cannot be brought out of its
// transaction is not used again.
func (p *pool) with(ctx context.Context, fn func(*conn) error) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-p.free:
	}
	defer func() { p.free <- struct{}{} }()
	c, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.give(c)
	return fn(c)
}

func (p *pool) take(ctx context.Context) (*conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return c, nil
	}
	raw, err := p.db.Conn(ctx)
	if err != nil {
		return nil, failure(ctx, err)
	}
	return &conn{raw: raw, reads: statements[*sql.Stmt]{}, writes: statements[execStmt]{}}, nil
}

func (p *pool) give(c *conn) {
	if c.broken {
		_ = c.close() // its own error was reported when it broke
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, c)
}

func (p *pool) close() error {
	var errs []error
	for _, c := range p.idle {
		errs = append(errs, c.close())
	}
	p.idle = nil
	return errors.Join(append(errs, p.db.Close())...)
}
