package presence_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"liantu/graph"
	"liantu/internal/shared"
	"liantu/matcher/presence"
)

// expectation is one case of a data file: words "link role strength".
type expectation struct {
	Row, Name, Scope, Firm, Kind, Parent          string
	Want, Absent, Contradiction, Elsewhere, Notes []string
	FocusBelow                                    map[string]float64 `yaml:"focus_below"`
}

func expectations(t *testing.T, file string) []expectation {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []expectation
	if err := yaml.UnmarshalWithOptions(content, &all, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return all
}

func TestPatternsOfScopes(t *testing.T) {
	reader := newReader(t)
	for _, x := range expectations(t, "testdata/rows.yaml") {
		t.Run(x.Row, func(t *testing.T) {
			f := &graph.Firm{Sources: make([]graph.Source, 1)}
			f.Held[graph.FieldName].Text = x.Name
			f.Held[graph.FieldScope].Text = x.Scope
			x.check(t, reader, f)
		})
	}
}

func TestWorkedFirms(t *testing.T) {
	reader := newReader(t)
	rows := map[string][]string{}
	for _, file := range []string{"wuhai.csv.gz", "neimenggu.csv.gz", "ningxia.csv.gz", "national.csv.gz"} {
		for _, row := range shared.Rows(t, "data/"+file)[1:] {
			rows[graph.NameKey(row[0])] = row
		}
	}
	for _, x := range expectations(t, "testdata/firms.yaml") {
		t.Run(x.Firm, func(t *testing.T) {
			row, ok := rows[graph.NameKey(x.Firm)]
			if !ok {
				t.Fatal("no such row")
			}
			x.check(t, reader, rowFirm(row))
		})
	}
}

func (x *expectation) check(t *testing.T, reader *presence.Reader, f *graph.Firm) {
	t.Helper()
	inferred, err := reader.Infer(context.Background(), []*graph.Firm{f})
	if err != nil {
		t.Fatal(err)
	}
	got := inferred[0]
	for _, want := range x.Want {
		p := find(got, want)
		if w := strings.Fields(want); p == nil || len(w) > 2 && string(p.Strength) != w[2] {
			t.Errorf("want %s; got %s", want, list(got))
		}
	}
	for _, absent := range x.Absent {
		for _, p := range got {
			w := strings.Fields(absent)
			if p.Link == w[0] && (len(w) > 1 && string(p.Role) == w[1] || len(w) == 1 && p.Role != graph.User && p.Strength != graph.Weak) {
				t.Errorf("%s must be absent; got %s", absent, list(got))
			}
		}
	}
	for _, c := range x.Contradiction {
		if p := find(got, c); p == nil || p.Evidence[0].Contradiction == "" {
			t.Errorf("%s: no contradiction shown", c)
		}
	}
	for i := range got {
		p := &got[i]
		if want := slices.Contains(x.Elsewhere, p.Link+" "+string(p.Role)); want != p.Elsewhere {
			t.Errorf("%s %s elsewhere: %v", p.Link, p.Role, p.Elsewhere)
		}
		if below, ok := x.FocusBelow[p.Link+" "+string(p.Role)]; ok && (p.Focus == nil || *p.Focus >= below) {
			t.Errorf("%s %s: focus %v", p.Link, p.Role, p.Focus)
		}
	}
	for _, n := range x.Notes {
		w := strings.SplitN(n, " ", 3)
		p := find(got, w[0]+" "+w[1])
		if p == nil || !slices.ContainsFunc(p.Evidence, func(e graph.Evidence) bool { return slices.Contains(e.Notes, w[2]) }) {
			t.Errorf("no note %s; got %s", n, list(got))
		}
	}
	if x.Kind != "" && (string(f.Kind) != x.Kind || f.ParentName != x.Parent) {
		t.Errorf("kind %s of %q, want %s of %q", f.Kind, f.ParentName, x.Kind, x.Parent)
	}
}

func find(all []graph.Presence, words string) *graph.Presence {
	w := strings.Fields(words)
	for i := range all {
		if all[i].Link == w[0] && string(all[i].Role) == w[1] {
			return &all[i]
		}
	}
	return nil
}

func list(all []graph.Presence) string {
	var out []string
	for _, p := range all {
		out = append(out, strings.Join([]string{p.Link, string(p.Role), string(p.Strength)}, " "))
	}
	return strings.Join(out, "; ")
}
