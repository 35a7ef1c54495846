package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/matcher"
	"liantu/matcher/diagnosis"
)

// What a planner sees after `init`: the starter firms and two press figures
// (coke 17.63 and carbide 5.3 million t a year, unverified), nothing else.

func starter(t *testing.T) program {
	t.Helper()
	p := newProgram(t)
	p.must("init")
	return p
}

// indicators are put into a record as an import of figures would put them.
func indicators(p program, list ...graph.Indicator) {
	p.t.Helper()
	ctx := context.Background()
	store, err := embedded.Open(ctx, config{data: p.data}.record(), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		p.t.Fatal(err)
	}
	defer store.Close()
	for i := range list {
		list[i].Date, list[i].Source = "2022-01-01", "测试"
		list[i].ID = graph.IndicatorID(list[i].Subject, list[i].Link, list[i].Measure, list[i].Date, list[i].Source)
	}
	if err := store.Update(ctx, func(w graph.Writer) error { return graph.Indicators().Put(ctx, w, list) }); err != nil {
		p.t.Fatal(err)
	}
}

func capacityOf(link string, value float64, unit string) graph.Indicator {
	return graph.Indicator{Subject: "150300", Link: link, Measure: "capacity", Value: &value, Unit: unit}
}

func TestStarterByproductsAreUpperBounds(t *testing.T) {
	p := starter(t)
	gas := link(p, "coking", "coke-oven-gas")
	if x := gas.Figures["byproduct_surplus"]; x.Value == nil || x.Limit != diagnosis.AtMost || *x.Value < 3e9 || *x.Value > 6e9 {
		t.Errorf("surplus of coke-oven gas: %+v", x)
	}
	if x := gas.Figures["self_sufficiency"]; x.Value != nil && x.Limit != diagnosis.AtMost {
		t.Errorf("self-sufficiency with users unknown: %+v", x)
	}
	if strings.Contains(gas.Why, "自给有余") {
		t.Errorf("an upper bound was taken for plenty: %s", gas.Why)
	}
	hydrogen := link(p, "hydrogen", "hydrogen")
	x := hydrogen.Figures["feedstock_potential"]
	if x.Value == nil || x.Limit != diagnosis.AtMost || *x.Value > *gas.Figures["byproduct_surplus"].Value {
		t.Errorf("hydrogen from the gas that is left: %+v", x)
	}
	for _, id := range []string{"coke-oven-gas", "hydrogen"} {
		if g, ok := gapAt(p, id); ok {
			t.Errorf("a by-product became a gap: %+v", g)
		}
	}
}

func TestStarterInventsNoShortage(t *testing.T) {
	p := starter(t)
	var gaps matcher.GapsView
	p.json(&gaps, "gaps")
	for _, g := range gaps.Gaps {
		if slices.Contains(g.Modes, "short") || g.Kind != diagnosis.Strengthen {
			t.Errorf("a sample of firms shows no shortage: %s %v %s", g.LinkName, g.Modes, g.Why)
		}
	}
	coke := link(p, "coking", "coke")
	if coke.Status != diagnosis.Strong || !strings.Contains(coke.Why, "1763万t/a") || !strings.Contains(coke.Why, "最大装置不详") {
		t.Errorf("coke is %s: %s", coke.Status, coke.Why)
	}
	if g, ok := gapAt(p, "coke"); !ok || !slices.Equal(g.Modes, []string{"upgrade"}) || !slices.Contains(g.Gates, diagnosis.Constrained) {
		t.Errorf("coke is strong and 两高: %+v", g)
	}
	carbide := link(p, "chlor-alkali", "calcium-carbide")
	if carbide.Status != diagnosis.Fair || !strings.Contains(carbide.Figures["capacity"].Inputs[0], "未核实") {
		t.Errorf("carbide is %s: %s %+v", carbide.Status, carbide.Why, carbide.Figures["capacity"])
	}
}

