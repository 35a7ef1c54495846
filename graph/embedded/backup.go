package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"liantu/graph"
)

// Backup writes a copy of the record, as of one version, to a file that does
// not exist yet. It works beside a writer. The copy appears under its name
// when it is complete and on disk, never half.
//
// Errors: Conflict (the file exists), Unavailable (it cannot be written).
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.begin(); err != nil {
		return err
	}
	defer s.running.Done()
	if err := refuseExisting(path); err != nil {
		return err
	}
	return written(path, func(part string) error {
		return s.reads.with(ctx, func(c *conn) error { return c.copyInto(ctx, part) })
	})
}

// copyInto writes what the connection reads, as of one moment, into a new
// file. SQLite counts that as a write, which a reading connection refuses.
func (c *conn) copyInto(ctx context.Context, path string) error {
	if _, err := c.exec(ctx, `PRAGMA query_only(0)`); err != nil {
		return err
	}
	_, err := c.exec(ctx, `VACUUM INTO ?`, path)
	_, again := c.exec(context.WithoutCancel(ctx), `PRAGMA query_only(1)`)
	return errors.Join(err, again)
}

// Restore makes the store at to from the backup at from. A store that stands
// there already is never written over: the caller moves it away first.
//
// Errors: NotFound (no backup), Corrupt (the backup is damaged or no record),
// Conflict (a store stands at to, or a newer program made the backup), Locked
// (a process has the store open for writing), Unavailable.
func Restore(ctx context.Context, from, to string) error {
	to, err := filepath.Abs(to)
	if err != nil {
		return graph.Wrap(graph.Invalid, err, "路径无效 / bad path: %s", to)
	}
	if err := checkFile(ctx, from); err != nil {
		return err
	}
	backup, err := newPool(from, reading(), 1)
	if err != nil {
		return err
	}
	err = restore(ctx, backup, to)
	return errors.Join(err, backup.close())
}

func restore(ctx context.Context, backup *pool, to string) error {
	problems, err := integrity(ctx, backup)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return graph.Errorf(graph.Corrupt, "备份已损坏 / the backup is damaged: %s", problems[0])
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return graph.Wrap(graph.Unavailable, err, "无法建立目录 / cannot make the folder %s", filepath.Dir(to))
	}
	lock, err := takeLock(ctx, to)
	if err != nil {
		return err
	}
	for _, path := range []string{to, to + "-wal"} { // a WAL of another file would be read into this one
		if err == nil {
			err = refuseExisting(path)
		}
	}
	if err == nil {
		err = written(to, func(part string) error {
			return backup.with(ctx, func(c *conn) error { return c.copyInto(ctx, part) })
		})
	}
	return errors.Join(err, lock.release())
}

// integrity asks SQLite to look at every page and index of the file.
func integrity(ctx context.Context, p *pool) ([]string, error) {
	var problems []string
	err := p.with(ctx, func(c *conn) error {
		return c.each(ctx, `PRAGMA integrity_check`, nil, func(row []any) error {
			if text := fmt.Sprint(row[0]); text != "ok" {
				problems = append(problems, text)
			}
			return nil
		})
	})
	return problems, err
}

func refuseExisting(path string) error {
	_, err := os.Lstat(path)
	if err == nil {
		return graph.Errorf(graph.Conflict, "%s 已存在，不会覆盖 / exists and is not written over", path)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return graph.Wrap(graph.Unavailable, err, "无法读取 / cannot read %s", path)
	}
	return nil
}

// written lets fill write a file beside path, brings it to disk and gives it
// its name; a file made in part is removed.
func written(path string, fill func(part string) error) error {
	part := fmt.Sprintf("%s.part-%d", path, os.Getpid())
	err := os.RemoveAll(part) // of a process of this number that was killed
	if err == nil {
		err = fill(part)
	}
	if err == nil {
		err = flush(part)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err == nil {
		return flush(filepath.Dir(path))
	}
	if e := os.Remove(part); e != nil && !errors.Is(e, fs.ErrNotExist) {
		err = errors.Join(err, e)
	}
	var known *graph.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return graph.Wrap(graph.Unavailable, err, "无法写入 / cannot write %s", path)
}

// flush brings a file, or the names in a folder, to disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
