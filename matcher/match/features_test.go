package match_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// richTown has one maker of 常料 of which everything is known, one of which
// nothing is, and plants, groups, brands and figures around them.
func richTown(t *testing.T) *town {
	w := readTown(t)
	at := w.Firms[0].At[:1:1]
	at[0].Link, at[0].Clause, at[0].Notes = "known", "常料2万吨/年（许可证有效期至2030年1月1日）", []string{"quantity: 2万吨/年"}
	expired := w.Firms[1].At[:1:1]
	expired[0].Link, expired[0].Clause, expired[0].Notes = "known", "常料的生产（有效期至2018年6月2日）", []string{"dated: 有效期至2018年6月2日"}
	plain := w.Firms[2].At[:1:1]
	plain[0].Link, plain[0].Clause = "known", "常料生产"
	byName := slices.Clone(w.Firms[2].At[:1])
	byName[0].Link, byName[0].In, byName[0].Clause = "known", graph.InName, "某己常料厂"
	grown := *w.Firms[0].At[0].Focus
	w.Firms = []townFirm{
		{Name: "西安朔方旗云化工有限公司", Code: "R1", Region: "410100", Capital: "100000000 CNY", Revenue: "500000000 CNY", Founded: "2000-01-01",
			Marks: "上市；经营异常", Other: "备注: 列入退城入园计划", At: at},
		{Name: "西安朔方旗云化工有限公司银川厂", Code: "R2", Region: "640100", Kind: "plant", Parent: "西安朔方旗云化工有限公司"},
		{Name: "旗云能源有限公司", Code: "R3", Region: "150303", At: []struct {
			Link, Role, Strength, In, Clause string
			Focus                            *float64
			Notes                            []string
		}{{Link: "electrode", Clause: "电极生产", Focus: &grown}}},
		{Name: "某丁有限公司", Code: "R4", Region: "330100", At: expired},
		{Name: "某戊有限公司", Code: "R5", Region: "640200", Group: "戊集团", At: plain},
		{Name: "某戊本地有限公司", Code: "R6", Region: "150304", Group: "戊集团"},
		{Name: "某己常料厂", Code: "R8", Region: "330100", At: byName},
		{Name: "旗云化工有限公司", Code: "R7", Region: "420100", Capital: "100000000 CNY", At: plain},
	}
	w.Supplies = nil
	return w
}

