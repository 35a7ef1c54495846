package index

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"sync"

	"liantu/graph"
	"liantu/matcher/search"
)

// workers is how many batches are built at a time; more only queue up behind
// the engine's one introducer.
const workers = 2

// batchSize is how many firms a batch holds, less than maxBatch.
const batchSize = 10_000

// Sync brings the index to the record's version: it indexes what changed
// since the version it holds and removes what is gone or no longer in being.
// The version is stored in a batch that follows the batches it speaks of, so
// that a kill at any time leaves a version that is too old, never too new.
func (x *Index) Sync(ctx context.Context, store graph.Store) error {
	x.syncing.Lock()
	defer x.syncing.Unlock()
	if x.readOnly {
		return graph.Errorf(graph.Locked, "检索索引正被另一个进程使用")
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
		changed, reached, whole, err = search.ChangesSince(ctx, r, x.Version(), workers*batchSize)
		more = !whole
		return err
	})
	if err != nil || reached == x.Version() {
		return false, err
	}
	var wait sync.WaitGroup
	var errs [workers]error
	share := (len(changed) + workers - 1) / workers
	for i := range workers {
		part := changed[min(i*share, len(changed)):min((i+1)*share, len(changed))]
		wait.Go(func() { errs[i] = x.index(ctx, store, x.batches[i], part) })
	}
	wait.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return false, err
	}
	return more, x.storeVersion(ctx, reached, !more)
}

// readSize is how many firms are read at a time: more only fill the memory.
const readSize = 1000

// index brings the firms with these keys up to date, in batches; those that
// are not found or not in being are removed.
func (x *Index) index(ctx context.Context, store graph.Store, b *batch, keys []string) error {
	engine, err := x.bleve.Advanced()
	if err != nil {
		return graph.Wrap(graph.Internal, err, "检索索引写不进去")
	}
	for some := range slices.Chunk(keys, batchSize) {
		err := store.View(ctx, func(r graph.Reader) error {
			b.empty()
			for few := range slices.Chunk(some, readSize) {
				if err := fill(ctx, r, b, few); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := engine.Batch(b.operations()); err != nil {
			return graph.Wrap(graph.Internal, err, "检索索引写不进去")
		}
	}
	return nil
}

// fill puts firms into a batch.
func fill(ctx context.Context, r graph.Reader, b *batch, keys []string) error {
	return search.Firms().Each(ctx, r, keys, func(key string, f *graph.Firm) error {
		runtime.Gosched() // the import that this follows goes first
		if f != nil && f.InBeing {
			b.add(f)
		} else {
			b.gone = append(b.gone, key)
		}
		return nil
	})
}

// storeVersion says in the index which version it holds, and waits until that
// is on disk where it is the last word.
func (x *Index) storeVersion(ctx context.Context, v graph.Version, last bool) error {
	now := x.made
	now.Version = v
	stored, err := json.Marshal(now)
	if err != nil {
		return err
	}
	batch := x.bleve.NewBatch()
	batch.SetInternal(madeKey(), stored)
	persisted := make(chan error, 1)
	batch.SetPersistedCallback(func(err error) { persisted <- err })
	if err := x.bleve.Batch(batch); err != nil {
		return graph.Wrap(graph.Internal, err, "检索索引写不进去")
	}
	x.made = now
	x.version.Store(int64(v))
	if !last {
		return nil
	}
	select {
	case err := <-persisted:
		if err != nil {
			return graph.Wrap(graph.Internal, err, "检索索引写不进去")
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
