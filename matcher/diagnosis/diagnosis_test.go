package diagnosis

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
)

func testRules(t *testing.T) *Rules {
	t.Helper()
	rules, err := LoadRules(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// town is a small home region: coal → coke → tar → pitch → needle coke →
// electrodes, with registrations in 2006–2012 and 2019.
type town struct{ *State }

func newTown() town {
	s := &State{Version: 7, Home: "150300", Traits: RegionTraits{Code: "150300", Reference: "150000"}, ChainsOf: map[string][]string{}, LinksOf: map[string][]string{},
		Here: map[string][]Occupant{}, Near: map[string][]Occupant{}, Years: map[string]map[int]int64{}}
	years := map[int]int64{2019: 500}
	for y := 2006; y <= 2012; y++ {
		years[y] = 300
	}
	s.Years["150300"], s.Years["150000"] = years, years
	return town{s}
}

func (w town) link(id string, since int, articles ...int) *graph.Link {
	w.Links = append(w.Links, graph.Link{ID: id, Name: id, Stage: graph.Midstream, Articles: articles, Since: &graph.Since{Year: since, Basis: "test"}})
	return &w.Links[len(w.Links)-1]
}

func (w town) flow(from, to string, kind graph.FlowKind, quantity float64) {
	f := graph.Flow{From: from, To: to, Kind: kind, Unit: "t/t"}
	if quantity > 0 {
		f.Quantity = &quantity
	}
	w.Flows = append(w.Flows, f)
}

func (w town) firm(link, name string, role graph.Role) {
	w.Here[link] = append(w.Here[link], Occupant{Name: name, Group: name,
		Presence: graph.Presence{Firm: name, Link: link, Role: role, Strength: graph.Strong, Counts: true, Region: "150302"}})
}

func (w town) capacity(link string, value float64) {
	w.Indicators = append(w.Indicators, graph.Indicator{Subject: "150300", Link: link, Measure: "capacity", Value: &value, Unit: "t/a", Date: "2021-01-01"})
}

func (w town) diagnose(t *testing.T) *Diagnosis {
	t.Helper()
	return Diagnose(w.State, testRules(t), "2026-11-24")
}

func TestCoverageIsThatOfTheWorkedExample(t *testing.T) {
	w := newTown()
	w.link("needle-coke", 2006, 4)
	w.link("pbat", 2009, 4)
	d := w.diagnose(t)
	for link, want := range map[string]struct {
		held, years float64
		status      Status
	}{"needle-coke": {8, 14, Blank}, "pbat": {5, 11, Unknown}} {
		x := d.Links[link]
		if got := *x.Figures.value("coverage"); math.Abs(got-want.held/want.years) > 1e-12 {
			t.Errorf("%s: coverage %v, want %v of %v", link, got, want.held, want.years)
		}
		if x.Status != want.status {
			t.Errorf("%s is %s, want %s: %s", link, x.Status, want.status, x.Why)
		}
	}
	if why := d.Links["needle-coke"].Why; !strings.Contains(why, "2006–2012，2019") {
		t.Errorf("blank does not print to which dates the record reaches: %s", why)
	}
}

func TestKindsOfGapsAndTheirPrecedence(t *testing.T) {
	w := newTown()
	for _, l := range []string{"pitch", "needle-coke", "electrode", "alone"} {
		w.link(l, 2006, 4)
	}
	w.flow("pitch", "needle-coke", graph.Input, 3)
	w.flow("needle-coke", "electrode", graph.Input, 1.2)
	w.firm("pitch", "甲厂", graph.Producer)
	if g, ok := w.diagnose(t).Gap("150300-needle-coke"); !ok || g.Kind != Extend {
		t.Errorf("downstream of a present link: %+v", g)
	}
	if g, ok := w.diagnose(t).Gap("150300-alone"); !ok || g.Kind != Add {
		t.Errorf("no neighbour, asked for: %+v", g)
	}
	w.firm("electrode", "乙厂", graph.Producer)
	if g, ok := w.diagnose(t).Gap("150300-needle-coke"); !ok || g.Kind != Fill {
		t.Errorf("between two present links: %+v", g)
	}
	if g, ok := w.diagnose(t).Gap("150300-pitch"); !ok || g.Kind != Strengthen || !slices.Contains(g.Modes, "short") {
		t.Errorf("one maker, capacity unknown: %+v", g)
	}
	w.firm("needle-coke", "丙厂", graph.Planned)
	if x := w.diagnose(t).Links["needle-coke"]; x.Status != Weak {
		t.Errorf("a planned plant blocks blank, got %s", x.Status)
	}
}

func TestContextLinkIsNoGap(t *testing.T) {
	w := newTown()
	w.link("cork", 2006).Context = true
	if d := w.diagnose(t); len(d.Gaps)+len(d.NotHostable) != 0 {
		t.Errorf("a context link became a gap: %+v", d.Gaps)
	}
}

func TestWhatTheRegionCannotHostStandsApart(t *testing.T) {
	w := newTown()
	w.link("pta", 2006, 4).Needs = []string{"port"}
	if d := w.diagnose(t); len(d.Gaps) != 1 || d.Links["pta"].Figures.value("hostability") != nil {
		t.Errorf("a need of which nothing is known: %+v", d.Gaps)
	}
	w.Traits.Lacks = []Condition{{ID: "port"}}
	d := w.diagnose(t)
	if len(d.Gaps) != 0 || len(d.NotHostable) != 1 || !slices.Contains(d.NotHostable[0].Gates, NotHostable) {
		t.Errorf("gaps %+v, apart %+v", d.Gaps, d.NotHostable)
	}
}

func TestConstraintIsCitedWithItsDates(t *testing.T) {
	w := newTown()
	l := w.link("electrode", 2006, 4)
	l.Constraints = []graph.Constraint{
		{Effect: "quota", Where: []string{"15"}, From: "2021-03-09", Text: "须置换", Source: "某号文"},
		{Effect: "forbidden", Where: []string{"15"}, From: "2030-01-01", Text: "尚未生效", Source: "某号文"},
		{Effect: "forbidden", Where: []string{"64"}, Text: "外地", Source: "某号文"},
	}
	g, ok := w.diagnose(t).Gap("150300-electrode")
	if !ok || !slices.Contains(g.Gates, Constrained) || len(g.GateDetails) != 1 || !strings.Contains(g.GateDetails[0].Text, "某号文") {
		t.Errorf("gates %+v", g)
	}
}

// Bounds: a user without capacity makes demand a lower and self-sufficiency an
// upper bound; where supply is a lower bound too, nothing is said.
func TestBalanceSaysWhatIsOnlyABound(t *testing.T) {
	w := newTown()
	for _, l := range []string{"coke", "gas", "methanol", "lng"} {
		w.link(l, 1958, 4)
	}
	w.flow("coke", "gas", graph.Byproduct, 0.2)
	w.flow("gas", "methanol", graph.Input, 2)
	w.flow("gas", "lng", graph.Input, 3)
	w.firm("coke", "甲厂", graph.Producer)
	w.capacity("coke", 1000)
	x := w.diagnose(t).Links["gas"]
	if f := x.Figures["byproduct_surplus"]; f.Value == nil || *f.Value != 200 || f.Limit != AtMost {
		t.Errorf("surplus while users are unknown: %+v", f)
	}
	if f := x.Figures["self_sufficiency"]; f.Value != nil {
		t.Errorf("self-sufficiency without demand: %+v", f)
	}
	w.firm("methanol", "乙厂", graph.Producer)
	w.capacity("methanol", 50)
	w.firm("lng", "丙厂", graph.Producer)
	x = w.diagnose(t).Links["gas"]
	if f := x.Figures["demand"]; f.Value == nil || *f.Value != 100 || f.Limit != AtLeast {
		t.Errorf("demand with one unknown user: %+v", f)
	}
	if f := x.Figures["self_sufficiency"]; f.Value == nil || *f.Value != 2 || f.Limit != AtMost {
		t.Errorf("self-sufficiency: %+v", f)
	}
	if f := x.Figures["byproduct_surplus"]; *f.Value != 100 || f.Limit != AtMost {
		t.Errorf("surplus: %+v", f)
	}
}

func TestPriorityIsTheSumOfItsParts(t *testing.T) {
	w := newTown()
	w.link("pitch", 2006, 4)
	w.link("needle-coke", 2006, 4)
	w.flow("pitch", "needle-coke", graph.Input, 3)
	w.firm("pitch", "甲厂", graph.Producer)
	for _, g := range w.diagnose(t).Gaps {
		sum := 0.0
		for _, p := range g.Parts {
			sum += p.Points
			if p.Value == nil && p.Points != 0 {
				t.Errorf("%s: unknown %s adds %v", g.ID, p.Part, p.Points)
			}
		}
		if math.Abs(sum-g.Priority) > 1e-12 {
			t.Errorf("%s: parts sum to %v, priority %v", g.ID, sum, g.Priority)
		}
	}
}

func TestLocationQuotientShrinksAndRefuses(t *testing.T) {
	w := newTown()
	w.link("wine", 1980, 8)
	w.Tallies = []graph.Tally{
		{Link: "", Region: "1503", N: 1000}, {Link: "", Region: "1501", N: 9000},
		{Link: "wine", Role: graph.Producer, Region: "1503", N: 5}, {Link: "wine", Role: graph.Producer, Region: "1501", N: 5},
	}
	lq := w.diagnose(t).Links["wine"].Figures["lq"]
	if lq.Value == nil || *lq.Value >= 5 || *lq.Value <= 1 || *lq.Low >= *lq.Value || *lq.High <= *lq.Value {
		t.Errorf("raw quotient is 5, shrunk %+v", lq)
	}
	w.Years["150000"] = map[int]int64{2010: 300}
	if lq := w.diagnose(t).Links["wine"].Figures["lq"]; lq.Value != nil || !strings.Contains(lq.Text, "完整") {
		t.Errorf("a sample served as reference: %+v", lq)
	}
}

func TestWhatIfWritesNothing(t *testing.T) {
	w := newTown()
	w.link("pitch", 2006, 4)
	w.link("needle-coke", 2006, 4)
	w.flow("pitch", "needle-coke", graph.Input, 3)
	w.firm("pitch", "甲厂", graph.Producer)
	d := w.diagnose(t)
	before := len(w.Here["needle-coke"])
	x, err := d.Land("needle-coke", 40000)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Here["needle-coke"]) != before || len(w.Indicators) != 0 {
		t.Error("the state was changed")
	}
	if len(x.Closed) != 1 || x.Closed[0].Link != "needle-coke" {
		t.Errorf("closed %+v", x.Closed)
	}
	if len(x.Demand) != 1 || *x.Demand[0].Value != 120000 {
		t.Errorf("demand %+v", x.Demand)
	}
	if _, err := d.Land("nothing", 1); graph.CodeOf(err) != graph.NotFound {
		t.Errorf("unknown link: %v", err)
	}
}
