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

// writing are the parameters of the connection that writes. FULL flushes the
// WAL with every commit. Foreign keys are off because ends are checked in one
// question per batch. Checkpoints are the store's own (Store.checkpoint), not one
// after every commit. The keys of firms are in no order, so that a large import
// comes back to all pages of their indexes with every batch: hence the size of
// the cache, and of the pages of a new file, twice what SQLite takes, which are
// half as many to find and to write. The driver sets journal_mode after the
// pragmas; a page size given later than that is not taken.
func writing() url.Values {
	return url.Values{"_journal_mode": {"WAL"}, "_pragma": {
		"busy_timeout(2000)", "page_size(8192)", "synchronous(FULL)", "foreign_keys(0)",
		"temp_store(MEMORY)", "cache_size(-262144)", "wal_autocheckpoint(0)", "journal_size_limit(67108864)",
	}}
}

// reading are the parameters of those that read: without mmap, through which a
// failing disk would end the process instead of the question.
func reading() url.Values {
	return url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(2000)", "query_only(1)", "temp_store(MEMORY)", "cache_size(-16384)"}}
}

// pool hands out connections to one file, at most size at a time, and keeps
// them with their prepared statements.
type pool struct {
	db   *sql.DB
	free chan struct{} // one token for each connection that may be in use
	mu   sync.Mutex
	idle []*conn
}

func newPool(path string, parameters url.Values, size int) (*pool, error) {
	db, err := sql.Open("sqlite", address(path, parameters))
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
func address(path string, parameters url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: parameters.Encode()}
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
