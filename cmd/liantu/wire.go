package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/neostore"
	"liantu/importers"
	"liantu/matcher"
	"liantu/matcher/index"
	"liantu/matcher/text"
)

// access says what a command does with the record.
type access int

const (
	reading access = iota
	writing
)

// office is an opened record with its engine and index.
type office struct {
	store  graph.Store
	engine *matcher.Engine
	index  *index.Index
	close  []func() error
}

// open opens the record, which `init` must have made. Only this file names a
// backend.
func (a *app) open(ctx context.Context, how access) (*office, error) {
	if a.config.store == "" {
		if err := a.mustExist(); err != nil {
			return nil, err
		}
	}
	return a.openStore(ctx, how)
}

func (a *app) mustExist() error {
	if _, err := os.Stat(a.config.record()); errors.Is(err, fs.ErrNotExist) {
		return graph.Errorf(graph.NotFound, "%s 中还没有档案，请先运行 liantu init", a.config.data)
	}
	return nil
}

func (a *app) openStore(ctx context.Context, how access) (*office, error) {
	store, err := a.openAt(ctx, a.config.address(), how)
	if err != nil {
		return nil, err
	}
	o := &office{store: store, close: []func() error{store.Close}}
	o.engine = matcher.New(store, nil, a.now)
	return o, nil
}

// openEmbedded opens the record as the file it is, for what only a file can do:
// a backup. Wrong use where the record is on a server.
func (a *app) openEmbedded(ctx context.Context, how access) (*embedded.Store, error) {
	if a.config.store != "" {
		return nil, misuse("档案在 %s 上，请用服务器自己的备份，或用 liantu copy 搬到本机再备份", a.config.store)
	}
	if err := a.mustExist(); err != nil {
		return nil, err
	}
	return openFile(ctx, a.config.record(), how)
}

func openFile(ctx context.Context, path string, how access) (*embedded.Store, error) {
	return embedded.Open(ctx, path, embedded.Options{ReadOnly: how == reading, Schema: graph.Declared()})
}

// verified is a store that can check its own invariants.
type verified interface {
	graph.Store
	Verify(ctx context.Context) (graph.Findings, error)
}

// openAt opens the store at an address: sqlite://PATH, neo4j://… or bolt://….
func (a *app) openAt(ctx context.Context, address string, how access) (verified, error) {
	if path, ok := strings.CutPrefix(address, sqliteScheme); ok {
		return openFile(ctx, path, how)
	}
	if !strings.HasPrefix(address, "neo4j") && !strings.HasPrefix(address, "bolt") {
		return nil, misuse("不认识的档案地址 %s：应为 sqlite://、neo4j:// 或 bolt://", address)
	}
	enter := a.config.neo4j
	if enter.passwordFile != "" {
		b, err := os.ReadFile(enter.passwordFile)
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "读不到密码文件")
		}
		enter.password = strings.TrimSpace(string(b))
	}
	return neostore.Open(ctx, address, neostore.Options{Schema: graph.Declared(), User: enter.user, Password: enter.password, Database: enter.database})
}

// withIndex opens the text index and brings it up to the record. A reading
// command beside a writer searches what the writer has indexed so far.
func (o *office) withIndex(ctx context.Context, a *app) error {
	var files fs.FS
	err := o.store.View(ctx, func(r graph.Reader) error {
		var err error
		files, err = graph.DataFS(ctx, r)
		return err
	})
	if err != nil {
		return err
	}
	analyzer, err := text.New(files)
	if err != nil {
		return err
	}
	x, err := index.Open(ctx, a.config.index(), o.store.ID(), analyzer)
	if graph.CodeOf(err) == graph.Locked {
		x, err = index.OpenBeside(ctx, a.config.index(), o.store.ID(), analyzer)
		if err != nil {
			return err
		}
	} else if err != nil {
		return err
	} else if err := x.Sync(ctx, o.store); err != nil {
		return errors.Join(err, x.Close())
	}
	if why := x.Rebuilt(); why != "" {
		a.note("检索索引已重建：%s", why)
	}
	o.index = x
	o.close = append([]func() error{x.Close}, o.close...)
	o.engine = matcher.New(o.store, x, a.now)
	return nil
}

// follow lets the index catch up while the record is written, on the core that
// writing leaves free. The function that it returns ends that and brings the
// index up to the record.
func (o *office) follow(ctx context.Context) (settled func() error) {
	const pause = 100 * time.Millisecond
	stop, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			if err := o.index.Sync(ctx, o.store); err != nil {
				failed <- err
				return
			}
			select {
			case <-stop:
				failed <- nil
				return
			case <-time.After(pause):
			}
		}
	}()
	return func() error {
		close(stop)
		if err := <-failed; err != nil {
			return err
		}
		return o.index.Sync(ctx, o.store)
	}
}

// Close ends the use of everything that was opened.
func (o *office) Close() error {
	var errs []error
	for _, c := range o.close {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}

// ask runs a reading command on an opened record.
func (a *app) ask(ctx context.Context, fn func(*office) error) error {
	return a.with(ctx, reading, false, fn)
}

// with opens the record, with the index where words are searched, runs fn and closes.
func (a *app) with(ctx context.Context, how access, words bool, fn func(*office) error) error {
	o, err := a.open(ctx, how)
	if err != nil {
		return err
	}
	if words {
		if err := o.withIndex(ctx, a); err != nil {
			return errors.Join(err, o.Close())
		}
	}
	return errors.Join(fn(o), o.Close())
}

// importer makes an importer with the mappings and regions of the record.
func (o *office) importer(ctx context.Context, a *app) (*importers.Importer, error) {
	var files fs.FS
	var regions []graph.Region
	err := o.store.View(ctx, func(r graph.Reader) error {
		var err error
		if files, err = graph.DataFS(ctx, r); err != nil {
			return err
		}
		regions, err = graph.Regions().List(ctx, r, graph.Query{Limit: 5000})
		return err
	})
	if err != nil {
		return nil, err
	}
	return importers.New(files, regions, a.now)
}
