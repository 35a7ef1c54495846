package main

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/neostore"
	"liantu/importers"
	"liantu/matcher"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// access says what a command does with the record.
type access int

const (
	reading access = iota
	writing
	patient // writing, and waiting for a server that goes away meanwhile
)

// serverBack is how long an import waits for a server that went away.
const serverBack = 2 * time.Minute

// office is an opened record with its engine and index.
type office struct {
	store  graph.Store
	engine *matcher.Engine
	index  textIndex
	close  []func() error // the last opened first
}

// open opens the record, which `init` must have made. Only this file names a
// store, and text_index.go an index.
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
	store, err := a.openAt(ctx, a.config.address(), how, a.tellOnce())
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
		return nil, misuse("档案在 %s 上，请用服务器自己的备份，或用 liantu copy 搬到本机再备份", shownAddress(a.config.store))
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
// Readings go on without what was broken by hand where broken is told of it.
func (a *app) openAt(ctx context.Context, address string, how access, broken func(error)) (verified, error) {
	if path, ok := strings.CutPrefix(address, sqliteScheme); ok {
		return openFile(ctx, path, how)
	}
	if !strings.HasPrefix(address, "neo4j") && !strings.HasPrefix(address, "bolt") {
		return nil, misuse("不认识的档案地址 %s：应为 sqlite://、neo4j:// 或 bolt://", shownAddress(address))
	}
	enter := a.config.neo4j
	if enter.passwordFile != "" {
		b, err := os.ReadFile(enter.passwordFile)
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "读不到密码文件")
		}
		enter.password = strings.TrimSpace(string(b))
	}
	opts := neostore.Options{Schema: graph.Declared(), User: enter.user, Password: enter.password, Database: enter.database, Broken: broken}
	if how == patient {
		opts.Retry, opts.Away = a.patience, a.tellAway
	}
	return neostore.Open(ctx, address, opts)
}

// tellAway tells the user that the work goes on by itself when the server is back.
func (a *app) tellAway(within time.Duration) {
	a.note("与 Neo4j 的连接断了，最多等 %.0f 秒，服务器恢复后自动接着写，不会重复 / waiting for Neo4j to come back", within.Seconds())
}

// shownAddress is an address without the password that somebody wrote into it.
func shownAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "（无法解析）"
	}
	return u.Redacted()
}

// tellOnce tells the user of each thing that was broken by hand, once, and of
// no more than a page of them.
func (a *app) tellOnce() func(error) {
	const most = 20
	var mu sync.Mutex
	told := map[string]bool{}
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		what := message(err)
		if told[what] || len(told) > most {
			return
		}
		if told[what] = true; len(told) > most {
			a.note("还有更多数据不合声明，不再逐条列出；请运行 liantu verify")
			return
		}
		a.note("%s（按未知处理，请运行 liantu verify）", what)
	}
}

// withIndex opens the text index and brings it up to the record.
func (o *office) withIndex(ctx context.Context, a *app) error {
	if err := o.openIndex(ctx, a); err != nil {
		return err
	}
	return o.catchUp(ctx)
}

// catchUp brings the index up to the record. Beside a writer, one searches
// what the writer has indexed so far.
func (o *office) catchUp(ctx context.Context) error {
	if err := o.index.Sync(ctx, o.store); graph.CodeOf(err) != graph.Locked {
		return err
	}
	return nil
}

// openIndex opens the text index as far as it has come.
func (o *office) openIndex(ctx context.Context, a *app) error {
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
	x, err := a.openTextIndex(ctx, o.store.ID(), analyzer)
	if err != nil {
		return err
	}
	if why := x.Rebuilt(); why != "" {
		a.note("检索索引已重建：%s", why)
	}
	o.index = x
	o.close = append([]func() error{x.Close}, o.close...)
	o.engine = matcher.New(o.store, x, a.now)
	return nil
}

// follow lets the index catch up while the record is written through the feed,
// on the core that writing leaves free. The function that it returns ends that
// and brings the index up to the record.
func (o *office) follow(ctx context.Context, feed *search.Feed) (settled func() error) {
	const pause = 100 * time.Millisecond
	stop, failed := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			// A record that cannot be reached is written to again when it can.
			if err := o.index.Sync(ctx, feed); err != nil && graph.CodeOf(err) != graph.Unavailable {
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
		return o.index.Sync(ctx, feed)
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
