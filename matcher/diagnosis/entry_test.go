package diagnosis

import (
	"slices"
	"strings"
	"testing"

	"liantu/graph"
)

// A rule of the lists that asks for quota makes a gap constrained here, a
// condition and a rule for some firms do not, and a park's own rule concerns
// the park alone.
func TestOnlyRulesForEverybodyAreGates(t *testing.T) {
	rule := func(id, effect string) graph.EntryRule {
		return graph.EntryRule{ID: id, List: "清单", Effect: effect, Links: []string{"needle-coke"}, From: "2021-03-26", Text: id, Source: "文"}
	}
	foreign, elsewhere, later := rule("foreign", graph.Forbidden), rule("elsewhere", graph.Forbidden), rule("later", graph.Forbidden)
	foreign.Firms, elsewhere.Where, later.From = []string{"外商投资"}, []string{"64"}, "2030-01-01"
	for name, c := range map[string]struct {
		rules []graph.EntryRule
		want  bool
	}{
		"quota":     {[]graph.EntryRule{rule("quota", graph.ByQuota)}, true},
		"forbidden": {[]graph.EntryRule{rule("forbidden", graph.Forbidden)}, true},
		"none":      {[]graph.EntryRule{rule("condition", graph.OnCondition), foreign, elsewhere, later}, false},
	} {
		w := newTown()
		w.link("needle-coke", 2006, 4)
		w.Parks = []graph.Park{{ID: "a", Name: "甲园", Region: "150302", Kind: graph.SinglePark,
			Constraints: []graph.EntryRule{rule("own", graph.Forbidden)}}}
		rules := testRules(t)
		rules.Entry.Rules = c.rules
		d := Diagnose(w.State, rules, "2026-11-24")
		g, ok := d.Gap(GapID("150300", "needle-coke"))
		if !ok || slices.Contains(g.Gates, Constrained) != c.want {
			t.Errorf("%s: gates %v", name, g.Gates)
		}
		for _, x := range g.GateDetails {
			if strings.Contains(x.Text, "own") {
				t.Errorf("%s: a park's own rule stands at the gap: %s", name, x.Text)
			}
		}
	}
}

// Quota is answered with makers within the rule's reach; the rule itself says
// how far that is.
func TestQuotaOfAListNamesWhoseItCouldBe(t *testing.T) {
	w := newTown()
	w.link("needle-coke", 2006, 4)
	w.firm("needle-coke", "本地甲", graph.Producer)
	w.Traits.Neighbourhood = []string{"150624", "640200"}
	for region, name := range map[string]string{"150624": "蒙西乙", "640205": "石嘴山丙"} {
		w.Near["needle-coke"] = append(w.Near["needle-coke"], Occupant{Name: name, Group: name,
			Presence: graph.Presence{Firm: name, Link: "needle-coke", Role: graph.Producer, Strength: graph.Strong, Counts: true, Region: region}})
	}
	rules := testRules(t)
	rules.Entry.Rules = []graph.EntryRule{{ID: "q", List: "清单", Effect: graph.ByQuota, Links: []string{"needle-coke"}, Where: []string{"1503", "1506"},
		From: "2021-03-26", Text: "须置换", Source: "文"}}
	d := Diagnose(w.State, rules, "2026-11-24")
	list := d.Barriers(&w.Links[0], nil)
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	for _, want := range []string{"可置换的产能：本地 本地甲", "规则范围内的周边可置换：150624 蒙西乙", "可由周边供应：640200 石嘴山丙"} {
		if !strings.Contains(list[0].Instead, want) {
			t.Errorf("does not say %s: %s", want, list[0].Instead)
		}
	}
}
