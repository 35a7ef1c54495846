package index

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"liantu/graph"
	"liantu/matcher/text"
)

// besidePrefix begins the names of copies.
const besidePrefix = ".index-beside-"

// besideTries is how often a copy is begun anew when the writer changed the
// index under it.
const besideTries = 5

// OpenBeside opens, for searching only, the index that another process holds,
// as that process left it at this moment: its segments never change once
// written, so they are linked, not copied. Sync is refused. Errors: Locked
// where no copy could be had.
func OpenBeside(ctx context.Context, folder, storeID string, analyzer *text.Analyzer) (*Index, error) {
	wanted := made{Store: storeID, Analysis: layout + "-" + analyzer.Version()}
	var last error
	for range besideTries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		copied, err := os.MkdirTemp(filepath.Dir(folder), besidePrefix)
		if err != nil {
			return nil, graph.Wrap(graph.Locked, err, "检索索引正被另一个进程使用")
		}
		x := &Index{analyzer: analyzer, folder: copied, readOnly: true} // no batches: it never syncs
		if last = snapshot(folder, copied); last == nil {
			if last = x.load(copied, wanted); last == nil {
				return x, nil
			}
		}
		if err := os.RemoveAll(copied); err != nil {
			return nil, err
		}
	}
	return nil, graph.Wrap(graph.Locked, last, "检索索引正被另一个进程使用")
}

// snapshot copies an index's small files and links its segments. The list of
// segments is copied first: a segment that it names and that is gone by then
// makes the copy unusable, and the caller begins anew.
func snapshot(from, to string) error {
	const store, roots = "store", "root.bolt"
	if err := os.MkdirAll(filepath.Join(to, store), 0o700); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(from, "index_meta.json"), filepath.Join(to, "index_meta.json")); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(from, store, roots), filepath.Join(to, store, roots)); err != nil {
		return err
	}
	if err := unchanged(filepath.Join(from, store, roots), filepath.Join(to, store, roots)); err != nil {
		return err
	}
	segments, err := os.ReadDir(filepath.Join(from, store))
	if err != nil {
		return err
	}
	for _, s := range segments {
		if s.IsDir() || !strings.HasSuffix(s.Name(), ".zap") {
			continue
		}
		err := os.Link(filepath.Join(from, store, s.Name()), filepath.Join(to, store, s.Name()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// unchanged fails where the writer wrote while a file was copied: the copy may
// be of two moments.
func unchanged(from, to string) error {
	now, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	copied, err := os.ReadFile(to)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, copied) {
		return graph.Errorf(graph.Locked, "检索索引正在写入")
	}
	return nil
}

// forgottenAfter is the age at which a copy is taken for one that a killed
// process left behind.
const forgottenAfter = 24 * time.Hour

// sweep removes copies that killed processes left beside an index.
func sweep(folder string) error {
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(folder), besidePrefix+"*"))
	if err != nil {
		return err
	}
	for _, c := range copies {
		if at, err := os.Stat(c); err == nil && time.Since(at.ModTime()) > forgottenAfter {
			if err := os.RemoveAll(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func copyFile(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o600)
}
