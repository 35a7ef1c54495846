package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/data"
	"liantu/internal/shared"
	"liantu/matcher/text"
)

// TestMain lets this program stand for cmd/peers where that starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-measure" {
		main()
	}
	os.Exit(m.Run())
}

// TestCompare measures 2,000 real rows with the engines that need nothing from
// outside; the others are left out and said to be.
func TestCompare(t *testing.T) {
	beside := filepath.Dir(shared.File(t, "data"))
	t.Setenv("PATH", "")
	var out, progress bytes.Buffer
	err := run(context.Background(), []string{"-rows", "2000", "-rounds", "1", "-shared", beside, "-work", t.TempDir()}, &out, &progress)
	if err != nil {
		t.Fatalf("%v\n%s", err, &progress)
	}
	var measured []string
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "{") {
			continue
		}
		var m measurement
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		measured = append(measured, m.Engine)
		if m.Rows != 2000 || m.RowsPS <= 0 || m.P95 < m.P50 || m.P50 <= 0 || m.Hits < 1 || m.Disk <= 0 {
			t.Errorf("%s", line)
		}
	}
	if want := []string{"liantu", "bleve", "fts5"}; !slices.Equal(measured, want) {
		t.Errorf("measured %v, want %v\n%s", measured, want, &progress)
	}
	if n := strings.Count(out.String(), "left out:"); n != 2 {
		t.Errorf("%d engines said to be left out, want 2:\n%s", n, &out)
	}
}

// TestSameAnswers asks the engines of this process what is plain: they must
// find the same firms, or else their times say nothing of each other.
func TestSameAnswers(t *testing.T) {
	analyzer, err := text.New(data.Starter())
	if err != nil {
		t.Fatal(err)
	}
	rows := []row{
		{"a", "甲化工有限公司", "电石、石灰氮的生产与销售"},
		{"b", "乙电石有限公司", "化工产品销售"},
		{"c", "丙有限公司", "聚氯乙烯树脂生产（依法须经批准的项目，经相关部门批准后方可开展经营活动）"},
		{"d", "丁有限公司", "电器销售；石材加工"},
	}
	ctx := context.Background()
	for _, name := range []string{"liantu", "bleve", "fts5"} {
		c, err := find(name)
		if err != nil {
			t.Fatal(err)
		}
		e, err := c.open(ctx, filepath.Join(t.TempDir(), name))
		if err != nil {
			t.Fatal(err)
		}
		given := slices.Clone(rows)
		for i, r := range rows {
			if c.grams {
				given[i] = row{r.id, strings.Join(gramsOf(analyzer, r.name), " "), strings.Join(gramsOf(analyzer, r.scope), " ")}
			}
		}
		if err := e.index(ctx, given); err != nil {
			t.Fatal(err)
		}
		for _, q := range []struct{ product, want string }{{"电石", "a b"}, {"聚氯乙烯", "c"}, {"石灰氮", "a"}, {"葡萄酒", ""}} {
			ids, err := e.search(ctx, product{q.product, gramsOf(analyzer, q.product)})
			slices.Sort(ids)
			if got := strings.Join(ids, " "); err != nil || got != q.want {
				t.Errorf("%s, %s: %q, %v, want %q", name, q.product, got, err, q.want)
			}
		}
		if err := e.close(); err != nil {
			t.Error(err)
		}
	}
}

func TestAbsent(t *testing.T) {
	t.Setenv("PATH", "")
	if _, err := openOpenSearch(context.Background(), filepath.Join(t.TempDir(), "x")); !errors.Is(err, errAbsent) {
		t.Errorf("OpenSearch without Java: %v", err)
	}
	if _, err := pythonWith(context.Background(), filepath.Join(t.TempDir(), "x"), tantivyRequirements); !errors.Is(err, errAbsent) {
		t.Errorf("tantivy without Python: %v", err)
	}
}

func TestProducts(t *testing.T) {
	analyzer, err := text.New(data.Starter())
	if err != nil {
		t.Fatal(err)
	}
	all, err := products(analyzer)
	if err != nil || len(all) < 20 {
		t.Fatalf("%d products, %v", len(all), err)
	}
	seen := map[string]bool{}
	for _, p := range all {
		if seen[p.name] || len(p.grams) == 0 {
			t.Errorf("%s: twice, or without terms", p.name)
		}
		seen[p.name] = true
	}
}
