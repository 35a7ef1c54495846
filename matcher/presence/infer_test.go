package presence_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"liantu/graph"
	"liantu/internal/shared"
)

func TestColumnsAreEvidence(t *testing.T) {
	reader := newReader(t)
	f := &graph.Firm{Sources: make([]graph.Source, 3)}
	f.Held[graph.FieldName].Text = "某某实业有限公司"
	f.Held[graph.FieldScope] = graph.Held{Text: "焦炭销售", Source: 1}
	f.Held[graph.FieldProducts] = graph.Held{Text: "1，4-丁二醇；电石炉；PTA", Source: 2}
	f.Held[graph.FieldIndustryCode] = graph.Held{Text: "2521", Source: 1}
	inferred, err := reader.Infer(context.Background(), []*graph.Firm{f})
	if err != nil {
		t.Fatal(err)
	}
	got := inferred[0]
	bdo := find(got, "bdo producer")
	if bdo == nil || bdo.Strength != graph.Strong || bdo.Evidence[0].In != graph.InProducts || bdo.Evidence[0].Term != "1，4-丁二醇" || bdo.Evidence[0].Source != 2 {
		t.Errorf("main product: %+v", bdo)
	}
	if find(got, "calcium-carbide producer") != nil {
		t.Errorf("a carbide furnace is no carbide")
	}
	coke := find(got, "coke producer")
	if coke == nil || coke.Strength != graph.Weak || coke.Evidence[0].In != graph.InIndustry {
		t.Errorf("industry code: %+v", coke)
	}
	sold := find(got, "coke trader")
	if sold == nil || sold.Evidence[0].Source != 1 || sold.Evidence[0].Clause != "焦炭销售" || sold.Focus == nil || *sold.Focus != 1 {
		t.Errorf("scope: %+v", sold)
	}
}

func TestIndustryByName(t *testing.T) {
	reader := newReader(t)
	f := &graph.Firm{}
	f.Held[graph.FieldIndustry].Text = "炼焦"
	inferred, err := reader.Infer(context.Background(), []*graph.Firm{f})
	if err != nil {
		t.Fatal(err)
	}
	if p := find(inferred[0], "coke producer"); p == nil || p.Strength != graph.Weak {
		t.Errorf("炼焦 as an industry: %s", list(inferred[0]))
	}
}

func TestManyWorkersInferAsOne(t *testing.T) {
	reader := newReader(t)
	rows := shared.Rows(t, "data/wuhai.csv.gz")[1:]
	var all []*graph.Firm
	for _, row := range rows {
		all = append(all, rowFirm(row))
	}
	together, err := reader.Infer(context.Background(), all)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		alone, err := reader.Infer(context.Background(), []*graph.Firm{rowFirm(row)})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(alone[0], together[i]) {
			t.Fatalf("%s: %s, alone %s", row[0], list(together[i]), list(alone[0]))
		}
	}
}

func TestInferEndsWithItsContext(t *testing.T) {
	reader := newReader(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	firms := make([]*graph.Firm, 500)
	for i := range firms {
		firms[i] = &graph.Firm{}
	}
	for _, n := range []int{1, 500} {
		if _, err := reader.Infer(ctx, firms[:n]); !errors.Is(err, context.Canceled) {
			t.Errorf("%d firms: %v", n, err)
		}
	}
}

func TestVersionFollowsTerms(t *testing.T) {
	reader := newReader(t)
	if v := reader.Version(); v == "" || v != newReader(t).Version() {
		t.Errorf("version %q is not the same twice", v)
	}
}

// TestEvidenceStandsInTheScope holds every term and clause against the rows.
func TestEvidenceStandsInTheScope(t *testing.T) {
	reader := newReader(t)
	for _, row := range shared.Rows(t, "data/wuhai.csv.gz")[1:] {
		for _, x := range reader.Explain(row[0], row[5]) {
			if x.Evidence.In != graph.InScope {
				continue
			}
			if !strings.Contains(row[5], x.Evidence.Clause) || !strings.Contains(x.Evidence.Clause, x.Evidence.Term) || x.Evidence.Term == "" {
				t.Fatalf("%s: %q in %q", row[0], x.Evidence.Term, x.Evidence.Clause)
			}
		}
	}
}

func TestHostileTextsAreExplainedInTime(t *testing.T) {
	reader := newReader(t)
	for _, text := range []string{
		strings.Repeat("焦炭、", 33000), strings.Repeat("生产电石（", 20000), strings.Repeat("煤制焦炭", 20000),
		strings.Repeat("PVC-", 25000), strings.Repeat("聚氯乙烯糊树脂", 8000), strings.Repeat("\xff焦", 25000), strings.Repeat("1,4-", 25000),
		strings.Repeat("洗精煤、", 25000), "生产；" + strings.Repeat("焦炭、", 33000), strings.Repeat("焦炭（以上限分公司经营）；", 5000),
	} {
		start := time.Now()
		reader.Explain(text, text)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%.20q…: %v", text, took)
		}
	}
}

func FuzzExplain(f *testing.F) {
	f.Add("某某焦化有限公司", "销售：焦炭（安全生产许可证）；煤矸石制砖、PVC-U管材")
	f.Add("\xff公司厂", "1,4-丁二醇(γ-丁内酯")
	reader := newReader(f)
	f.Fuzz(func(t *testing.T, name, text string) {
		for _, x := range reader.Explain(name, text) {
			if x.Evidence.In == graph.InScope && (x.Evidence.Term == "" || !strings.Contains(text, x.Evidence.Term)) {
				t.Fatalf("%q does not hold %q", text, x.Evidence.Term)
			}
		}
	})
}

// BenchmarkInfer reads real rows on one core: one operation is one row.
func BenchmarkInfer(b *testing.B) {
	reader := newReader(b)
	var firms []*graph.Firm
	for _, row := range shared.Rows(b, "data/wuhai.csv.gz")[1:] {
		firms = append(firms, rowFirm(row))
	}
	b.ReportAllocs()
	one := make([]*graph.Firm, 1)
	for i := 0; b.Loop(); i++ {
		one[0] = firms[i%len(firms)]
		if _, err := reader.Infer(context.Background(), one); err != nil {
			b.Fatal(err)
		}
	}
}
