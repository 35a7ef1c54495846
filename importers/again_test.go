package importers

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"liantu/graph"
)

// mixedList writes a list in which every third row has no code.
func mixedList(t testing.TB, dir string, n int) string {
	rows := make([][]string, n)
	for i := range rows {
		name := fmt.Sprintf("乌海%d号化工有限公司", i%(n*3/4)) // the last quarter speaks of firms told of before
		code := testCode(i % (n * 3 / 4))
		if i%3 == 0 {
			code = ""
		}
		rows[i] = []string{name, code, "", "乌达区", fmt.Sprintf("电石%d", i%7)}
	}
	return writeList(t, dir, fmt.Sprintf("mixed%d.csv", n), rows)
}

func version(t testing.TB, rec *graph.Record) graph.Version {
	t.Helper()
	var v graph.Version
	if err := rec.View(t.Context(), func(r graph.Reader) (err error) { v, err = r.Version(t.Context()); return err }); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDryRunReportsTheSame(t *testing.T) {
	imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
	path := mixedList(t, dir, 400)
	imp.batch = 100
	dry := must(t, imp, rec, path, Options{DryRun: true})
	if version(t, rec) != 0 || countFirms(t, rec) != 0 {
		t.Error("the dry run left something behind")
	}
	wet := must(t, imp, rec, path, Options{})
	dry.DryRun = false
	if !reflect.DeepEqual(dry, wet) {
		t.Errorf("dry:\n%+v\nwet:\n%+v", dry, wet)
	}
	if wet.Created != countFirms(t, rec) {
		t.Errorf("%d created, %d firms", wet.Created, countFirms(t, rec))
	}
	after := version(t, rec)
	again := must(t, imp, rec, path, Options{})
	if again.Unchanged != again.Accepted || version(t, rec) != after {
		t.Errorf("again: %+v, record from version %d to %d", again, after, version(t, rec))
	}
	if dry := must(t, imp, rec, path, Options{DryRun: true}); dry.Unchanged != dry.Accepted {
		t.Errorf("dry run of what was imported: %+v", dry)
	}
}

func TestCancelledImportGoesOn(t *testing.T) {
	imp, rec, whole, dir := newImporter(t), newRecord(t), newRecord(t), t.TempDir()
	imp.batch = 300
	path := mixedList(t, dir, 3000)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := imp.Import(ctx, rec, path, Options{Progress: func(p Progress) {
		if p.Row > 1500 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	part := countFirms(t, rec)
	must(t, imp, rec, path, Options{})
	must(t, imp, whole, path, Options{})
	if part == 0 || part >= countFirms(t, whole) || picture(t, rec) != picture(t, whole) {
		t.Errorf("%d firms, then %d, want %d", part, countFirms(t, rec), countFirms(t, whole))
	}
}

// Two processes that take the same file at the same time take each row once.
func TestTakenOnceByTwo(t *testing.T) {
	imp, rec, whole, dir := newImporter(t), newRecord(t), newRecord(t), t.TempDir()
	imp.batch = 100
	path := mixedList(t, dir, 1200)
	reports := make(chan FileReport)
	for range 2 {
		go func() {
			report, err := imp.Import(t.Context(), rec, path, Options{})
			if err != nil {
				t.Error(err)
			}
			reports <- report
		}()
	}
	a, b := <-reports, <-reports
	must(t, imp, whole, path, Options{})
	if picture(t, rec) != picture(t, whole) || a.Created+b.Created != countFirms(t, rec) {
		t.Errorf("%d and %d created, %d firms, want %d", a.Created, b.Created, countFirms(t, rec), countFirms(t, whole))
	}
	for _, r := range []FileReport{a, b} {
		if r.Created+r.Updated+r.Unchanged != r.Accepted {
			t.Errorf("counts do not add up: %+v", r)
		}
	}
}

// TestKilledImportGoesOn kills a process of its own in the middle of an
// import and completes what it began.
func TestKilledImportGoesOn(t *testing.T) {
	if dir := os.Getenv("LIANTU_TEST_KILLED"); dir != "" {
		importUntilKilled(t, dir)
		return
	}
	dir := t.TempDir()
	path := mixedList(t, dir, 4000)
	for _, lines := range []int{2, 6, 9} {
		store := filepath.Join(dir, fmt.Sprintf("killed%d.db", lines))
		child := exec.Command(os.Args[0], "-test.run", "^TestKilledImportGoesOn$")
		child.Env = append(os.Environ(), "LIANTU_TEST_KILLED="+store+"|"+path)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		scanner := bufio.NewScanner(out)
		for seen := 0; seen < lines && scanner.Scan(); {
			if strings.HasPrefix(scanner.Text(), "progress") {
				seen++
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // tells that it was killed
		imp, rec, whole := newImporter(t), openRecord(t, store), newRecord(t)
		must(t, imp, rec, path, Options{})
		must(t, imp, whole, path, Options{})
		if picture(t, rec) != picture(t, whole) {
			t.Errorf("killed after %d: another record", lines)
		}
	}
}

func importUntilKilled(t *testing.T, where string) {
	store, path, _ := strings.Cut(where, "|")
	imp, rec := newImporter(t), openRecord(t, store)
	imp.batch = 150
	must(t, imp, rec, path, Options{Progress: func(p Progress) { fmt.Println("progress", p.Pass, p.Row) }})
}

// Rejected rows come back as a workbook with the reason last, as strings, and
// can be mended and imported.
func TestRejectedRowsComeBack(t *testing.T) {
	imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
	rejects := filepath.Join(dir, "rejects.xlsx")
	path := writeList(t, dir, "list.csv", [][]string{{firmA, testCode(1), "", "", ""}, {"", testCode(2), "", "", `=HYPERLINK("http://example.invalid")`},
		{"-", testCode(3), "@SUM(1)", "", "+1"}, {"合计", "", "", "", "2"}})
	report := must(t, imp, rec, path, Options{Rejects: rejects})
	if report.Rejected != 3 || report.Rejects != rejects {
		t.Fatalf("%+v", report)
	}
	book, err := excelize.OpenFile(rejects)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(rows) != 4 || rows[0][5] != reasonHeader || rows[1][1] != testCode(2) || rows[1][5] == "" {
		t.Fatalf("%v %q", err, rows)
	}
	for _, cell := range []string{"E2", "C3", "E3"} {
		kind, _ := book.GetCellType(book.GetSheetName(0), cell)
		formula, _ := book.GetCellFormula(book.GetSheetName(0), cell)
		if formula != "" || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s is no string: %v %q", cell, kind, formula)
		}
	}
	if err := book.SetCellValue(book.GetSheetName(0), "A2", firmB); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	mended := must(t, imp, rec, rejects, Options{})
	if mended.Created != 1 || mended.Rejected != 2 || countFirms(t, rec) != 2 {
		t.Errorf("%+v", mended)
	}
	if scope := findFirms(t, rec)[1].Scope() + findFirms(t, rec)[0].Scope(); scope != `=HYPERLINK("http://example.invalid")` {
		t.Errorf("scope %q", scope)
	}
}