func putCapacity(t *testing.T, store graph.Store, firm string) {
	t.Helper()
	capacity := 20000.0
	ctx := context.Background()
	err := store.Update(ctx, func(tx graph.Writer) error {
		return graph.Indicators().Put(ctx, tx, []graph.Indicator{{ID: "x", Subject: firm, Link: "known", Measure: "capacity",
			Value: &capacity, Unit: "t/a", Date: "2025-01-01", Source: "年报"}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryPartIsReadFromItsRow(t *testing.T) {
	store := richTown(t).open(t)
	putCapacity(t, store, "f-西安朔方旗云化工有限公司")
	a := list(t, store, matcherWith(t, nil), "known", match.Options{Anyway: true})
	for _, c := range a.Candidates {
		checkReceipt(t, &c)
	}
	const rich, bare = "西安朔方旗云化工有限公司", "某丁有限公司"
	for _, want := range []struct {
		firm, part string
		value      float64 // -1 unknown
		text       string
	}{
		{rich, "scale", 0.651, "产能 20000t/a"}, // the mean of capital, .697, and revenue, .606: what is lacking at home is not known
		{rich, "west", 1, "周边布点：西安朔方旗云化工有限公司银川厂"},
		{rich, "growth", 0.7, "分支：西安朔方旗云化工有限公司银川厂"},
		{rich, "pressure", 1, "退城入园"},
		{rich, "licence", 1, "2万吨/年"},
		{rich, "quality", 1, "上市"},
		{rich, "against", 0.5, "经营异常"},
		{"某己常料厂", "fit", 0.8, "企业名称即表明常料"},
		{bare, "licence", 0.4, "许可期限至2018-06-02"},
		{bare, "pressure", -1, ""},
		{bare, "scale", -1, ""},
		{bare, "growth", -1, ""},
		{bare, "quality", -1, ""},
		{bare, "tie", -1, ""},
		{bare, "advantage", -1, ""},
		{"某戊有限公司", "tie", 1, "同一集团在本地已有：某戊本地有限公司"},
		{"某戊有限公司", "against", 0.5, "已在邻近的地区640200"},
		{"旗云化工有限公司", "tie", 0.3, "字号“旗云”与本地旗云能源有限公司相同"},
	} {
		p := part(t, a, want.firm, want.part)
		if got := p.Value; want.value < 0 && got != nil || want.value >= 0 && (got == nil || *got < want.value-0.01 || *got > want.value+0.01) {
			t.Errorf("%s of %s: %s, want %v", want.part, want.firm, value(p), want.value)
		}
		if want.text != "" && !strings.Contains(fmt.Sprint(p.Evidence), want.text) {
			t.Errorf("%s of %s says %v, not %s", want.part, want.firm, p.Evidence, want.text)
		}
		if want.value >= 0 && want.part != "tie" && (p.Evidence[0].File != "town.csv" || p.Evidence[0].Row == 0) {
			t.Errorf("%s of %s does not say which row: %+v", want.part, want.firm, p.Evidence)
		}
	}
}

func value(p match.Part) string {
	if p.Value == nil {
		return "unknown"
	}
	return fmt.Sprint(*p.Value)
}

// reads says of every firm that it makes what is asked for.
type reads struct{ focus []float64 }

func (r reads) Infer(_ context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	all := make([][]graph.Presence, len(firms))
	for i, f := range firms {
		all[i] = []graph.Presence{{Firm: f.ID, Role: graph.Producer, Strength: graph.Strong, Focus: &r.focus[i],
			Evidence: []graph.Evidence{{In: graph.InScope, Clause: "所问之物生产"}}}}
	}
	return all, nil
}

// Words: how a firm stood in the search is fused with its evidence, is a part
// of the receipt, and turns the order where all else is equal.
func TestTextOrderIsFused(t *testing.T) {
	var found []graph.Firm
	for _, name := range []string{"甲", "乙", "丙"} {
		f := townFirm{Name: name, Region: "330100"}
		found = append(found, f.firm())
	}
	ask := func(focus ...float64) *match.Answer {
		var a *match.Answer
		err := view(readTown(t).open(t), func(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis) error {
			var err error
			a, err = matcherWith(t, nil).ForText(ctx, r, d, "所问之物", found, reads{focus}, match.Options{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range a.Candidates {
			checkReceipt(t, &c)
		}
		return a
	}
	a := ask(0.2, 0.2, 0.2)
	same(t, "equal evidence", names(a.Candidates), []string{"甲", "乙", "丙"})
	if v := *part(t, a, "甲", "text").Value; v != 1 {
		t.Errorf("first in both orders is worth %v", v)
	}
	same(t, "better evidence", names(ask(0.2, 0.2, 0.9).Candidates), []string{"丙", "甲", "乙"})
}

// Whatever the weights and the firms, the receipt adds up and the list is in
// the order of its scores.
func TestReceiptsAddUpWhateverTheWeights(t *testing.T) {
	w := richTown(t)
	w.Firms = append(w.Firms, readTown(t).Firms...)
	store := w.open(t)
	rapid.Check(t, func(rt *rapid.T) {
		m := matcherWith(t, func(weights *match.Weights) {
			for i := range weights.Parts {
				weights.Parts[i].Weight = rapid.Float64Range(-1, 1).Draw(rt, "weight")
			}
		})
		for _, link := range []string{"known", "coke"} {
			a := list(t, store, m, link, match.Options{Anyway: true})
			for i, c := range a.Candidates {
				checkReceipt(t, &c)
				if c.Rank != i+1 || i > 0 && c.Score > a.Candidates[i-1].Score {
					rt.Fatalf("%s stands out of order", c.Firm.Name)
				}
			}
		}
	})
}
