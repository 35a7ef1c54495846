package opensearch

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"liantu/graph"
	"liantu/matcher/search"
)

const (
	// workers is how many batches are made and sent at a time.
	workers = 2
	// readSize is how many firms are read at a time.
	readSize = 1000
	// roundSize is about how many changes are taken in before the version is stored.
	roundSize = 10000
	// bulkSize is about how many bytes are sent at a time; servers advise 5 to 15 MB.
	bulkSize = 5 << 20
)

// Sync brings the index to the record's version: it indexes what changed since
// the version it holds and removes what is gone or no longer in being. The
// version is stored when the batches it speaks of are kept by the cluster and
// can be searched, so that a kill at any time leaves a version that is too old,
// never too new. Errors: Unavailable where the cluster could not take it all in
// within the time for writing: nothing is lost, the next Sync goes on.
func (x *Index) Sync(ctx context.Context, store graph.Store) error {
	x.syncing.Lock()
	defer x.syncing.Unlock()
	if err := x.readVersion(ctx); err != nil {
		return err
	}
	if x.Version() == 0 { // empty, or removed by somebody
		if _, err := x.prepare(ctx); err != nil {
			return err
		}
	}
	for {
		more, err := x.step(ctx, store)
		if err != nil || !more {
			return err
		}
	}
}

// step takes one round of changes in; more is false when there were none left.
// What a firm says may be read in a later version than the one that listed it
// as changed: that version lists it again.
func (x *Index) step(ctx context.Context, store graph.Store) (more bool, err error) {
	var changed []string
	reached := x.Version()
	err = store.View(ctx, func(r graph.Reader) error {
		var whole bool
		var err error
		changed, reached, whole, err = search.ChangesSince(ctx, r, x.Version(), roundSize)
		more = !whole
		return err
	})
	switch {
	case err != nil || reached == x.Version():
		return false, err
	case reached < x.Version(): // the record was restored; the index remembers what was not
		return true, x.createAnew(ctx)
	}
	var wait sync.WaitGroup
	var errs [workers]error
	share := (len(changed) + workers - 1) / workers
	for i := range workers {
		part := changed[min(i*share, len(changed)):min((i+1)*share, len(changed))]
		wait.Go(func() { errs[i] = x.index(ctx, store, part) })
	}
	wait.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return false, err
	}
	return more, x.storeVersion(ctx, reached)
}

// index brings the firms with these keys up to date; those that are not found
// or not in being are removed.
func (x *Index) index(ctx context.Context, store graph.Store, keys []string) error {
	for some := range slices.Chunk(keys, readSize) {
		var b *bulk
		err := store.View(ctx, func(r graph.Reader) error {
			var err error
			b, err = x.fill(ctx, r, some)
			return err
		})
		if err != nil {
			return err
		}
		if err := x.write(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

// fill makes a batch of firms.
func (x *Index) fill(ctx context.Context, r graph.Reader, keys []string) (*bulk, error) {
	version, err := r.Version(ctx)
	if err != nil {
		return nil, err
	}
	b := &bulk{version: version, analyzer: x.analyzer}
	err = search.Firms().Each(ctx, r, keys, func(key string, f *graph.Firm) error {
		if f == nil || !f.InBeing {
			return b.remove(key)
		}
		return b.put(f)
	})
	return b, err
}

// storeVersion makes what was written searchable and then says in the index
// which version it holds. A version that another program stored and that is
// later stays.
func (x *Index) storeVersion(ctx context.Context, v graph.Version) error {
	if err := x.refresh(ctx); err != nil {
		return err
	}
	b := &bulk{version: v, analyzer: x.analyzer}
	if err := b.add(map[string]entryHead{"index": b.head(versionID)}, struct{}{}); err != nil {
		return err
	}
	if err := x.write(ctx, b); err != nil {
		return err
	}
	x.version.Store(int64(v))
	return nil
}

// refresh makes what was written searchable in every copy that there is.
func (x *Index) refresh(ctx context.Context) error {
	return x.again(ctx, func() (bool, error) {
		var done struct {
			Shards struct{ Failed int } `json:"_shards"`
		}
		err := x.writer.do(ctx, http.MethodPost, "/"+x.name+"/_refresh", nil, &done)
		return done.Shards.Failed == 0, err
	})
}

// write sends a batch, in parts of moderate size, until all of it is kept.
func (x *Index) write(ctx context.Context, b *bulk) error {
	left := b.entries
	return x.again(ctx, func() (bool, error) {
		var refused [][]byte
		for len(left) > 0 {
			n, size := 0, 0
			for n < len(left) && (n == 0 || size+len(left[n]) <= bulkSize) {
				size += len(left[n])
				n++
			}
			again, err := x.sendPart(ctx, left[:n])
			if err != nil {
				return false, err
			}
			refused = append(refused, again...)
			left = left[n:]
		}
		left = refused
		return len(left) == 0, nil
	})
}

// again repeats what the cluster is too busy for, within the time for writing.
func (x *Index) again(ctx context.Context, try func() (whole bool, err error)) error {
	until := time.Now().Add(x.writer.within)
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		whole, err := try()
		if err != nil || whole {
			return err
		}
		if time.Now().Add(pause).After(until) {
			return graph.Errorf(graph.Unavailable, "检索服务 %s 一直忙，没有收完要写的内容", x.writer.shown)
		}
		if err := rest(ctx, pause); err != nil {
			return err
		}
	}
}

// sendPart sends entries and gives those back that the cluster could not take now.
func (x *Index) sendPart(ctx context.Context, entries [][]byte) (again [][]byte, err error) {
	var done struct {
		Errors bool                 `json:"errors"`
		Items  []map[string]refusal `json:"items"`
	}
	path := "/" + x.name + "/_bulk?require_alias=true&filter_path=errors,items.*.status,items.*.error"
	if err := x.writer.do(ctx, http.MethodPost, path, bytes.Join(entries, nil), &done); err != nil {
		return nil, err
	}
	if len(done.Items) != len(entries) {
		return nil, graph.Errorf(graph.Internal, "检索服务 %s 只答复了 %d 条写入中的 %d 条", x.writer.shown, len(entries), len(done.Items))
	}
	if !done.Errors {
		return nil, nil
	}
	for i, item := range done.Items {
		for _, said := range item {
			switch {
			case said.Cause.Type == "" || said.Status == http.StatusConflict: // a later version is there
			case busy(said.Status):
				again = append(again, entries[i])
			case said.Status == http.StatusNotFound:
				return nil, graph.Errorf(graph.Unavailable, "检索服务 %s 上的索引被删除，下次同步时重建", x.writer.shown)
			default:
				return nil, graph.Wrap(graph.Internal, &said, "检索服务 %s 不收要写的内容", x.writer.shown)
			}
		}
	}
	return again, nil
}
