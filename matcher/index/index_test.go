package index_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
	"liantu/matcher/index"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

func analyzer(t testing.TB) *text.Analyzer {
	t.Helper()
	a, err := text.New(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func open(t testing.TB, folder string, r *record) *index.Index {
	t.Helper()
	x, err := index.Open(context.Background(), folder, r.id, analyzer(t))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func sync(t testing.TB, x *index.Index, r *record) {
	t.Helper()
	if err := x.Sync(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	if x.Version() != r.now {
		t.Fatalf("the index holds version %d, the record %d", x.Version(), r.now)
	}
}

func found(t testing.TB, x *index.Index, q search.Query) string {
	t.Helper()
	hits, total, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.FirmID
	}
	if q.Limit == 0 && q.Offset == 0 && total < len(hits) {
		t.Errorf("%d hits of a total of %d", len(hits), total)
	}
	return strings.Join(ids, " ")
}

func small() *record {
	r := newRecord("one")
	r.commit(
		firm("a", "乌海市黄河电石有限公司", "许可经营项目：无 一般经营项目：生产销售电石、石灰氮", "150300"),
		firm("b", "石嘴山聚氯乙烯有限公司", "聚氯乙烯树脂、烧碱的生产和销售（依法须经批准的项目，经相关部门批准后方可开展经营活动）", "640200"),
		firm("c", "乌海市铝业有限公司", "铝合金型材加工；铝锭销售", "150302"),
	)
	return r
}

func TestSearch(t *testing.T) {
	r := small()
	x := open(t, filepath.Join(t.TempDir(), "index"), r)
	defer x.Close()
	sync(t, x, r)
	for _, c := range []struct {
		name string
		q    search.Query
		want string
	}{
		{"by scope", search.Query{Text: "石灰氮"}, "a"},
		{"by name", search.Query{Text: "黄河电石"}, "a"},
		{"traditional characters", search.Query{Text: "聚氯乙烯樹脂"}, "b"},
		{"a single character", search.Query{Text: "铝"}, "c"},
		{"a part of the query", search.Query{Text: "电石法聚氯乙烯树脂糊"}, "b"},
		{"in a prefecture", search.Query{Text: "销售", Regions: []string{"150300"}}, "a c"},
		{"in a province", search.Query{Text: "销售", Regions: []string{"640000", "150302"}}, "b c"},
		{"elsewhere", search.Query{Text: "电石", Regions: []string{"640000"}}, ""},
		{"rescored", search.Query{Text: "电石", Record: r}, "a"},
		{"a later page", search.Query{Text: "销售", Offset: 3}, ""},
		{"nothing", search.Query{}, ""},
		{"boilerplate", search.Query{Text: "依法须经批准的项目"}, ""},
		{"emoji", search.Query{Text: "😀😀"}, ""},
		{"an expression", search.Query{Text: `.*(电石|[铝]+)\`}, "a c"},
	} {
		got := strings.Fields(found(t, x, c.q))
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLargeQueryIsBounded(t *testing.T) {
	r := small()
	x := open(t, filepath.Join(t.TempDir(), "index"), r)
	defer x.Close()
	sync(t, x, r)
	if got := found(t, x, search.Query{Text: strings.Repeat("电石炉气与石灰氮", 5000), Record: r}); got != "a" {
		t.Errorf("found %q", got)
	}
}

func TestSyncFollowsTheRecord(t *testing.T) {
	r := small()
	folder := filepath.Join(t.TempDir(), "index")
	x := open(t, folder, r)
	sync(t, x, r)

	r.commit(firm("a", "乌海市黄河电石有限公司", "甲醇生产", "150300"))
	r.remove("c")
	gone := firm("b", "石嘴山聚氯乙烯有限公司", "聚氯乙烯", "640200")
	gone.InBeing = false
	r.commit(gone)
	sync(t, x, r)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}

	x = open(t, folder, r)
	defer x.Close()
	if x.Rebuilt() != "" || x.Version() != r.now {
		t.Errorf("after reopening: version %d of %d, rebuilt: %q", x.Version(), r.now, x.Rebuilt())
	}
	for query, want := range map[string]string{"甲醇": "a", "石灰氮": "", "铝合金": "", "聚氯乙烯": ""} {
		if got := found(t, x, search.Query{Text: query}); got != want {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
	}
}

// A version may hold more changes than one reading of them.
func TestSyncTakesWholeVersions(t *testing.T) {
	r := newRecord("many")
	var firms []graph.Firm
	for i := range 12_000 {
		firms = append(firms, firm(graph.NewFirmID("", "n", string(rune('一'+i))), "甲", "电石", "150300"))
	}
	r.commit(firm("first", "甲", "电石", "150300"))
	r.commit(firms...)
	r.commit(firm("last", "甲", "电石", "150300"))
	x := open(t, filepath.Join(t.TempDir(), "index"), r)
	defer x.Close()
	sync(t, x, r)
	if _, total, err := x.Search(context.Background(), search.Query{Text: "电石"}); err != nil || total != 12_002 {
		t.Errorf("total %d, %v", total, err)
	}
}

func TestOpenMakesAnew(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, folder string) (storeID string){
		"another record": func(*testing.T, string) string { return "two" },
		"a damaged root": func(t *testing.T, folder string) string {
			if err := os.WriteFile(filepath.Join(folder, "store", "root.bolt"), []byte("damaged"), 0o600); err != nil {
				t.Fatal(err)
			}
			return "one"
		},
		"a missing segment": func(t *testing.T, folder string) string {
			segments, err := filepath.Glob(filepath.Join(folder, "store", "*.zap"))
			if err != nil || len(segments) == 0 {
				t.Fatal("no segments", err)
			}
			for _, s := range segments {
				if err := os.Truncate(s, 10); err != nil {
					t.Fatal(err)
				}
			}
			return "one"
		},
		"no description": func(t *testing.T, folder string) string {
			if err := os.Remove(filepath.Join(folder, "index_meta.json")); err != nil {
				t.Fatal(err)
			}
			return "one"
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := small()
			folder := filepath.Join(t.TempDir(), "index")
			x := open(t, folder, r)
			sync(t, x, r)
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			r.id = spoil(t, folder)
			x = open(t, folder, r)
			defer x.Close()
			if x.Rebuilt() == "" || x.Version() != 0 {
				t.Errorf("rebuilt %q at version %d", x.Rebuilt(), x.Version())
			}
			sync(t, x, r)
			if got := found(t, x, search.Query{Text: "石灰氮"}); got != "a" {
				t.Errorf("found %q", got)
			}
		})
	}
}
