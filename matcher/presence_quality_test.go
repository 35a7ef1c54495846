package matcher_test

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/data"
	"liantu/graph"
	"liantu/matcher/presence"
)

// label is one presence that a reader found by reading (testdata/README.md).
type label struct{ code, link, role string }

// TestPresenceAgreesWithLabels prints precision and recall by role over the
// labelled firms and fails when producers or traders fall below what they should reach.
func TestPresenceAgreesWithLabels(t *testing.T) {
	rows := labelledRows(t)
	want, unsure, codes := labels(t)
	catalog, _ := data.Read(data.Starter())
	reader, err := presence.New(data.Starter(), catalog.Links)
	if err != nil {
		t.Fatal(err)
	}
	var firms []*graph.Firm
	for _, code := range codes {
		row, ok := rows[code]
		if !ok {
			t.Fatalf("%s is labelled and not in the rows", code)
		}
		f := &graph.Firm{ID: code, Sources: []graph.Source{{}}}
		f.Held[graph.FieldName].Text, f.Held[graph.FieldScope].Text, f.Held[graph.FieldCode].Text = row[0], row[5], code
		f.Settle()
		firms = append(firms, f)
	}
	inferred, err := reader.Infer(context.Background(), firms)
	if err != nil {
		t.Fatal(err)
	}
	got := map[label]bool{}
	for i, presences := range inferred {
		for _, p := range presences {
			if p.Strength.Rank() >= graph.Medium.Rank() {
				got[label{codes[i], p.Link, string(p.Role)}] = true
			}
		}
	}
	for _, role := range []string{"producer", "trader", "user", "service", "planned"} {
		score(t, role, want, got, unsure)
	}
}

// score prints one role's figures. Producers and traders decide; the other
// roles are too few in the sample for a floor.
func score(t *testing.T, role string, want, got, unsure map[label]bool) {
	var right, missed, extra int
	var lines []string
	for l := range want {
		if l.role != role {
			continue
		}
		if got[l] {
			right++
		} else {
			missed++
			lines = append(lines, fmt.Sprintf("  missed %s %s", l.code, l.link))
		}
	}
	for l := range got {
		if l.role == role && !want[l] && !unsure[l] {
			extra++
			lines = append(lines, fmt.Sprintf("  extra  %s %s", l.code, l.link))
		}
	}
	slices.Sort(lines)
	precision, recall := ratio(right, right+extra), ratio(right, right+missed)
	t.Logf("%-8s right %d, missed %d, extra %d: precision %.3f, recall %.3f", role, right, missed, extra, precision, recall)
	if testing.Verbose() {
		t.Log(strings.Join(lines, "\n"))
	}
	if (role == "producer" || role == "trader") && (precision < 0.95 || recall < 0.85) {
		t.Errorf("%ss: precision %.3f (at least 0.95), recall %.3f (at least 0.85)", role, precision, recall)
	}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// labels reads the labels: those that are scored, those that are unsure, and the codes.
func labels(t *testing.T) (want, unsure map[label]bool, codes []string) {
	t.Helper()
	f, err := os.Open("testdata/presence.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want, unsure = map[label]bool{}, map[label]bool{}
	for _, row := range rows[1:] {
		if !slices.Contains(codes, row[0]) {
			codes = append(codes, row[0])
		}
		switch l := (label{row[0], row[1], row[2]}); {
		case l.link == "" || l.link == "-":
		case row[3] == "unsure":
			unsure[l] = true
		default:
			want[l] = true
		}
	}
	return want, unsure, codes
}

// labelledRows are the real rows by credit code.
func labelledRows(t *testing.T) map[string][]string {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "data", "national.csv.gz")
	f, err := os.Open(path)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("CI needs %s", path)
		}
		t.Skipf("%s is not here", path)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	r := csv.NewReader(z)
	for {
		row, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, seen := rows[row[1]]; !seen {
			rows[row[1]] = row
		}
	}
}
