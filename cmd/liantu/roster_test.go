package main

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"liantu/graph"
	"liantu/matcher"
	"liantu/matcher/match"
)

// The lists of all links over real rows, from the roster and from the record,
// are the same to the last byte.
func TestListsFromTheRosterAreThoseOfTheRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("imports 12,000 rows")
	}
	s := newSeat(t, "")
	s.must("init")
	for _, file := range []realFile{{"wuhai.csv.gz", 0}, {"national.csv.gz", 9_000}} {
		s.must("import", "--as-of", "2019-04-30", sampleRows(t, file.name, file.sampled))
	}
	ctx := context.Background()
	a := s.app(&bytes.Buffer{}, &bytes.Buffer{})
	err := a.with(ctx, reading, false, func(o *office) error {
		var links []graph.Link
		err := o.store.View(ctx, func(r graph.Reader) (err error) {
			links, err = graph.Links().List(ctx, r, graph.Query{})
			return err
		})
		if err != nil {
			return err
		}
		rostered := matcher.New(o.store, nil, a.now)
		if err := rostered.SyncRoster(ctx); err != nil {
			return err
		}
		shown := 0
		for _, l := range links {
			want := listJSON(t, o.engine, l.ID)
			if got := listJSON(t, rostered, l.ID); got != want {
				t.Errorf("%s differs: %s", l.Name, firstDifference(want, got))
			}
			shown += len(want)
		}
		t.Logf("%d lists, %d bytes", len(links), shown)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func listJSON(t *testing.T, e *matcher.Engine, link string) string {
	t.Helper()
	a, err := e.Match(context.Background(), matcher.Target{Link: link}, match.Options{Top: 40, Anyway: true})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
