package rank

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"liantu/graph"
)

const shared = "../../../shared"

// sharedFirms goes through registry rows of the shared data; a test is
// skipped where there are none, unless it runs in CI.
func sharedFirms(t testing.TB, files ...string) iter.Seq2[graph.Firm, error] {
	t.Helper()
	for _, file := range files {
		if _, err := os.Stat(filepath.Join(shared, file)); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	return func(yield func(graph.Firm, error) bool) {
		for _, file := range files {
			if !rows(filepath.Join(shared, file), yield) {
				return
			}
		}
	}
}

func rows(path string, yield func(graph.Firm, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(graph.Firm{}, err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return yield(graph.Firm{}, err)
	}
	in := csv.NewReader(z)
	if _, err := in.Read(); err != nil {
		return yield(graph.Firm{}, err)
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return yield(graph.Firm{}, err)
		}
		if !yield(firm(row[0], row[1], row[5]), nil) {
			return false
		}
	}
}

func firm(name, code, scope string) graph.Firm {
	f := graph.Firm{}
	f.Held[graph.FieldName].Text = name
	f.Held[graph.FieldCode].Text = code
	f.Held[graph.FieldScope].Text = scope
	return f
}

// regions are those of the data folder.
func regions(t testing.TB) []graph.Region {
	t.Helper()
	f, err := os.Open("../../data/regions/divisions.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	table, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []graph.Region
	for _, row := range table[1:] {
		list = append(list, graph.Region{Code: row[0], Name: row[1], Parent: row[2]})
	}
	return list
}
