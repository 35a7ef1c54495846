package presence_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/goccy/go-yaml"

	"liantu/graph"
	"liantu/matcher/presence"
)

const dataDir = "../../data"

// chainLinks reads the links of every starter chain.
func chainLinks(t testing.TB) []graph.Link {
	t.Helper()
	files, err := filepath.Glob(dataDir + "/chains/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no chains: %v", err)
	}
	var links []graph.Link
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var chain struct{ Links []graph.Link }
		if err := yaml.Unmarshal(content, &chain); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		links = append(links, chain.Links...)
	}
	return links
}

func newReader(t testing.TB) *presence.Reader {
	t.Helper()
	r, err := presence.New(os.DirFS(dataDir), chainLinks(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sharedRows reads one file of registry rows; where the shared data are
// absent the test is skipped, in CI it fails.
func sharedRows(t testing.TB, name string) [][]string {
	t.Helper()
	file, err := os.Open("../../../shared/data/" + name)
	if errors.Is(err, os.ErrNotExist) {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("shared data absent")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(unzipped)
	r.FieldsPerRecord = -1
	var rows [][]string
	for {
		row, err := r.Read()
		if err == io.EOF {
			return rows[1:]
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(row) >= 6 {
			rows = append(rows, row)
		}
	}
}

// rowFirm makes a firm of a registry row.
func rowFirm(row []string) *graph.Firm {
	f := &graph.Firm{Sources: make([]graph.Source, 1)}
	for field, text := range map[graph.FirmField]string{
		graph.FieldName: row[0], graph.FieldCode: row[1], graph.FieldType: row[3], graph.FieldScope: row[5],
	} {
		f.Held[field].Text = text
	}
	f.Settle()
	return f
}
