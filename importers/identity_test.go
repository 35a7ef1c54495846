package importers

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/importers/field"
)

// testCode makes a valid credit code out of a number.
func testCode(n int) string {
	stem := fmt.Sprintf("91150300MA%07d", n)
	for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if code, problem := field.Code(stem + string(c)); problem == "" {
			return code
		}
	}
	panic("no check character fits")
}

var listHeader = []string{"企业名称", "统一社会信用代码", "曾用名", "区县", "经营范围"}

// writeList writes rows under the list's header and gives the path.
func writeList(t testing.TB, dir, name string, rows [][]string) string {
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(slices.Concat([][]string{listHeader}, rows)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// picture tells all that must not depend on the order of rows, on batches or on kills.
func picture(t testing.TB, rec *graph.Record) string {
	var lines []string
	err := rec.View(context.Background(), func(r graph.Reader) error {
		firms, err := graph.Firms().List(context.Background(), r, graph.Query{})
		if err != nil {
			return err
		}
		var ids []string
		for _, f := range firms {
			ids = append(ids, f.ID)
			line := f.ID + " " + f.Region
			for i, h := range f.Held {
				if h.Text != "" {
					line += fmt.Sprintf(" %s=%s", graph.FirmField(i), h.Text)
				}
			}
			var earlier, files []string
			for _, e := range f.Earlier {
				earlier = append(earlier, e.Field+"="+e.Text)
			}
			for _, s := range f.Sources {
				files = append(files, s.File)
			}
			slices.Sort(earlier)
			slices.Sort(files)
			lines = append(lines, fmt.Sprint(line, earlier, files))
		}
		edges, err := graph.AliasesOf().At(context.Background(), r, graph.NeighbourQuery{Keys: ids, Direction: graph.Into})
		for _, e := range edges {
			lines = append(lines, e.Alias+" -> "+e.Firm)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// drawRows draws rows from few names, codes and counties, so that they meet.
func drawRows(t *rapid.T, label string) [][]string {
	name := rapid.SampledFrom([]string{"乌海甲化工有限公司", "乌海乙焦化有限公司", "乌海丙电石有限公司", "乌海丁酒业有限公司"})
	code := rapid.SampledFrom([]string{"", "", "", testCode(1), testCode(2), testCode(3), "911503000000000000"})
	former := rapid.SampledFrom([]string{"", "", "", "乌海乙焦化有限公司", "乌海戊焦化有限公司"})
	county := rapid.SampledFrom([]string{"", "海勃湾区", "乌达区"})
	scope := rapid.SampledFrom([]string{"", "电石生产", "焦炭", "葡萄酒酿造"})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) []string {
		return []string{name.Draw(t, "name"), code.Draw(t, "code"), former.Draw(t, "former"), county.Draw(t, "county"), scope.Draw(t, "scope")}
	}), 1, 14).Draw(t, label)
}

// flaky is a store that fails after some updates, as a killed process would.
type flaky struct {
	graph.Store
	left int
}

var errKilled = errors.New("killed")

func (f *flaky) Update(ctx context.Context, fn func(graph.Writer) error) error {
	if f.left == 0 {
		return errKilled
	}
	f.left--
	return f.Store.Update(ctx, fn)
}

// TestIdentityIsIndependent imports the same rows as they are, and in another
// order, in batches of another size, with kills in between: the record must
// come out the same, and doing it again must change nothing.
func TestIdentityIsIndependent(t *testing.T) {
	imp := newImporter(t)
	dir := t.TempDir()
	plain, shuffled := openRecord(t, filepath.Join(dir, "a.db")), openRecord(t, filepath.Join(dir, "b.db"))
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		first, second := drawRows(rt, "first"), drawRows(rt, "second")
		seed := rapid.Uint64().Draw(rt, "seed")
		empty(t, plain)
		empty(t, shuffled)
		other := *imp
		other.batch = rapid.IntRange(1, 5).Draw(rt, "batch")
		random := rand.New(rand.NewPCG(seed, 1))
		for i, rows := range [][][]string{first, second} {
			file := fmt.Sprintf("%d-%d.csv", n, i)
			mixed := slices.Clone(rows)
			random.Shuffle(len(mixed), func(a, b int) { mixed[a], mixed[b] = mixed[b], mixed[a] })
			asOf := fmt.Sprintf("2024-01-%02d", i+1)
			paths := []string{writeList(t, dir, file, rows), writeList(t, dir, "m"+file, mixed)}
			must(rt, imp, plain, paths[0], Options{AsOf: asOf, Name: file})
			killed := &graph.Record{Store: &flaky{shuffled.Store, random.IntN(4)}, Inference: noInference{}}
			if _, err := other.Import(context.Background(), killed, paths[1], Options{AsOf: asOf, Name: file}); err != nil && !errors.Is(err, errKilled) {
				rt.Fatal(err)
			}
			must(rt, &other, shuffled, paths[1], Options{AsOf: asOf, Name: file})
			again := must(rt, &other, shuffled, paths[1], Options{AsOf: asOf, Name: file})
			if again.Created+again.Updated != 0 || again.Unchanged != len(rows) {
				rt.Fatalf("again: %d created, %d updated", again.Created, again.Updated)
			}
		}
		if a, b := picture(t, plain), picture(t, shuffled); a != b {
			rt.Fatalf("in order:\n%s\n\nshuffled, batches of %d:\n%s", a, other.batch, b)
		}
	})
}

// empty takes everything out of a record.
func empty(t testing.TB, rec *graph.Record) {
	err := rec.Update(context.Background(), func(w graph.Writer) error {
		for _, label := range []string{"Firm", "Alias", "Import", "Tally"} {
			page, err := w.Find(context.Background(), graph.Query{Label: label})
			if err != nil {
				return err
			}
			var keys []string
			for _, n := range page.Nodes {
				keys = append(keys, n.Key)
			}
			if err := w.Delete(context.Background(), label, keys); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func must(t interface{ Fatal(...any) }, imp *Importer, rec *graph.Record, path string, opts Options) FileReport {
	report, err := imp.Import(context.Background(), rec, path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if report.Accepted+report.Rejected != report.Rows || report.Created+report.Updated+report.Unchanged != report.Accepted {
		t.Fatal(fmt.Sprintf("counts do not add up: %+v", report))
	}
	return report
}
