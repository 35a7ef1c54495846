package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Every query gets at least one line, ranks count up and scores go down; the
// pool file decides who is ranked, and the record is left as it was.
func TestRankWritesTrecLines(t *testing.T) {
	p := newProgram(t)
	p.must("init")
	before := p.must("--json", "firms", "--region", "150300", "--top", "1")
	folder := t.TempDir()
	queries, out := filepath.Join(folder, "q.jsonl"), filepath.Join(folder, "run.txt")
	lines := `{"id":"a1","kind":"product","text":"针状焦"}
{"id":"b2","kind":"segment","text":"这样的东西没有人生产"}
`
	if err := os.WriteFile(queries, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	p.must("rank", "--pool", sampleWorkbook, "--queries", queries, "--run", out)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	ranks, last := map[string]int{}, map[string]float64{}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		if len(f) != 6 || f[1] != "Q0" {
			t.Fatalf("no TREC line: %q", line)
		}
		rank, err := strconv.Atoi(f[3])
		if err != nil || rank != ranks[f[0]]+1 {
			t.Errorf("rank out of order: %q", line)
		}
		score, err := strconv.ParseFloat(f[4], 64)
		if err != nil || rank > 1 && score > last[f[0]] {
			t.Errorf("score out of order: %q", line)
		}
		if rank == 1 && f[0] == "a1" && !strings.Contains(f[2], "示例") {
			t.Errorf("a firm that is not in the pool: %q", line)
		}
		ranks[f[0]], last[f[0]] = rank, score
	}
	if ranks["a1"] == 0 || ranks["b2"] == 0 || ranks["a1"] > 100 {
		t.Errorf("lines per query: %v", ranks)
	}
	if after := p.must("--json", "firms", "--region", "150300", "--top", "1"); after != before {
		t.Error("ranking changed the record")
	}
}
