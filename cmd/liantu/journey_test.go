package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liantu/matcher"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// From the sample workbook to an explained list, as `make run` does it.
func TestFromSampleWorkbookToTargetList(t *testing.T) {
	p := newProgram(t)
	p.must("init")
	var imported importView
	p.json(&imported, "import", "--complete", sampleCovers, sampleWorkbook)
	f := imported.Files[0]
	if f.Rows != f.Accepted+f.Rejected || f.Accepted != f.Created+f.Updated+f.Unchanged || f.Rejected == 0 {
		t.Errorf("counts do not add up, or the row without a name was taken: %+v", f)
	}
	if l := link(p, "chlor-alkali", "chloromethanes"); l.Status != diagnosis.Blank {
		t.Errorf("a chain that the list covers: chloromethanes are %s: %s", l.Status, l.Why)
	}
	if l := link(p, "infrastructure", "healthcare"); l.Status != diagnosis.Unknown {
		t.Errorf("a chain that the list does not cover: healthcare is %s: %s", l.Status, l.Why)
	}
	var gaps matcher.GapsView
	p.json(&gaps, "gaps", "--top", "5")
	if len(gaps.Gaps) != 5 {
		t.Fatalf("%d gaps", len(gaps.Gaps))
	}
	for i, g := range gaps.Gaps {
		if i > 0 && g.Priority > gaps.Gaps[i-1].Priority {
			t.Errorf("gap %d is more pressing than the one before", i)
		}
	}
	out := filepath.Join(t.TempDir(), "list.xlsx")
	var answer match.Answer
	p.json(&answer, "match", "--gap", gaps.Gaps[0].ID, "--top", "10", "--out", out)
	if len(answer.Candidates) != 10 {
		t.Fatalf("%d candidates for %s, the sample has ten for its first gap", len(answer.Candidates), gaps.Gaps[0].LinkName)
	}
	checkReceipts(t, answer.Candidates)
	if info, err := os.Stat(out); err != nil || info.Size() == 0 {
		t.Errorf("the workbook was not written: %v", err)
	}
}

func checkReceipts(t *testing.T, candidates []match.Candidate) {
	t.Helper()
	for i, c := range candidates {
		sum := 0.0
		for _, part := range c.Receipt {
			sum += part.Points
		}
		if math.Abs(sum-c.Score) > 1e-9 {
			t.Errorf("%s: receipt adds up to %v, score is %v", c.Firm.Name, sum, c.Score)
		}
		if c.Rank != i+1 || i > 0 && c.Score > candidates[i-1].Score {
			t.Errorf("%s stands out of order", c.Firm.Name)
		}
	}
}

func TestImportingAgainChangesNothing(t *testing.T) {
	p := newProgram(t)
	p.must("init", "--bare")
	p.must("import", sampleWorkbook)
	var before, after matcher.ChainsView
	p.json(&before, "chains")
	var again importView
	p.json(&again, "import", sampleWorkbook)
	if f := again.Files[0]; f.Created != 0 || f.Updated != 0 || f.Unchanged != f.Accepted {
		t.Errorf("second import: %+v", f)
	}
	p.json(&after, "chains")
	if len(before.Chains) != len(after.Chains) {
		t.Error("chains differ")
	}
}

func TestJudgementOutranksInferenceAndSurvivesImports(t *testing.T) {
	p := newProgram(t)
	p.must("init", "--bare")
	p.must("import", sampleWorkbook)
	var list matcher.FirmsView
	p.json(&list, "firms", "--link", "coke", "--region", "150300")
	if list.Total == 0 {
		t.Fatal("no coke maker in the sample")
	}
	name := list.Firms[0].Name
	p.must("presence", "reject", "--firm", name, "--link", "coke", "--note", "已停产")
	p.must("data", "load")
	p.must("import", sampleWorkbook)
	var firm matcher.FirmView
	p.json(&firm, "explain", "--firm", name)
	for _, x := range firm.Presences {
		if x.Link == "coke" && x.Role == "producer" && x.Verdict != "reject" {
			t.Errorf("the rejection is gone: %+v", x)
		}
	}
}

func TestExitStatuses(t *testing.T) {
	p := newProgram(t)
	if _, errs, code := p.run("chains"); code != failed || !strings.Contains(errs, "init") {
		t.Errorf("without a record: %d %s", code, errs)
	}
	p.must("init", "--bare")
	for args, want := range map[string]int{
		"chain nothing":              failed,
		"chain":                      misused,
		"gaps --kind sideways":       misused,
		"--nonsense":                 misused,
		"match":                      failed,
		"import no-such-file.xlsx":   failed,
		"explain":                    misused,
		"whatif --link coke":         misused,
		"region set 999999":          misused,
		"chains --json":              done,
		"--json chains":              done,
		"verify":                     done,
		"import --as-of yesterday x": misused,
	} {
		if out, errs, code := p.run(strings.Fields(args)...); code != want {
			t.Errorf("liantu %s: status %d, want %d\n%s%s", args, code, want, out, errs)
		}
	}
}

func TestBackupAndRestore(t *testing.T) {
	p := newProgram(t)
	p.must("init", "--bare")
	p.must("import", sampleWorkbook)
	file := filepath.Join(t.TempDir(), "backup.db")
	p.must("backup", file)
	q := newProgram(t)
	q.must("restore", file)
	if a, b := p.must("--json", "gaps"), q.must("--json", "gaps"); a != b {
		t.Error("the restored record answers otherwise")
	}
	q.must("verify")
	if _, errs, code := p.run("--store", "neo4j://127.0.0.1:1", "backup", filepath.Join(t.TempDir(), "b.db")); code != misused || !strings.Contains(errs, "copy") {
		t.Errorf("a record on a server was backed up as if it were here: %d %s", code, errs)
	}
}
