package presence_test

import (
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
