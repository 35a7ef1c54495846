package match_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// Whatever is put, changed or taken away between two rounds of Sync, every
// list from the roster is the one from the record.
func TestRosterFollowsTheRecord(t *testing.T) {
	w := richTown(t)
	w.Firms = append(w.Firms, readTown(t).Firms...)
	w.Supplies = readTown(t).Supplies
	store := w.open(t)
	m := matcherWith(t, func(w *match.Weights) { w.Limits.Excluded = 2 }) // so that not all is held that is shown
	ctx := context.Background()
	roster := m.NewRoster()
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(rt, "commits") {
			if err := store.Update(ctx, func(tx graph.Writer) error { return w.change(ctx, tx, rt) }); err != nil {
				rt.Fatal(err)
			}
		}
		if err := roster.Sync(ctx, store); err != nil {
			rt.Fatal(err)
		}
		err := view(store, func(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis) error {
			for _, l := range w.Links {
				want, err := m.ForLink(ctx, r, d, l.ID, nil, match.Options{Anyway: true, Excluded: 20})
				if err != nil {
					return err
				}
				got, err := m.ForLink(ctx, r, d, l.ID, roster, match.Options{Anyway: true, Excluded: 20})
				if err != nil {
					return err
				}
				sameList(t, "of "+l.ID+", from a roster that followed", got, want)
			}
			return nil
		})
		if err != nil || t.Failed() {
			rt.Fatal("the roster fell behind", err)
		}
	})
}

// change puts a firm of the town as another stands, takes one away, or lets
// one sell to another.
func (w *town) change(ctx context.Context, tx graph.Writer, rt *rapid.T) error {
	pick := func(what string) townFirm { return rapid.SampledFrom(w.Firms).Draw(rt, what) }
	f := pick("firm")
	switch rapid.SampledFrom([]string{"as another", "as itself", "away", "sell"}).Draw(rt, "change") {
	case "away":
		return graph.Firms().Delete(ctx, tx, []string{f.id()})
	case "sell":
		other := pick("customer")
		if err := writeFirms(ctx, tx, []townFirm{f, other}); err != nil {
			return err
		}
		return graph.Supplies().Connect(ctx, tx, []graph.Supply{{Supplier: f.id(), Customer: other.id()}})
	case "as another":
		like := pick("like")
		f.At, f.Verdict, f.Group, f.Parent, f.Kind, f.Marks, f.Region = like.At, like.Verdict, like.Group, like.Parent, like.Kind, like.Marks, like.Region
	}
	if err := graph.Presences().Disconnect(ctx, tx, []string{f.id()}); err != nil {
		return err
	}
	return writeFirms(ctx, tx, []townFirm{f})
}

// A roster holds for its own version, for later ones as long as nothing that
// it holds changed, and for none before.
func TestRosterHoldsForItsVersionsOnly(t *testing.T) {
	store := readTown(t).open(t)
	ctx := context.Background()
	roster := matcherWith(t, nil).NewRoster()
	holds := func(version graph.Version, later bool) bool {
		ok, done, err := roster.Holds(version, func(graph.Version) (bool, error) { return later, nil })
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			done()
		}
		return ok
	}
	if holds(1, true) {
		t.Error("an empty roster holds")
	}
	if err := roster.Sync(ctx, store); err != nil {
		t.Fatal(err)
	}
	var version graph.Version
	err := store.View(ctx, func(r graph.Reader) (err error) {
		version, err = r.Version(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !holds(version, false) || !holds(version+3, true) || holds(version+3, false) || holds(version-1, true) {
		t.Errorf("of version %d: %v %v %v %v", version, holds(version, false), holds(version+3, true), holds(version+3, false), holds(version-1, true))
	}
}