// Where users' capacities show carbide to be short, the gap is constrained and
// cites the rule, and says whose quota could serve.
func TestStarterCarbideIsShortOnlyAsConstrained(t *testing.T) {
	p := starter(t)
	indicators(p, capacityOf("pvc", 400, "万t/a"))
	carbide := link(p, "chlor-alkali", "calcium-carbide")
	if x := carbide.Figures["self_sufficiency"]; x.Value == nil || *x.Value >= 1 || x.Limit != diagnosis.AtMost {
		t.Fatalf("self-sufficiency of carbide: %+v", x)
	}
	g, ok := gapAt(p, "calcium-carbide")
	if !ok || g.Kind != diagnosis.Strengthen || !slices.Contains(g.Modes, "short") || !slices.Contains(g.Gates, diagnosis.Constrained) {
		t.Fatalf("gap at carbide: %+v", g)
	}
	text := g.GateDetails[0].Text
	for _, want := range []string{"209号", "2021-03-09", "可置换的产能：本地 ", "君正"} {
		if !strings.Contains(text, want) {
			t.Errorf("the gate does not say %s: %s", want, text)
		}
	}
}

// A full list of local firms makes blanks, and the region's limits still hold.
func TestStarterOffersNothingThatCannotBeHosted(t *testing.T) {
	p := starter(t)
	p.must("import", "--complete", "150300", sampleWorkbook)
	var gaps matcher.GapsView
	p.json(&gaps, "gaps")
	if !slices.ContainsFunc(gaps.NotHostable, func(g diagnosis.Gap) bool { return g.Link == "pta" }) {
		t.Error("PTA needs a port and is not among what cannot be hosted")
	}
	for _, g := range gaps.Gaps {
		if g.Link == "pta" || g.Link == "cork" || g.Link == "oak-barrel" {
			t.Errorf("%s is offered as a gap", g.LinkName)
		}
		if g.Link == "glass-bottle" && !slices.Contains(g.Gates, diagnosis.Joint) && !strings.Contains(g.Why, "须先查明") {
			t.Errorf("a furnace for wineries of unknown size: %+v", g)
		}
	}
	if l := link(p, "chlor-alkali", "phosgene"); l.Status == diagnosis.Blank && !strings.Contains(l.Why, "声明为完整名单") {
		t.Errorf("blank does not say on what list it rests: %s", l.Why)
	}
}

// With two wineries of known size the demand for bottles is far below a furnace.
func TestStarterBottlesForTwoWineriesAreJoint(t *testing.T) {
	p := starter(t)
	p.must("import", "--complete", "150300", sampleWorkbook)
	indicators(p, capacityOf("wine", 4000, "t/a"))
	g, ok := gapAt(p, "glass-bottle")
	if !ok {
		t.Fatal("no gap at bottles: wineries are here and nobody makes bottles")
	}
	if !slices.Contains(g.Gates, diagnosis.Joint) || !slices.ContainsFunc(g.GateDetails, func(x diagnosis.Gate) bool { return strings.Contains(x.Text, "2800t/a") }) {
		t.Errorf("gates %v %v", g.Gates, g.GateDetails)
	}
}

// Every figure of every link is there: with what it was made from, or with
// what would settle it.
func TestStarterFiguresAreAllThere(t *testing.T) {
	p := starter(t)
	var chains matcher.ChainsView
	p.json(&chains, "chains")
	for _, c := range chains.Chains {
		var view matcher.ChainView
		p.json(&view, "chain", c.ID)
		for _, l := range view.Links {
			for _, name := range []string{"producers", "planned", "neighbours", "users", "coverage", "capacity", "output", "demand", "self_sufficiency",
				"leakage", "leakage_value", "byproduct_supply", "byproduct_surplus", "feedstock_potential", "lq", "dependence", "scale_ratio",
				"scale_mean", "hostability", "market", "price"} {
				x, ok := l.Figures[name]
				switch {
				case !ok || x.Text == "":
					t.Errorf("%s has no %s, or it says nothing: %+v", l.ID, name, x)
				case x.Value != nil && *x.Value != 0 && len(x.Inputs) == 0 && name != "hostability" && name != "coverage":
					t.Errorf("%s: %s is %v of nothing shown", l.ID, name, *x.Value)
				}
			}
		}
	}
}

