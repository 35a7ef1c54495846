package importers

import (
	"context"
	"sync"

	"liantu/graph"
)

// bearers remembers which codes and names firms of a record have, so that a
// first import need not ask the record for those that none has: nearly all of
// them. They are known from the empty record on, and no longer once somebody
// else has written.
type bearers struct {
	mu      sync.Mutex
	store   string
	version graph.Version   // of the record for which they are known
	known   map[string]*met // by field; nil: not known
}

// sink is a sink that remembers what is written to a store through it.
func (b *bearers) sink(s sink, store string) sink {
	update, put := s.update, s.put
	s.update = func(ctx context.Context, fn func(graph.Writer) error) error {
		var from, to graph.Version
		err := update(ctx, func(w graph.Writer) error {
			var err error
			if from, err = w.Version(ctx); err != nil {
				return err
			}
			if err = b.begin(ctx, w, store, from); err != nil {
				return err
			}
			if err = fn(w); err != nil {
				return err
			}
			to, err = w.Version(ctx)
			return err
		})
		if err == nil {
			b.committed(store, from, to)
		}
		return err
	}
	s.put = func(ctx context.Context, w graph.Writer, firms []*graph.Firm) error {
		b.note(firms)
		return put(ctx, w, firms)
	}
	s.borne = b.borne
	return s
}

// begin forgets what does not hold for the version that a transaction begins
// from; of an empty record all is known.
func (b *bearers) begin(ctx context.Context, r graph.Reader, store string, from graph.Version) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.known != nil && b.store == store && b.version == from {
		return nil
	}
	b.known = nil
	some, _, err := graph.Firms().Find(ctx, r, graph.Query{Limit: 1})
	if err != nil || len(some) > 0 {
		return err
	}
	b.store, b.version = store, from
	b.known = map[string]*met{"code": {}, "name_key": {}}
	return nil
}

// committed goes on to the version that a transaction made.
func (b *bearers) committed(store string, from, to graph.Version) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.known != nil && b.store == store && b.version == from {
		b.version = to
	}
}

// note remembers the codes and names of firms that are written. Should the
// transaction fail, some are asked for in vain.
func (b *bearers) note(firms []*graph.Firm) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.known == nil {
		return
	}
	for _, f := range firms {
		if !b.known["code"].add(f.Code()) || !b.known["name_key"].add(f.NameKey) {
			b.known = nil
			return
		}
	}
}

// borne are those of the values that a firm may have in a field.
func (b *bearers) borne(field string, values []string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	known, ok := b.known[field]
	if !ok {
		return values
	}
	var some []string
	for _, v := range values {
		if known.may(v) {
			some = append(some, v)
		}
	}
	return some
}
