package match_test

import (
	"strings"
	"testing"

	"liantu/matcher/match"
)

// Between two lists one firm is found to have closed, one appears, one is
// heard of more, the rest moves by that alone.
func TestCompareSaysWhoMovedAndWhy(t *testing.T) {
	w := readTown(t)
	m := matcherWith(t, nil)
	before := list(t, w.open(t), m, "coke", match.Options{Anyway: true})
	for i := range w.Firms {
		switch f := &w.Firms[i]; f.Name {
		case "河南乙炭科技有限公司":
			f.State = "revoked"
		case "辽宁辰炭有限公司":
			f.At[0].Role, f.At[0].Clause = "", "针焦生产"
		case "河北丁商贸有限公司":
			f.Capital = "1000000000 CNY"
		}
	}
	after := list(t, w.open(t), m, "coke", match.Options{Anyway: true, Excluded: 1000})
	c := match.Compare(before.Candidates, after, 0, func(id string) string { return id })
	if len(c.Entered) != 1 || c.Entered[0].Firm.Name != "辽宁辰炭有限公司" || c.Entered[0].From != nil {
		t.Errorf("entered %+v", c.Entered)
	}
	if len(c.Left) != 1 || !strings.Contains(c.Left[0].Why, "已注销或吊销") || c.Left[0].To != nil {
		t.Errorf("left %+v", c.Left)
	}
	if c.Unchanged != 2 { // the first and the last keep their places
		t.Errorf("unchanged %d", c.Unchanged)
	}
	for _, x := range c.Moved {
		switch x.Firm.Name {
		case "河北丁商贸有限公司":
			if len(x.Parts) != 1 || x.Parts[0].Part != "scale" || x.Parts[0].Points <= 0 || !strings.Contains(x.Parts[0].Why, "原不详") {
				t.Errorf("what moved it: %+v", x)
			}
		default:
			if len(x.Parts) != 0 || !strings.Contains(x.Why, "他人") {
				t.Errorf("%s: %+v", x.Firm.Name, x)
			}
		}
	}
}

func TestCompareWithinTheTop(t *testing.T) {
	w := readTown(t)
	a := list(t, w.open(t), matcherWith(t, nil), "coke", match.Options{Anyway: true})
	heavier := list(t, w.open(t), matcherWith(t, func(w *match.Weights) {
		for i := range w.Parts {
			if w.Parts[i].Part == "west" {
				w.Parts[i].Weight = -1
			}
		}
	}), "coke", match.Options{Anyway: true})
	c := match.Compare(a.Candidates[:2], heavier, 2, func(id string) string { return id })
	if len(c.Left) != 1 || !strings.Contains(c.Left[0].Why, "退到第 5") || !strings.Contains(c.Left[0].Parts[0].Why, "权重由 0.1 改为 -1") {
		t.Errorf("left %+v", c.Left)
	}
	if len(c.Entered) != 1 || len(c.Moved) != 1 {
		t.Errorf("entered %d, moved %d", len(c.Entered), len(c.Moved))
	}
}
