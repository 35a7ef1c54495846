package data

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestStarterDataHasNoErrors(t *testing.T) {
	c, problems := Check(Starter())
	for _, p := range problems {
		if p.Severity == SeverityError {
			t.Errorf("%s:%d %s: %s (%s)", p.File, p.Line, p.Field, p.Message, p.Code)
		}
	}
	if len(c.Chains) != 18 {
		t.Errorf("%d chains, the plan names 18", len(c.Chains))
	}
	if len(c.Parks) < 5 {
		t.Errorf("%d parks", len(c.Parks))
	}
	if len(c.Links) < 350 {
		t.Errorf("%d links, at least 350 belong to the eighteen chains", len(c.Links))
	}
}

// Every problem of a bad folder is named at once, with file, line and field.
func TestCheckNamesEveryProblem(t *testing.T) {
	bad := fstest.MapFS{}
	add := func(name, from string, fsys fs.FS) {
		b, err := fs.ReadFile(fsys, from)
		if err != nil {
			t.Fatal(err)
		}
		bad[name] = &fstest.MapFile{Data: b}
	}
	folder := os.DirFS("testdata/bad")
	for _, name := range []string{"chains/broken.yaml", "chains/worse.yaml", "rules/plan.yaml", "rules/regions.yaml", "rules/entry.yaml", "parks/bad.yaml"} {
		add(name, name, folder)
	}
	for _, name := range []string{"rules/gbt4754-2017.csv", "regions/divisions.csv"} {
		add(name, name, Starter())
	}
	_, problems := check(bad, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC))
	var got []string
	for _, p := range problems {
		line := fmt.Sprintf("%s:%d %s %s", p.File, p.Line, p.Field, p.Code)
		if p.Severity == SeverityWarning {
			line += " (warning)"
		}
		got = append(got, line)
	}
	b, err := os.ReadFile("testdata/bad/expect.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(b)), "\n")
	slices.Sort(got)
	slices.Sort(want)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("not reported: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("not expected: %s", g)
		}
	}
}

// The two main routes close their mass balance within 5 %, shown as a table.
func TestRoutesCloseTheirMassBalance(t *testing.T) {
	c, _ := Read(Starter())
	balances := map[string]Balance{}
	for _, b := range c.Balances() {
		balances[b.Link] = b
	}
	for _, route := range [][]string{
		{"washed-coal", "coke", "methanol"},
		{"caustic-soda", "quicklime", "calcium-carbide", "acetylene", "hydrogen-chloride", "vinyl-chloride", "pvc"},
	} {
		t.Log(strings.Join(route, " → "))
		for _, link := range route {
			b, ok := balances[link]
			if !ok {
				t.Errorf("%s has no balance", link)
				continue
			}
			t.Logf("%-18s in %.3f t  out %.3f t  stated loss %.0f–%.0f %%  gap %+.1f %%", link, b.In(), b.Out(), 100*b.Loss.Low, 100*b.Loss.High, 100*b.Gap())
			for _, term := range append(b.Inputs, b.Outputs...) {
				t.Logf("    %-20s %.3f (%.3f–%.3f)", term.Link, term.Tonnes, term.Low, term.High)
			}
			if !b.Complete {
				t.Errorf("%s: %s", link, b.Missing)
			}
			if gap := b.Gap(); gap < -massTolerance || gap > massTolerance {
				t.Errorf("%s misses its balance by %.1f %%", link, 100*gap)
			}
		}
	}
}
