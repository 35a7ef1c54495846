package terms_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"liantu/data"
	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/internal/shared"
	"liantu/matcher/presence"
	"liantu/matcher/terms"
)

// record is a store with the starter chains and the firms that are put in.
func record(t *testing.T, firms []*graph.Firm) graph.Store {
	t.Helper()
	ctx := context.Background()
	store, err := embedded.Open(ctx, filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	catalog, _ := data.Read(data.Starter())
	reader, err := presence.New(data.Starter(), catalog.Links)
	if err != nil {
		t.Fatal(err)
	}
	err = store.Update(ctx, func(w graph.Writer) error {
		if _, err := data.Load(ctx, w, data.Starter()); err != nil {
			return err
		}
		return (&graph.Record{Store: store, Inference: reader}).PutFirms(ctx, w, firms)
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func report(t *testing.T, store graph.Store, link string) *terms.Report {
	t.Helper()
	rules, err := terms.LoadRules(data.Starter())
	if err != nil {
		t.Fatal(err)
	}
	var out *terms.Report
	err = store.View(context.Background(), func(r graph.Reader) error {
		out, err = terms.Make(context.Background(), r, rules, link)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func firm(id, name, scope string) *graph.Firm {
	f := &graph.Firm{ID: id, Region: "150302", InBeing: true, Sources: []graph.Source{{}}}
	f.Held[graph.FieldName].Text, f.Held[graph.FieldScope].Text = name, scope
	f.Settle()
	return f
}

func word(t *testing.T, l terms.LinkReport, text string, kind terms.Kind) terms.WordReport {
	t.Helper()
	at := slices.IndexFunc(l.Words, func(w terms.WordReport) bool { return w.Word == text && w.Kind == kind })
	if at < 0 {
		t.Fatalf("%s has no word %s", l.Link, text)
	}
	return l.Words[at]
}

func TestWordsAreCountedByFirmAndRole(t *testing.T) {
	var firms []*graph.Firm
	for _, n := range []string{"1", "2", "3", "4", "5"} {
		firms = append(firms, firm("t"+n, "某市第"+n+"商贸有限公司", "销售：兰炭。"))
	}
	firms = append(firms, firm("p1", "某市电石有限公司", "生产销售：电石、石灰。"), firm("p2", "某市化工有限公司", "电石生产。"))
	store := record(t, firms)
	trading := word(t, report(t, store, "semi-coke").Links[0], "兰炭", terms.Must)
	if trading.Firms != 5 || trading.Roles[graph.Trader] != 5 || !slices.Contains(trading.Findings, terms.Traders) {
		t.Errorf("a word of traders: %+v", trading)
	}
	l := report(t, store, "calcium-carbide").Links[0]
	made := word(t, l, "电石", terms.Must)
	if made.Firms != 2 || made.Roles[graph.Producer] != 2 || len(made.Findings) != 0 {
		t.Errorf("a word of producers: %+v", made)
	}
	if len(made.Shared) != 1 || made.Shared[0].Link != "quicklime" || made.Shared[0].Firms != 1 || made.Shared[0].Overlap != 0 {
		t.Errorf("the clause of 电石 and 石灰: %+v", made.Shared)
	}
	if name := word(t, l, "电石", terms.Name); name.Firms != 1 {
		t.Errorf("the name of one firm says it: %+v", name)
	}
	if l.Roles[graph.Producer] != 2 {
		t.Errorf("roles %v", l.Roles)
	}
	if w := word(t, report(t, store, "silicon-carbide").Links[0], "碳化硅", terms.Must); !slices.Equal(w.Findings, []terms.Finding{terms.Never}) {
		t.Errorf("a word without firms: %+v", w)
	}
}

func TestAReportOnOneLinkIsThatOfAll(t *testing.T) {
	store := record(t, []*graph.Firm{firm("p1", "某市电石有限公司", "生产销售：电石、石灰。"), firm("t1", "某商贸有限公司", "销售：电石、兰炭。")})
	all := report(t, store, "")
	for _, id := range []string{"calcium-carbide", "quicklime", "semi-coke"} {
		one := report(t, store, id).Links[0]
		at := slices.IndexFunc(all.Links, func(l terms.LinkReport) bool { return l.Link == id })
		for i, w := range one.Words {
			if o := all.Links[at].Words[i]; o.Word != w.Word || o.Firms != w.Firms || !slices.Equal(o.Shared, w.Shared) || !slices.Equal(o.Findings, w.Findings) {
				t.Errorf("%s %s: alone %+v, among all %+v", id, w.Word, w, o)
			}
		}
	}
	err := store.View(context.Background(), func(r graph.Reader) error {
		_, err := terms.Make(context.Background(), r, &terms.Rules{}, "nothing")
		return err
	})
	if graph.CodeOf(err) != graph.NotFound {
		t.Errorf("unknown link: %v", err)
	}
}

// On the real rows of Wuhai and Ningxia the words that carry the region's own
// industries must hit makers, and the findings must be true of the counts.
func TestReportOnRealRows(t *testing.T) {
	var firms []*graph.Firm
	for _, file := range []string{"wuhai.csv.gz", "ningxia.csv.gz"} {
		for _, row := range shared.Rows(t, "data/"+file)[1:] {
			f := firm(row[1], row[0], row[5])
			if row[1] == "" {
				f.ID = "name:" + row[0]
			}
			firms = append(firms, f)
		}
	}
	all := report(t, record(t, firms), "")
	t.Logf("%d firms, %d words: %v", all.Firms, all.Words, all.Totals)
	for link, text := range map[string]string{"coke": "焦炭", "calcium-carbide": "电石", "pvc": "聚氯乙烯", "coal-gangue": "煤矸石"} {
		at := slices.IndexFunc(all.Links, func(l terms.LinkReport) bool { return l.Link == link })
		if w := word(t, all.Links[at], text, terms.Must); w.Roles[graph.Producer] < 2 {
			t.Errorf("%s of %s hits %d makers", text, link, w.Roles[graph.Producer])
		}
	}
	for _, l := range all.Links {
		for _, w := range l.Words {
			if slices.Contains(w.Findings, terms.Never) != (w.Firms == 0) {
				t.Errorf("%s %s: %d firms, %v", l.Link, w.Word, w.Firms, w.Findings)
			}
			for _, s := range w.Shared {
				if s.Firms > w.Firms || s.Overlap > s.Firms {
					t.Errorf("%s %s: shared %+v of %d firms", l.Link, w.Word, s, w.Firms)
				}
			}
		}
	}
}
