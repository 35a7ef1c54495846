package importers

import (
	"slices"
	"strings"
	"testing"

	"liantu/graph"
)

const (
	firmA = "乌海甲化工有限公司"
	firmB = "乌海乙焦化有限公司"
)

func findFirms(t *testing.T, rec *graph.Record) []graph.Firm {
	t.Helper()
	var firms []graph.Firm
	err := rec.View(t.Context(), func(r graph.Reader) (err error) {
		firms, err = graph.Firms().List(t.Context(), r, graph.Query{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return firms
}

func hasProblem(r FileReport, code string) bool {
	return slices.ContainsFunc(r.Problems, func(p graph.Problem) bool { return p.Code == code })
}

// A coded row that comes later takes the firm without code over, and all that
// was recorded about it.
func TestCodedRowTakesOver(t *testing.T) {
	imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
	must(t, imp, rec, writeList(t, dir, "names.csv", [][]string{{firmA, "", "", "乌达区", "电石"}, {firmB, "", "", "", ""}}), Options{AsOf: "2023-01-01"})
	before := findFirms(t, rec)
	at := slices.IndexFunc(before, func(f graph.Firm) bool { return f.Name() == firmA })
	old, other := before[at].ID, before[1-at].ID
	err := rec.Update(t.Context(), func(w graph.Writer) error {
		link := graph.Link{ID: "calcium-carbide", Name: "电石"}
		if err := graph.Links().Put(t.Context(), w, []graph.Link{link}); err != nil {
			return err
		}
		if err := graph.Supplies().Connect(t.Context(), w, []graph.Supply{{Supplier: old, Customer: other, Link: link.ID}}); err != nil {
			return err
		}
		figure := graph.Indicator{ID: graph.IndicatorID(old, link.ID, "capacity", "2023-01-01", "s"), Subject: old, Link: link.ID, Measure: "capacity", Date: "2023-01-01", Source: "s"}
		if err := graph.Indicators().Put(t.Context(), w, []graph.Indicator{figure}); err != nil {
			return err
		}
		return rec.Judge(t.Context(), w, []graph.Judgement{{Firm: old, Link: link.ID, Role: graph.Producer, Verdict: graph.Confirmed, At: "2023-02-01T00:00:00Z"}})
	})
	if err != nil {
		t.Fatal(err)
	}
	report := must(t, imp, rec, writeList(t, dir, "coded.csv", [][]string{{firmA, testCode(7), "", "", "电石生产"}}), Options{AsOf: "2024-01-01"})
	if report.Merged != 1 || report.Created != 0 || report.Updated != 1 || !hasProblem(report, codeTakenOver) {
		t.Errorf("%+v", report)
	}
	firms := findFirms(t, rec)
	if len(firms) != 2 {
		t.Fatalf("%d firms", len(firms))
	}
	f := firms[slices.IndexFunc(firms, func(f graph.Firm) bool { return f.Code() == testCode(7) })]
	if f.Region != "150304" || f.Scope() != "电石生产" || len(f.Sources) != 2 {
		t.Errorf("%+v", f)
	}
	checkMoved(t, rec, old, f.ID, other)
}

func checkMoved(t *testing.T, rec *graph.Record, old, id, other string) {
	t.Helper()
	err := rec.View(t.Context(), func(r graph.Reader) error {
		judged, err := graph.Judgements().At(t.Context(), r, graph.NeighbourQuery{Keys: []string{id}, Direction: graph.Out})
		if err != nil || len(judged) != 1 {
			t.Errorf("judgements %v", judged)
		}
		supplies, err := graph.Supplies().At(t.Context(), r, graph.NeighbourQuery{Keys: []string{other}, Direction: graph.Into})
		if err != nil || len(supplies) != 1 || supplies[0].Supplier != id {
			t.Errorf("supplies %v", supplies)
		}
		alias, err := graph.AliasesOf().At(t.Context(), r, graph.NeighbourQuery{Keys: []string{graph.IDAlias(old)}, Direction: graph.Out})
		if err != nil || len(alias) != 1 || alias[0].Firm != id {
			t.Errorf("aliases %v", alias)
		}
		figures, err := graph.Indicators().List(t.Context(), r, graph.Query{})
		if err != nil || len(figures) != 1 || figures[0].Subject != id || !strings.HasPrefix(figures[0].ID, id) {
			t.Errorf("indicators %v", figures)
		}
		presences, err := graph.Presences().At(t.Context(), r, graph.NeighbourQuery{Keys: []string{id}, Direction: graph.Out})
		if err != nil || len(presences) != 1 || !presences[0].Counts {
			t.Errorf("presences %v", presences)
		}
		found, err := graph.Verify(t.Context(), r)
		for _, p := range found.Problems {
			if !strings.Contains(p, "本地地区") {
				t.Error(p)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// When two coded firms bear the name, a row without code joins neither;
// earlier joins stay.
func TestSecondCodedFirmOfAName(t *testing.T) {
	imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
	must(t, imp, rec, writeList(t, dir, "1.csv", [][]string{{firmA, testCode(1), "", "", ""}}), Options{AsOf: "2023-01-01"})
	joined := must(t, imp, rec, writeList(t, dir, "2.csv", [][]string{{firmA, "", "", "", "电石"}}), Options{AsOf: "2023-02-01"})
	if joined.Created != 0 || joined.Updated != 1 || !hasProblem(joined, codeMergedByName) {
		t.Errorf("%+v", joined)
	}
	second := must(t, imp, rec, writeList(t, dir, "3.csv", [][]string{{firmA, testCode(2), "", "", ""}}), Options{AsOf: "2023-03-01"})
	if second.Created != 1 || !hasProblem(second, codeSameName) {
		t.Errorf("%+v", second)
	}
	third := must(t, imp, rec, writeList(t, dir, "4.csv", [][]string{{firmA, "", "", "", "焦炭"}}), Options{AsOf: "2023-04-01"})
	if third.Created != 1 || !hasProblem(third, codeAmbiguousName) {
		t.Errorf("%+v", third)
	}
	for _, f := range findFirms(t, rec) {
		if f.Code() == testCode(1) && f.Scope() != "电石" {
			t.Error("the earlier join did not stay")
		}
	}
}

// Renamed firms are joined by code; rows under the former name find them, and
// do not bring the former name back.
func TestFormerNames(t *testing.T) {
	imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
	must(t, imp, rec, writeList(t, dir, "1.csv", [][]string{{firmA, testCode(1), "", "", ""}}), Options{AsOf: "2023-01-01"})
	renamed := must(t, imp, rec, writeList(t, dir, "2.csv", [][]string{{firmB, testCode(1), "", "", ""}}), Options{AsOf: "2023-02-01"})
	if renamed.Created != 0 || !hasProblem(renamed, codeNameDiffers) {
		t.Errorf("%+v", renamed)
	}
	must(t, imp, rec, writeList(t, dir, "3.csv", [][]string{{firmA, "", "", "", "电石"}}), Options{AsOf: "2023-03-01"})
	firms := findFirms(t, rec)
	if len(firms) != 1 || firms[0].Name() != firmB || firms[0].Scope() != "电石" || !slices.Contains(firms[0].FormerNames(), firmA) {
		t.Errorf("%+v", firms)
	}
}

// A value gives way only to a later one, in whatever order the files come.
func TestLaterValueStands(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {1, 0, 2}} {
		imp, rec, dir := newImporter(t), newRecord(t), t.TempDir()
		scopes, days := []string{"电石", "电石生产、销售", "电石"}, []string{"2021-01-01", "2022-01-01", "2023-01-01"}
		for _, i := range order {
			path := writeList(t, dir, days[i]+".csv", [][]string{{firmA, testCode(1), "", "", scopes[i]}, {firmB, testCode(2), "", "", days[i]}})
			must(t, imp, rec, path, Options{AsOf: days[i]})
		}
		firms := findFirms(t, rec)
		f := firms[slices.IndexFunc(firms, func(f graph.Firm) bool { return f.Name() == firmA })]
		if f.Scope() != "电石" || len(f.Earlier) != 1 || len(f.Sources) != 3 {
			t.Errorf("order %v: %q %v", order, f.Scope(), f.Earlier)
		}
	}
}
