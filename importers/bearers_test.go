package importers

import (
	"context"
	"testing"

	"liantu/graph"
)

// watched is a store that counts the codes and names that are looked up in its
// transactions.
type watched struct {
	graph.Store
	looked int
}

func (s *watched) Update(ctx context.Context, fn func(graph.Writer) error) error {
	return s.Store.Update(ctx, func(w graph.Writer) error { return fn(watching{w, s}) })
}

type watching struct {
	graph.Writer
	store *watched
}

func (w watching) Find(ctx context.Context, q graph.Query) (graph.Page, error) {
	for _, c := range q.Where {
		if values, ok := c.Value.([]string); ok && q.Label == "Firm" {
			w.store.looked += len(values)
		}
	}
	return w.Writer.Find(ctx, q)
}

// From an empty record on, only codes and names that have been met are looked
// up; once somebody else has written, all are, so that a firm of his is known.
func TestOnlyWhatMayBeThereIsLookedUp(t *testing.T) {
	imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
	store := &watched{Store: rec.Store}
	rec.Store = store
	take := func(imp *Importer, name string, rows ...[]string) (report FileReport, looked int) {
		t.Helper()
		store.looked = 0
		report = must(t, imp, rec, writeList(t, dir, name, rows), Options{AsOf: "2024-01-01"})
		return report, store.looked
	}
	a, b := []string{firmA, testCode(1), "", "乌达区", "电石"}, []string{firmB, testCode(2), "", "", "焦炭"}
	if report, looked := take(imp, "a.csv", a); report.Created != 1 || looked != 0 {
		t.Errorf("first: %+v, %d looked up", report, looked)
	}

	if report, looked := take(imp, "again.csv", a, b); report.Created != 1 || report.Unchanged != 1 || looked != 2 {
		t.Errorf("one known and one new: %+v, %d looked up", report, looked)
	}
	if report, looked := take(imp, "plain.csv", []string{firmB, "", "", "", "煤焦油"}); report.Created != 0 || looked != 1 {
		t.Errorf("known by its name: %+v, %d looked up", report, looked)
	}
	c := []string{"乌海丙化工有限公司", testCode(3), "", "", "烧碱"}
	if report, looked := take(newImporter(t), "other.csv", c); report.Created != 1 || looked != 2 {
		t.Errorf("by another: %+v, %d looked up", report, looked)
	}
	c[4] = "烧碱、液氯"
	if report, _ := take(imp, "c.csv", c); report.Created != 0 || report.Unchanged != 1 {
		t.Errorf("a firm of another is made anew: %+v", report)
	}
}
