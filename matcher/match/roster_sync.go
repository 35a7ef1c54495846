package match

import (
	"context"
	"slices"

	"liantu/graph"
)

// rosterPage is how many firms are read at a time.
const rosterPage = 1000

// Sync brings the roster to the record: it reads every firm where it is empty,
// else those that changed since its own version. One Sync runs at a time.
func (x *Roster) Sync(ctx context.Context, store graph.Store) error {
	x.syncing.Lock()
	defer x.syncing.Unlock()
	at, whole := x.held()
	if at == 0 {
		var err error
		if at, err = x.fill(ctx, store); err != nil {
			return err
		}
	}
	return store.View(ctx, func(r graph.Reader) error {
		version, err := r.Version(ctx)
		if err != nil || version == at && whole {
			return err
		}
		if err := x.follow(ctx, r, at); err != nil {
			return err
		}
		return x.settle(ctx, r, version)
	})
}

func (x *Roster) held() (at graph.Version, whole bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.version, x.whole
}

// fill takes in every firm, a page on a snapshot so that none is held for
// long, and gives the version of the first: what changed after it is for
// follow.
func (x *Roster) fill(ctx context.Context, store graph.Store) (first graph.Version, err error) {
	x.mu.Lock()
	x.clear()
	x.mu.Unlock()
	q := graph.Query{Limit: rosterPage}
	for {
		err := store.View(ctx, func(r graph.Reader) error {
			if q.Cursor == "" {
				var err error
				if first, err = r.Version(ctx); err != nil {
					return err
				}
				if x.brander, err = x.matcher.branderOf(ctx, r); err != nil {
					return err
				}
			}
			firms, next, err := graph.Firms().Find(ctx, r, q)
			q.Cursor = next
			if err != nil {
				return err
			}
			return x.take(ctx, r, firms)
		})
		if err != nil || q.Cursor == "" {
			return first, err
		}
	}
}

// follow takes in what changed after a version.
func (x *Roster) follow(ctx context.Context, r graph.Reader, since graph.Version) error {
	changes, err := r.Changes(ctx, since, 0)
	if err != nil {
		return err
	}
	var changed []string
	for _, c := range changes {
		if c.Label == "Firm" {
			changed = append(changed, c.Key)
		}
	}
	for some := range slices.Chunk(changed, rosterPage) {
		held, err := graph.Firms().Get(ctx, r, some)
		if err != nil {
			return err
		}
		firms := make([]graph.Firm, 0, len(held))
		for _, id := range some {
			if f, ok := held[id]; ok {
				firms = append(firms, f)
			} else {
				x.drop(id)
			}
		}
		if err := x.take(ctx, r, firms); err != nil {
			return err
		}
	}
	return nil
}

// take puts firms with their presences. While a round of Sync is under way the
// roster holds for no version: no list sees half of it.
func (x *Roster) take(ctx context.Context, r graph.Reader, firms []graph.Firm) error {
	ids := make([]string, len(firms))
	for i := range firms {
		ids[i] = firms[i].ID
	}
	all, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out})
	if err != nil {
		return err
	}
	of := map[string][]graph.Presence{}
	for _, p := range all {
		of[p.Firm] = append(of[p.Firm], p)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.whole = false
	for i := range firms {
		x.put(&firms[i], of[firms[i].ID])
	}
	return nil
}

func (x *Roster) drop(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.whole = false
	x.remove(id)
}

// settle ends a round: the roster holds for the snapshot's version.
func (x *Roster) settle(ctx context.Context, r graph.Reader, version graph.Version) error {
	dealing := bitsFor(len(x.firms))
	for _, end := range []string{"from", "to"} {
		groups, err := r.Count(ctx, graph.CountQuery{Edge: "SUPPLIES", GroupBy: []string{end}})
		if err != nil {
			return err
		}
		for _, g := range groups {
			id, _ := g.Values[0].(string)
			if n, ok := x.numbers[id]; ok {
				dealing.add(n)
			}
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.dealing = dealing
	x.adopt()
	x.version, x.whole = version, true
	return nil
}

// Holds says whether the roster holds for a version, and keeps it so until done is
// called. later is asked, for a version after the roster's, whether nothing
// that it holds has changed since the one that it names.
func (x *Roster) Holds(version graph.Version, later func(since graph.Version) (bool, error)) (ok bool, done func(), err error) {
	x.mu.RLock()
	at := x.version
	if !x.whole || version < at {
		x.mu.RUnlock()
		return false, nil, nil
	}
	if version > at {
		if ok, err = later(at); err != nil || !ok {
			x.mu.RUnlock()
			return false, nil, err
		}
	}
	return true, x.mu.RUnlock, nil
}
