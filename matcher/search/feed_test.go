package search_test

import (
	"context"
	"path/filepath"
	"testing"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/matcher/search"
)

// counted is a store that counts the firms it is asked for.
type counted struct {
	graph.Store
	asked int
}

func (c *counted) View(ctx context.Context, fn func(graph.Reader) error) error {
	return c.Store.View(ctx, func(r graph.Reader) error { return fn(&countedReader{r, c}) })
}

type countedReader struct {
	graph.Reader
	store *counted
}

func (r *countedReader) Get(ctx context.Context, label string, keys []string) ([]graph.Node, error) {
	r.store.asked += len(keys)
	return r.Reader.Get(ctx, label, keys)
}

func newFeed(t *testing.T) (*search.Feed, *counted) {
	s, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c := &counted{Store: s}
	return search.NewFeed(c), c
}

func put(t *testing.T, s graph.Store, id, name string) {
	t.Helper()
	f := graph.Firm{ID: id, InBeing: true}
	f.Held[graph.FieldName].Text = name
	if err := s.Update(t.Context(), func(w graph.Writer) error { return graph.Firms().Put(t.Context(), w, []graph.Firm{f}) }); err != nil {
		t.Fatal(err)
	}
}

// named gives the names of firms as an index reads them through a feed.
func named(t *testing.T, s graph.Store, ids ...string) map[string]string {
	t.Helper()
	names := map[string]string{}
	err := s.View(t.Context(), func(r graph.Reader) error {
		firms, err := graph.Firms().Get(t.Context(), r, ids)
		for id, f := range firms {
			names[id] = f.Name()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFeedHandsOutWhatWasWritten(t *testing.T) {
	feed, store := newFeed(t)
	put(t, feed, "a", "甲")
	put(t, feed, "b", "乙")
	put(t, feed, "a", "甲二")
	if got := named(t, feed, "a", "b"); got["a"] != "甲二" || got["b"] != "乙" || store.asked != 0 {
		t.Errorf("%v, the record was asked for %d", got, store.asked)
	}
	if got := named(t, feed, "a"); got["a"] != "甲二" || store.asked != 1 {
		t.Errorf("a second time: %v, asked for %d", got, store.asked)
	}
}

func TestFeedIsNeverBehindTheRecord(t *testing.T) {
	feed, store := newFeed(t)
	put(t, feed, "a", "甲")
	put(t, feed, "b", "乙")
	put(t, store, "a", "别人写的") // as another process does
	if got := named(t, feed, "a", "b"); got["a"] != "别人写的" || got["b"] != "乙" {
		t.Errorf("after another's write: %v", got)
	}
	put(t, feed, "c", "丙") // the feed's own again
	put(t, feed, "d", "丁")
	asked := store.asked
	if got := named(t, feed, "a", "d"); got["a"] != "别人写的" || got["d"] != "丁" || store.asked != asked+1 {
		t.Errorf("after an own write: %v, asked for %d more", got, store.asked-asked)
	}
}

func TestFeedKnowsWhatIsGone(t *testing.T) {
	feed, _ := newFeed(t)
	put(t, feed, "a", "甲")
	put(t, feed, "b", "乙")
	failed := feed.Update(t.Context(), func(w graph.Writer) error {
		if err := graph.Firms().Put(t.Context(), w, []graph.Firm{{ID: "b"}}); err != nil {
			return err
		}
		return context.Canceled
	})
	if failed == nil {
		t.Fatal("the update did not fail")
	}
	err := feed.Update(t.Context(), func(w graph.Writer) error { return w.Delete(t.Context(), "Firm", []string{"a"}) })
	if err != nil {
		t.Fatal(err)
	}
	if got := named(t, feed, "a", "b"); len(got) != 1 || got["b"] != "乙" {
		t.Errorf("got %v", got)
	}
}
