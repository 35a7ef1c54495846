package importers

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/importers/field"
	"liantu/importers/table"
)

// noInference takes every firm for a company that stands nowhere.
type noInference struct{}

func (noInference) Version() string { return "none" }

func (noInference) Infer(_ context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	for _, f := range firms {
		f.Kind = graph.Company
	}
	return make([][]graph.Presence, len(firms)), nil
}

func newRecord(t testing.TB) *graph.Record {
	t.Helper()
	return openRecord(t, filepath.Join(t.TempDir(), "record.db"))
}

func openRecord(t testing.TB, path string) *graph.Record {
	t.Helper()
	store, err := embedded.Open(t.Context(), path, embedded.Options{Schema: graph.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return &graph.Record{Store: store, Inference: noInference{}}
}

func newImporter(t testing.TB) *Importer {
	t.Helper()
	f, err := os.Open("../data/regions/divisions.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	regions, err := field.ReadRegions(f)
	if err != nil {
		t.Fatal(err)
	}
	imp, err := New(os.DirFS("../data"), regions, func() time.Time { return time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	return imp
}

// openFor opens a file and finds its table.
func openFor(t testing.TB, imp *Importer, path string) (*table.File, header, table.Sheet) {
	t.Helper()
	book, err := table.Open(t.Context(), path, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	h, err := imp.chooseTable(t.Context(), book, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return book, h, book.Sheets()[h.sheet]
}
