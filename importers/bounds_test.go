package importers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"liantu/graph"
	"liantu/internal/shared"
)

// TestMemoryIsBounded imports every attack in a process of its own and reads
// how much memory that took at most.
func TestMemoryIsBounded(t *testing.T) {
	if files := os.Getenv("LIANTU_TEST_MEMORY"); files != "" {
		imp, rec := newImporter(t), newRecord(t)
		for _, path := range strings.Split(files, "|") {
			start := time.Now()
			_, err := imp.Import(t.Context(), rec, path, Options{})
			fmt.Println("file", filepath.Base(path), graph.CodeOf(err), time.Since(start))
		}
		status, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(string(status))
		return
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("no /proc to read the peak from")
	}
	files, err := filepath.Glob(filepath.Dir(shared.File(t, "data/sheets/evil_zipbomb.xlsx")) + "/evil_*")
	if err != nil || len(files) < 6 {
		t.Fatal(err, files)
	}
	child := exec.Command(os.Args[0], "-test.run", "^TestMemoryIsBounded$")
	child.Env = append(os.Environ(), "LIANTU_TEST_MEMORY="+strings.Join(files, "|"))
	start := time.Now()
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	_, peak, ok := strings.Cut(string(out), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(peak + " x")[0])
	if !ok || err != nil || kilobytes > 512*1024 {
		t.Errorf("peak of %s kB\n%s", strings.Fields(peak + " x")[0], out)
	}
}

// TestRegistryFiles takes all registry rows: none is lost, and none changes
// anything when it comes again, in another order of files.
func TestRegistryFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	imp, rec := newImporter(t), newRecord(t)
	files := map[string]int{"wuhai": 2927, "neimenggu": 69853, "ningxia": 55739, "national": 135623}
	created := 0
	for _, name := range []string{"wuhai", "neimenggu", "ningxia", "national"} {
		start := time.Now()
		report := must(t, imp, rec, shared.File(t, "data/"+name+".csv.gz"), Options{AsOf: "2019-04-30"})
		t.Logf("%s: %d rows in %v, %d created, %d updated, %d rejected, %v", name, report.Rows, time.Since(start).Round(time.Millisecond),
			report.Created, report.Updated, report.Rejected, report.ProblemCounts)
		if report.Rows != files[name] || report.Accepted+report.Rejected != report.Rows {
			t.Errorf("%s: %+v", name, report)
		}
		if name == "wuhai" && (report.Created != 2927 || report.ProblemCounts[codeRegionConflict] < 47) {
			t.Errorf("wuhai: %d created, %v", report.Created, report.ProblemCounts)
		}
		created += report.Created
	}
	if n := countFirms(t, rec); n != created {
		t.Errorf("%d firms, %d created", n, created)
	}
	before := version(t, rec)
	for _, name := range []string{"national", "wuhai", "ningxia", "neimenggu"} {
		report := must(t, imp, rec, shared.File(t, "data/"+name+".csv.gz"), Options{})
		if report.Unchanged != report.Accepted || report.Accepted+report.Rejected != files[name] {
			t.Errorf("%s again: %+v", name, report)
		}
	}
	if after := version(t, rec); after != before {
		t.Errorf("the record went from version %d to %d", before, after)
	}
}

// BenchmarkRead reads and normalises without taking; it reports rows a second.
func BenchmarkRead(b *testing.B) {
	imp := newImporter(b)
	for _, name := range []string{"ningxia.csv.gz", "sheets/real_10_ashare_list_4sheets.xlsx", "sheets/real_03_blacklist_master_codes.xlsx"} {
		b.Run(name, func(b *testing.B) {
			book, h, sheet := openFor(b, imp, shared.File(b, "data/"+name))
			rows := 0
			for b.Loop() {
				for chunk, err := range imp.readAhead(b.Context(), &openTable{book: book, header: h, sheet: sheet}, 40_000, unprepared) {
					if err != nil {
						b.Fatal(err)
					}
					rows += len(chunk)
				}
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(rows), "µs/row")
		})
	}
}
