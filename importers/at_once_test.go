package importers

import (
	"context"
	"testing"

	"liantu/graph"
)

// few is a store that takes two firms at once, and counts its transactions.
type few struct {
	graph.Store
	updates int
}

func (s *few) AtOnce() int { return 2 }

func (s *few) Update(ctx context.Context, fn func(graph.Writer) error) error {
	s.updates++
	return s.Store.Update(ctx, fn)
}

func TestATransactionTakesWhatTheStoreTakesBest(t *testing.T) {
	imp, rec := newImporter(t), newRecord(t)
	store := &few{Store: rec.Store}
	rec.Store = store
	var rows [][]string
	for i := range 5 {
		rows = append(rows, []string{"乌海" + string(rune('甲'+i)) + "化工有限公司", testCode(i + 1), "", "", "电石"})
	}
	report := must(t, imp, rec, writeList(t, t.TempDir(), "five.csv", rows), Options{AsOf: "2024-01-01"})
	if report.Created != 5 || store.updates != 3+1 { // and one that closes the import
		t.Errorf("%+v in %d transactions", report, store.updates)
	}
}
