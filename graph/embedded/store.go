// Package embedded keeps the record in one SQLite file, without a server.
//
// Every label and edge type is a table with real columns, made from the
// declarations. The file is in WAL mode: readers see a snapshot and never
// wait for the writer. Commits are synchronous, so that neither a killed
// process nor a power cut loses what an Update has acknowledged; with batches
// of thousands of nodes the one flush a commit costs is not felt.
package embedded

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"liantu/graph"
)

// Options say how a store is opened.
type Options struct {
	Schema graph.Schema
	// ReadOnly opens a store that exists, beside a writer or without one.
	// Updates are refused with Invalid.
	ReadOnly bool
}

// Store is the record in one SQLite file.
type Store struct {
	path     string
	id       string
	readOnly bool
	catalog  catalog
	recent   graph.Recent
	lock     *writeLock // nil when read-only
	reads    *pool
	writes   *pool // of one connection; nil when read-only
	// walTarget is the size in bytes past which the WAL is moved into the
	// file; walNext that past which it is tried next.
	walTarget, walNext int64

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

var _ graph.Store = (*Store)(nil)

// Open opens the store in the file at path. Unless it is opened read-only it
// is made where it is missing, brought to this program's format, and belongs
// to this process until Close.
//
// Errors: NotFound (read-only and no such file), Locked (another process
// writes; the message has its process id), Corrupt (no record, or a damaged
// one), Conflict (of a format that this program cannot use), Invalid (the
// schema), Unavailable (the file cannot be read or written).
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := checkSchema(opts.Schema); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "路径无效 / bad path: %s", path)
	}
	s := &Store{path: path, readOnly: opts.ReadOnly, catalog: newCatalog(opts.Schema), walTarget: 512 << 20}
	s.walNext = s.walTarget
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.release())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if !s.readOnly {
		if err := s.openWriter(ctx); err != nil {
			return err
		}
	} else if err := checkFile(ctx, s.path); err != nil {
		return err
	}
	var err error
	if s.reads, err = newPool(s.path, reading(), maxReaders); err != nil {
		return err
	}
	return s.reads.with(ctx, func(c *conn) error {
		if s.readOnly {
			if err := s.checkUsable(ctx, c); err != nil {
				return err
			}
		}
		return c.one(ctx, `SELECT value FROM liantu_meta WHERE name = 'id'`, nil, &s.id)
	})
}

// openWriter takes the lock, then checks, makes or upgrades the file.
func (s *Store) openWriter(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o755); err != nil {
		return graph.Wrap(graph.Unavailable, err, "无法建立目录 / cannot make the folder %s", filepath.Dir(s.path))
	}
	var err error
	if s.lock, err = takeLock(ctx, s.path); err != nil {
		return err
	}
	if info, err := os.Stat(s.path); err == nil && info.Size() > 0 {
		if err := checkFile(ctx, s.path); err != nil {
			return err
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return graph.Wrap(graph.Unavailable, err, "无法读取 / cannot read %s", s.path)
	}
	if s.writes, err = newPool(s.path, writing(), 1); err != nil {
		return err
	}
	if err := migrate(ctx, s.writes.db); err != nil {
		return err
	}
	return s.writes.with(ctx, func(c *conn) error {
		return c.transaction(ctx, "BEGIN IMMEDIATE", func() error { return s.catalog.create(ctx, c) })
	})
}

// ID tells this record from every other.
func (s *Store) ID() string { return s.id }

// atOnce: the keys of firms come in no order, so that a commit writes most
// pages of their indexes again: of a million firms half as many at once write
// over a third more (docs/benchmarks.md).
const atOnce = 40_000

// AtOnce is how many firms one Update should put.
func (s *Store) AtOnce() int { return atOnce }

// View runs fn on one snapshot.
func (s *Store) View(ctx context.Context, fn func(graph.Reader) error) error {
	if err := s.begin(); err != nil {
		return err
	}
	defer s.running.Done()
	return s.reads.with(ctx, func(c *conn) error {
		return c.transaction(ctx, "BEGIN", func() error {
			r := reader{conn: c, catalog: s.catalog, recent: &s.recent}
			defer r.end()
			if err := r.readVersion(ctx); err != nil { // the first read fixes the snapshot
				return err
			}
			return fn(&r)
		})
	})
}

// Update runs fn in a transaction.
func (s *Store) Update(ctx context.Context, fn func(graph.Writer) error) error {
	if s.readOnly {
		return graph.Errorf(graph.Invalid, "记录以只读方式打开 / the record was opened read-only")
	}
	if err := s.begin(); err != nil {
		return err
	}
	defer s.running.Done()
	return s.writes.with(ctx, func(c *conn) error {
		w := writer{reader: reader{conn: c, catalog: s.catalog}}
		err := c.transaction(ctx, "BEGIN IMMEDIATE", func() error {
			defer w.end()
			if err := w.readVersion(ctx); err != nil {
				return err
			}
			if err := fn(&w); err != nil {
				return err
			}
			return w.finish(ctx)
		})
		if err != nil {
			return err
		}
		if w.wrote {
			s.recent.Add(w.next(), "", w.changes, !w.unlisted)
		}
		s.checkpoint(ctx, c)
		return nil
	})
}

// begin counts a transaction that Close must wait for.
func (s *Store) begin() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return graph.Errorf(graph.Unavailable, "记录已关闭 / the record is closed")
	}
	s.running.Add(1)
	return nil
}

// Close waits for running transactions and gives the file free. Closing twice
// is no error.
func (s *Store) Close() error {
	s.mu.Lock()
	was := s.closed
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
	if was {
		return nil
	}
	return s.release()
}

// release lets go of all that open took. The lock goes last.
func (s *Store) release() error {
	var errs []error
	if s.reads != nil {
		errs = append(errs, s.reads.close())
	}
	if s.writes != nil {
		errs = append(errs, s.writes.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}

// checkpoint moves the WAL into the file when it has grown past walTarget, so
// that a long import with readers beside it keeps it bounded: RESTART waits,
// as long as the busy timeout, for the readers of older snapshots to end. One
// that stays longer puts it off until the WAL has grown by as much again;
// nothing is lost by that.
func (s *Store) checkpoint(ctx context.Context, c *conn) {
	info, err := os.Stat(s.path + "-wal")
	if err != nil || info.Size() < s.walNext {
		return
	}
	var busy, frames, moved int64
	if err := c.one(ctx, `PRAGMA wal_checkpoint(RESTART)`, nil, &busy, &frames, &moved); err != nil || busy != 0 {
		s.walNext = info.Size() + s.walTarget
		return
	}
	s.walNext = s.walTarget
}
