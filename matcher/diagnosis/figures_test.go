package diagnosis

import (
	"strings"
	"testing"

	"liantu/graph"
)

// The largest plant decides where firms' capacities are known; where only the
// region's sum is, the mean is a figure of its own.
func TestScaleTakesTheLargestPlantWhereItIsKnown(t *testing.T) {
	w := newTown()
	least := 1000.0
	w.link("coke", 1958, 4).Scale = &graph.Figure{Value: &least, Unit: "t/a", Basis: "test"}
	for _, name := range []string{"甲厂", "乙厂", "丙厂"} {
		w.firm("coke", name, graph.Producer)
	}
	w.capacity("coke", 1500)
	f := w.diagnose(t).Links["coke"].Figures
	if f["scale_ratio"].Value != nil || f["scale_mean"].Value == nil || *f["scale_mean"].Value != 0.5 {
		t.Errorf("only the sum is known: %+v, %+v", f["scale_ratio"], f["scale_mean"])
	}
	for name, capacity := range map[string]float64{"甲厂": 1200, "乙厂": 100} {
		w.Indicators = append(w.Indicators, graph.Indicator{Subject: name, Link: "coke", Measure: "capacity", Value: &capacity, Unit: "t/a", Date: "2021-01-01"})
	}
	f = w.diagnose(t).Links["coke"].Figures
	if x := f["scale_ratio"]; x.Value == nil || *x.Value != 1.2 || x.Limit != AtLeast || !strings.Contains(x.Inputs[0], "甲厂") {
		t.Errorf("the largest of two known plants: %+v", x)
	}
}

func TestLeakageIsPutInMoney(t *testing.T) {
	w := newTown()
	for _, l := range []string{"pitch", "needle-coke"} {
		w.link(l, 2006, 4)
	}
	w.flow("pitch", "needle-coke", graph.Input, 2)
	w.firm("pitch", "甲厂", graph.Producer)
	w.firm("needle-coke", "乙厂", graph.Producer)
	w.capacity("pitch", 100)
	w.capacity("needle-coke", 150)
	if x := w.diagnose(t).Links["pitch"].Figures["leakage_value"]; x.Value != nil || !strings.Contains(x.Text, "价格") {
		t.Errorf("money without a price: %+v", x)
	}
	price := 0.4
	w.Indicators = append(w.Indicators, graph.Indicator{Subject: "000000", Link: "pitch", Measure: "price", Value: &price, Unit: "万元/t", Date: "2022-05-01", Source: "test"})
	if x := w.diagnose(t).Links["pitch"].Figures["leakage_value"]; x.Value == nil || *x.Value != 200*4000 {
		t.Errorf("200 t at 4000 yuan: %+v", x)
	}
}

func TestGatesNameTheNeighbourAndWhoseQuota(t *testing.T) {
	w := newTown()
	w.Traits.Neighbourhood, w.Places = []string{"150624", "640200"}, map[string]string{"150624": "鄂托克旗", "640200": "石嘴山市"}
	l := w.link("carbide", 1958, 4)
	l.Constraints = []graph.Constraint{{Effect: "quota", Where: []string{"15"}, From: "2021-03-09", Text: "须置换", Source: "某号文"}}
	w.firm("carbide", "甲厂", graph.Producer)
	for name, region := range map[string]string{"乙厂": "150624", "丙厂": "640221"} {
		w.Near["carbide"] = append(w.Near["carbide"], Occupant{Name: name, Group: name,
			Presence: graph.Presence{Firm: name, Link: "carbide", Role: graph.Producer, Strength: graph.Strong, Counts: true, Region: region}})
	}
	g, ok := w.diagnose(t).Gap("150300-carbide")
	if !ok || len(g.GateDetails) != 2 {
		t.Fatalf("gap %+v", g)
	}
	for i, want := range []string{"本地 甲厂。规则范围内的周边可置换：鄂托克旗 乙厂。可由周边供应：石嘴山市 丙厂", "鄂托克旗 乙厂；石嘴山市 丙厂"} {
		if !strings.Contains(g.GateDetails[i].Text, want) {
			t.Errorf("gate %s: %s", g.GateDetails[i].Gate, g.GateDetails[i].Text)
		}
	}
}

// A bound proves only what lies on its own side.
func TestBoundsProveOnlyTheirOwnSide(t *testing.T) {
	half := 0.5
	for _, c := range []struct {
		bound Bound
		limit Limit
		value float64
		want  bool
	}{
		{Bound{Below: &half}, AtMost, 0.4, true}, {Bound{Below: &half}, AtLeast, 0.4, false}, {Bound{Min: &half}, AtLeast, 0.6, true},
		{Bound{Min: &half}, AtMost, 2, false}, {Bound{Min: &half}, Exact, 0.5, true}, {Bound{Above: &half}, AtMost, 2, false},
	} {
		if got := c.bound.holds(Figure{Value: &c.value, Limit: c.limit}); got != c.want {
			t.Errorf("%+v of %v %s: %v", c.bound, c.value, c.limit, got)
		}
	}
}

func TestACompleteListSpeaksOnlyOfWhatHadBegun(t *testing.T) {
	w := newTown()
	w.link("old", 2000, 4)
	w.link("new", 2023, 4)
	w.Complete = []graph.Import{{File: "名单.xlsx", Complete: "150300", AsOf: "2020-06-30T00:00:00Z"}}
	d := w.diagnose(t)
	if x := d.Links["old"]; x.Status != Blank || !strings.Contains(x.Why, "名单.xlsx（2020-06-30）") {
		t.Errorf("old is %s: %s", x.Status, x.Why)
	}
	if x := d.Links["new"]; x.Status != Unknown {
		t.Errorf("a list of 2020 cannot say that an industry of 2023 is absent: %s %s", x.Status, x.Why)
	}
}

// Few firms are a shortage only where the record holds the region's
// registrations; a list of known firms is a sample.
func TestFewFirmsOfASampleAreNoShortage(t *testing.T) {
	w := newTown()
	w.link("wine", 1980, 8)
	w.firm("wine", "甲厂", graph.Producer)
	if _, ok := w.diagnose(t).Gap("150300-wine"); !ok {
		t.Error("one maker in a record of registrations is no gap")
	}
	w.Years["150300"] = nil
	if g, ok := w.diagnose(t).Gap("150300-wine"); ok {
		t.Errorf("one maker in a list of known firms is a gap: %+v", g)
	}
}

// An intermediate that does not travel passes its users' demand on.
func TestDemandPassesThroughCaptiveIntermediates(t *testing.T) {
	w := newTown()
	for _, l := range []string{"carbide", "acetylene", "pvc"} {
		w.link(l, 1958, 4)
	}
	no := false
	w.Links[1].Tradable, w.Links[1].Products = &no, []graph.Product{{Name: "乙炔", Unit: "t"}}
	w.flow("carbide", "acetylene", graph.Input, 3)
	w.flow("acetylene", "pvc", graph.Input, 0.5)
	w.firm("pvc", "甲厂", graph.Producer)
	w.capacity("pvc", 100)
	if x := w.diagnose(t).Links["carbide"].Figures["demand"]; x.Value == nil || *x.Value != 150 || x.Limit != AtLeast {
		t.Errorf("demand for carbide behind acetylene: %+v", x)
	}
	w.Links[1].Tradable = nil
	if x := w.diagnose(t).Links["carbide"].Figures["demand"]; x.Value != nil {
		t.Errorf("what may be bought elsewhere says nothing of carbide: %+v", x)
	}
}
