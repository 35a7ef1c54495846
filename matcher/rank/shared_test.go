package rank

import (
	"encoding/csv"
	"iter"
	"os"
	"testing"

	"liantu/graph"
	"liantu/internal/shared"
)

// sharedFirms goes through the registry rows of files, one file in memory at a time.
func sharedFirms(t testing.TB, files ...string) iter.Seq2[graph.Firm, error] {
	t.Helper()
	for _, file := range files {
		shared.File(t, file)
	}
	return func(yield func(graph.Firm, error) bool) {
		for _, file := range files {
			for _, row := range shared.Rows(t, file)[1:] {
				if !yield(firm(row[0], row[1], row[5]), nil) {
					return
				}
			}
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
