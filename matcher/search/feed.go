package search

import (
	"context"
	"sync"

	"liantu/graph"
)

// fed bounds how many firms a Feed keeps: an index that is further behind reads
// the record.
const fed = 80_000

const firmLabel = "Firm"

// Feed is a store that keeps what an index reads of the firms that this process
// writes until the index has read it, so that it need not fetch from the record
// what was in memory a moment ago. Views serve an index only: of a firm they may
// hold no more than Firms reads, and it may be newer than the snapshot, which an
// index makes good since that version lists it again. Once another process has
// written, what is kept is no longer used.
type Feed struct {
	graph.Store
	part graph.Part[graph.Firm]

	mu    sync.Mutex
	last  graph.Version // of the latest commit of this process
	firms map[string]packed
}

// packed is what an index reads of a firm, see graph.Part; nil of one that was deleted.
type packed []any

// NewFeed makes a feed over a store.
func NewFeed(store graph.Store) *Feed {
	return &Feed{Store: store, part: Firms(), firms: map[string]packed{}}
}

// Update is the store's; the firms that it puts are kept when it is committed.
func (f *Feed) Update(ctx context.Context, fn func(graph.Writer) error) error {
	var own *feedWriter
	var version graph.Version
	err := f.Store.Update(ctx, func(w graph.Writer) error {
		own = &feedWriter{Writer: w, part: &f.part, firms: map[string]packed{}}
		if err := fn(own); err != nil {
			return err
		}
		var err error
		version, err = w.Version(ctx)
		return err
	})
	if err == nil && own.wrote {
		f.keep(own.firms, version)
	}
	return err
}

// keep takes in what a commit of this process wrote.
func (f *Feed) keep(firms map[string]packed, version graph.Version) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case version <= f.last: // overtaken by a later commit
		return
	case version > f.last+1: // another process wrote in between
		clear(f.firms)
	}
	f.last = version
	for key, firm := range firms {
		delete(f.firms, key)
		if firm != nil && len(f.firms) < fed {
			f.firms[key] = firm
		}
	}
}

// take hands out the firms that are kept, each once, for a snapshot of a
// version; rest are the keys that the record must be asked for.
func (f *Feed) take(keys []string, version graph.Version) (nodes []graph.Node, rest []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if version > f.last {
		return nil, keys
	}
	for _, key := range keys {
		firm, ok := f.firms[key]
		if !ok {
			rest = append(rest, key)
			continue
		}
		nodes = append(nodes, f.part.Unpack(key, firm))
		delete(f.firms, key)
	}
	return nodes, rest
}

// View is the store's, with the firms that are kept.
func (f *Feed) View(ctx context.Context, fn func(graph.Reader) error) error {
	return f.Store.View(ctx, func(r graph.Reader) error { return fn(&feedReader{Reader: r, feed: f}) })
}

type feedReader struct {
	graph.Reader
	feed *Feed
}

func (r *feedReader) Get(ctx context.Context, label string, keys []string) ([]graph.Node, error) {
	if label != firmLabel {
		return r.Reader.Get(ctx, label, keys)
	}
	version, err := r.Version(ctx)
	if err != nil {
		return nil, err
	}
	nodes, rest := r.feed.take(keys, version)
	if len(rest) == 0 {
		return nodes, nil
	}
	more, err := r.Reader.Get(ctx, label, rest)
	return append(nodes, more...), err
}

// feedWriter notes the firms that an Update puts and deletes.
type feedWriter struct {
	graph.Writer
	part  *graph.Part[graph.Firm]
	firms map[string]packed
	wrote bool
}

func (w *feedWriter) Put(ctx context.Context, nodes []graph.Node) error {
	w.wrote = true
	for _, n := range nodes {
		if n.Label == firmLabel {
			w.firms[n.Key] = w.part.Pack(n)
		}
	}
	return w.Writer.Put(ctx, nodes)
}

func (w *feedWriter) Delete(ctx context.Context, label string, keys []string) error {
	w.wrote = true
	if label == firmLabel {
		for _, key := range keys {
			w.firms[key] = nil
		}
	}
	return w.Writer.Delete(ctx, label, keys)
}

func (w *feedWriter) Connect(ctx context.Context, edges []graph.Edge) error {
	w.wrote = true
	return w.Writer.Connect(ctx, edges)
}

func (w *feedWriter) Disconnect(ctx context.Context, q graph.DisconnectQuery) error {
	w.wrote = true
	return w.Writer.Disconnect(ctx, q)
}
