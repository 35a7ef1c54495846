package matcher_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/data"
	"liantu/graph"
	"liantu/internal/shared"
	"liantu/matcher/presence"
)

// label is one presence that a reader found by reading (testdata/README.md).
type label struct{ code, link, role string }

// samples are the labelled files, in the order in which they were labelled.
func samples() []string { return []string{"presence.csv", "presence2.csv"} }

// TestPresenceAgreesWithLabels prints precision and recall by role over the
// labelled firms of each sample, and fails when a role falls below what it
// should reach over both together.
func TestPresenceAgreesWithLabels(t *testing.T) {
	rows := labelledRows(t)
	catalog, _ := data.Read(data.Starter())
	reader, err := presence.New(data.Starter(), catalog.Links)
	if err != nil {
		t.Fatal(err)
	}
	both := newSample("both")
	for _, file := range samples() {
		s := readSample(t, file)
		s.infer(t, reader, rows)
		t.Log(file)
		for _, role := range roles() {
			s.score(t, role)
		}
		both.join(s)
	}
	t.Log("both")
	for _, role := range roles() {
		precision, recall := both.score(t, role)
		if precision < 0.95 || recall < 0.85 {
			t.Errorf("%s: precision %.3f (at least 0.95), recall %.3f (at least 0.85)", role, precision, recall)
		}
	}
}

func roles() []string { return []string{"producer", "trader", "user", "service", "planned"} }

// sample is one labelled file and what the program says of its firms.
type sample struct {
	name              string
	want, unsure, got map[label]bool
	codes             []string
}

func newSample(name string) *sample {
	return &sample{name: name, want: map[label]bool{}, unsure: map[label]bool{}, got: map[label]bool{}}
}

func (s *sample) join(o *sample) {
	maps.Copy(s.want, o.want)
	maps.Copy(s.unsure, o.unsure)
	maps.Copy(s.got, o.got)
}

// infer keeps what is read with more than weak evidence.
func (s *sample) infer(t *testing.T, reader *presence.Reader, rows map[string][]string) {
	t.Helper()
	var firms []*graph.Firm
	for _, code := range s.codes {
		row, ok := rows[code]
		if !ok {
			t.Fatalf("%s is labelled in %s and not in the rows", code, s.name)
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
	for i, presences := range inferred {
		for _, p := range presences {
			if p.Strength.Rank() >= graph.Medium.Rank() {
				s.got[label{s.codes[i], p.Link, string(p.Role)}] = true
			}
		}
	}
}

// score prints one role's figures, and where they err.
func (s *sample) score(t *testing.T, role string) (precision, recall float64) {
	t.Helper()
	var right, missed, extra int
	var lines []string
	for l := range s.want {
		if l.role != role {
			continue
		}
		if s.got[l] {
			right++
		} else {
			missed++
			lines = append(lines, fmt.Sprintf("  missed %s %s", l.code, l.link))
		}
	}
	for l := range s.got {
		if l.role == role && !s.want[l] && !s.unsure[l] {
			extra++
			lines = append(lines, fmt.Sprintf("  extra  %s %s", l.code, l.link))
		}
	}
	slices.Sort(lines)
	precision, recall = ratio(right, right+extra), ratio(right, right+missed)
	t.Logf("%-8s right %d, missed %d, extra %d: precision %.3f, recall %.3f", role, right, missed, extra, precision, recall)
	if testing.Verbose() && s.codes != nil {
		t.Log(strings.Join(lines, "\n"))
	}
	return precision, recall
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// readSample reads the labels: those that are scored, those that are unsure, and the codes.
func readSample(t *testing.T, file string) *sample {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	s := newSample(file)
	for _, row := range rows[1:] {
		if !slices.Contains(s.codes, row[0]) {
			s.codes = append(s.codes, row[0])
		}
		switch l := (label{row[0], row[1], row[2]}); {
		case l.link == "" || l.link == "-":
		case row[3] == "unsure":
			s.unsure[l] = true
		default:
			s.want[l] = true
		}
	}
	return s
}

// labelledRows are the real rows by credit code.
func labelledRows(t *testing.T) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for _, row := range shared.Rows(t, "data/national.csv.gz") {
		if _, seen := rows[row[1]]; !seen {
			rows[row[1]] = row
		}
	}
	return rows
}
