package main

import (
	"context"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	"liantu/graph"
	"liantu/matcher"
	"liantu/matcher/index"
	"liantu/matcher/opensearch"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// textIndex is an index of firms' texts, on this machine or on a cluster.
type textIndex interface {
	matcher.Searcher
	// Sync brings it up to the record.
	Sync(ctx context.Context, store graph.Store) error
	// Rebuilt says, for a user, why it was made anew; "" where it was not.
	Rebuilt() string
	Close() error
}

// openTextIndex opens the index in the data folder, or gives the one at the
// address that was asked for, which Sync opens.
func (a *app) openTextIndex(ctx context.Context, storeID string, analyzer *text.Analyzer) (textIndex, error) {
	if a.config.indexAt != "" {
		if !opensearch.IsAddress(a.config.indexAt) {
			return nil, misuse("不认识的索引地址 %s：应为 opensearch:// 或 opensearch+s://", shownAddress(a.config.indexAt))
		}
		return &clusterIndex{open: func(ctx context.Context) (*opensearch.Index, error) { return a.openCluster(ctx, storeID, analyzer) }}, nil
	}
	x, err := index.Open(ctx, a.config.index(), storeID, analyzer)
	if graph.CodeOf(err) == graph.Locked {
		x, err = index.OpenBeside(ctx, a.config.index(), storeID, analyzer)
	}
	if err != nil {
		return nil, err
	}
	return x, nil
}

func (a *app) openCluster(ctx context.Context, storeID string, analyzer *text.Analyzer) (*opensearch.Index, error) {
	enter := a.config.opensearch
	if enter.passwordFile != "" {
		b, err := os.ReadFile(enter.passwordFile)
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "读不到密码文件")
		}
		enter.password = strings.TrimSpace(string(b))
	}
	x, err := opensearch.Open(ctx, a.config.indexAt, storeID, analyzer, opensearch.Options{User: enter.user, Password: enter.password})
	if err == nil && x.Rebuilt() != "" {
		a.note("检索索引已重建：%s", x.Rebuilt())
	}
	return x, err
}

// clusterIndex is an index on a cluster that may be away when the program
// starts: what needs no words of texts goes on without it.
type clusterIndex struct {
	open func(context.Context) (*opensearch.Index, error)

	opening sync.Mutex
	opened  atomic.Pointer[opensearch.Index]
}

// Search asks the cluster; Unavailable before the first Sync that reached it.
func (c *clusterIndex) Search(ctx context.Context, q search.Query) ([]search.Hit, int, error) {
	x := c.opened.Load()
	if x == nil {
		return nil, 0, graph.Errorf(graph.Unavailable, "检索服务还没有连上，稍后再试")
	}
	return x.Search(ctx, q)
}

// Sync opens the index where that has not been done, and brings it up to the record.
func (c *clusterIndex) Sync(ctx context.Context, store graph.Store) error {
	x, err := c.reach(ctx)
	if err != nil {
		return err
	}
	return x.Sync(ctx, store)
}

func (c *clusterIndex) reach(ctx context.Context) (*opensearch.Index, error) {
	c.opening.Lock()
	defer c.opening.Unlock()
	if x := c.opened.Load(); x != nil {
		return x, nil
	}
	x, err := c.open(ctx)
	if err != nil {
		return nil, err
	}
	c.opened.Store(x)
	return x, nil
}

// Rebuilt has nothing to say: who opens the cluster's index says it then.
func (c *clusterIndex) Rebuilt() string { return "" }

func (c *clusterIndex) Close() error {
	if x := c.opened.Load(); x != nil {
		return x.Close()
	}
	return nil
}

// recordAnswers says whether the record itself can be read.
func (o *office) recordAnswers(ctx context.Context) bool {
	_, err := o.version(ctx)
	return err == nil
}
