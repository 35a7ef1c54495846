package main

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"liantu/graph/neostore/neotest"
)

// onNeo4j is the program with its record on a server.
type onNeo4j struct {
	program
	server *neotest.Server
}

func (p onNeo4j) run(args ...string) (string, string, int) {
	p.t.Helper()
	var out, errs bytes.Buffer
	a := &app{config: config{data: p.data, store: p.server.URI, neo4j: credentials{user: neotest.User, password: neotest.Password}},
		in: strings.NewReader(""), out: &out, err: &errs, now: time.Now}
	code := run(context.Background(), args, a)
	return out.String(), errs.String(), code
}

// TestBothStoresGiveTheSameAnswers does the main job on the embedded store and
// on a real Neo4j server and compares every answer field by field.
func TestBothStoresGiveTheSameAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a Neo4j server")
	}
	wuhai := shared(t, "data/wuhai.csv.gz")
	embedded := newProgram(t)
	neo4j := onNeo4j{newProgram(t), neotest.Start(t)}
	for _, args := range [][]string{
		{"init"},
		{"--json", "import", "--as-of", "2019-04-30", wuhai},
		{"--json", "import", "--as-of", "2024-01-01", "--complete", sampleCovers, sampleWorkbook},
		{"--json", "chains"}, {"--json", "chain", "coking"}, {"--json", "chain", "wine-farming"},
		{"--json", "gaps"},
		{"--json", "match", "--link", "needle-coke"}, {"--json", "match", "--link", "chloromethanes"}, {"--json", "match", "--link", "wine", "--top", "0"},
		{"--json", "firms", "--link", "coke"},
		{"--json", "explain", "--firm", "乌海市泰和煤焦化集团有限公司"},
		{"--json", "whatif", "--link", "needle-coke", "--capacity", "40000"},
	} {
		start := time.Now()
		want := embedded.must(args...)
		got, errs, code := neo4j.run(args...)
		t.Logf("%v: %v on both", args[:min(len(args), 4)], time.Since(start).Round(time.Millisecond))
		if code != done {
			t.Fatalf("%v on Neo4j: status %d\n%s%s", args, code, got, errs)
		}
		if args[0] == "init" {
			continue
		}
		if a, b := comparable(t, want), comparable(t, got); a != b {
			t.Errorf("%v differs:\n%s", args, firstDifference(a, b))
		}
	}
	if out, errs, code := neo4j.run("verify"); code != done {
		t.Errorf("verify on Neo4j: %s%s", out, errs)
	}
}

// comparable drops what rightly differs: version numbers, times and paths.
func comparable(t *testing.T, out string) string {
	t.Helper()
	var document any
	if err := json.Unmarshal([]byte(out), &document); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(document, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	versions := regexp.MustCompile(`"(version|record)": \d+`)
	return versions.ReplaceAllString(string(b), `"$1": 0`)
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			from := max(0, i-5)
			return "embedded: " + strings.Join(x[from:i+1], "\n") + "\nNeo4j: " + strings.Join(y[from:i+1], "\n")
		}
	}
	return "one is longer"
}