func TestWhatIfLandsAPlantAndWritesNothing(t *testing.T) {
	p := starter(t)
	before := p.must("--json", "gaps")
	var view diagnosis.WhatIf
	p.json(&view, "whatif", "--link", "pbat", "--capacity", "100000")
	if !slices.ContainsFunc(view.Statuses, func(s diagnosis.StatusChange) bool {
		return s.Link == "pbat" && s.Before == diagnosis.Unknown && s.After == diagnosis.Weak
	}) {
		t.Errorf("PBAT does not change: %+v", view.Statuses)
	}
	demand := map[string]float64{}
	for _, d := range view.Demand {
		if d.Value != nil {
			demand[d.Link] = *d.Value
		}
	}
	if demand["pta"] < 30000 || demand["adipic-acid"] < 30000 || demand["bdo"] < 30000 {
		t.Errorf("demand of a PBAT plant: %v", demand)
	}
	if p.must("--json", "gaps") != before {
		t.Error("a what-if was written")
	}
}

// Landing a user turns a link that has enough into one that is short, and
// landing a maker closes that again.
func TestWhatIfChangesGapsAtTheOtherEnd(t *testing.T) {
	p := starter(t)
	var view diagnosis.WhatIf
	p.json(&view, "whatif", "--link", "acetylene", "--capacity", "3000000")
	opened := slices.IndexFunc(view.Opened, func(g diagnosis.Gap) bool { return g.Link == "calcium-carbide" })
	if opened < 0 || !slices.Contains(view.Opened[opened].Gates, diagnosis.Constrained) {
		t.Fatalf("3 Mt of acetylene leave carbide short: %+v", view.Opened)
	}
	if len(view.Rules) != 0 {
		t.Errorf("no rule is on acetylene: %v", view.Rules)
	}
	if len(view.Supply) == 0 || !slices.ContainsFunc(view.Supply, func(d diagnosis.NewDemand) bool { return d.Link == "carbide-slag" && d.Value != nil }) {
		t.Errorf("carbide slag does not arise: %+v", view.Supply)
	}
	indicators(p, capacityOf("acetylene", 3000000, "t/a"))
	if _, ok := gapAt(p, "calcium-carbide"); !ok {
		t.Fatal("carbide is not short")
	}
	p.json(&view, "whatif", "--link", "calcium-carbide", "--capacity", "5000000")
	if !slices.ContainsFunc(view.Statuses, func(s diagnosis.StatusChange) bool { return s.Link == "calcium-carbide" && s.Before != s.After }) &&
		!slices.ContainsFunc(view.Closed, func(g diagnosis.Gap) bool { return g.Link == "calcium-carbide" }) {
		t.Errorf("5 Mt more carbide change nothing: %+v %+v", view.Statuses, view.Closed)
	}
	if len(view.Rules) != 1 || !strings.Contains(view.Rules[0], "209号") {
		t.Errorf("the rule on new carbide: %v", view.Rules)
	}
	if !slices.ContainsFunc(view.Elements, func(e diagnosis.Element) bool { return e.Element == "energy" && e.Value != nil && *e.Value > 3e9 }) {
		t.Errorf("energy by the norm of carbide: %+v", view.Elements)
	}
}

func TestTermsReport(t *testing.T) {
	p := newProgram(t)
	p.must("init", "--bare")
	p.must("import", sampleWorkbook)
	out := p.must("data", "terms", "--link", "coke")
	if !strings.Contains(out, "焦炭") || !strings.Contains(out, "检索词") {
		t.Errorf("report on coke:\n%s", out)
	}
	var report struct {
		Words  int
		Totals map[string]int
		Links  []struct{ Link string }
	}
	p.json(&report, "data", "terms")
	if report.Words == 0 || report.Totals["never"] == 0 || len(report.Links) < 350 {
		t.Errorf("%d words, %v, %d links", report.Words, report.Totals, len(report.Links))
	}
	if _, _, code := p.run("data", "terms", "--link", "nothing"); code != failed {
		t.Errorf("an unknown link ends with status %d", code)
	}
}
