package diagnosis

import (
	"cmp"
	"fmt"
	"slices"

	"liantu/graph"
)

// Diagnosis is the answer for one home region, one version of the record and
// of the rules, on one day.
type Diagnosis struct {
	Version      graph.Version
	RulesVersion string
	Day          string // YYYY-MM-DD, for rules with dates
	Reach        string // to which dates the record reaches at home
	Links        map[string]*LinkDiagnosis
	Gaps         []Gap // by priority, without those that cannot be hosted
	NotHostable  []Gap // would be gaps, but the region cannot make it

	state       *State
	rules       *Rules
	next        map[string][]string // link → links down the flows
	relatedness *relatedness
}

// LinkDiagnosis is one link's status with its deciding figures.
type LinkDiagnosis struct {
	Link    *graph.Link
	Status  Status
	Why     string
	Figures Figures
	Gap     string // id of its gap, "" where it is none
}

// State is what the diagnosis was computed from.
func (d *Diagnosis) State() *State { return d.state }

// Diagnose computes every status and gap. It is a pure function: equal
// arguments give equal answers.
func Diagnose(s *State, rules *Rules, day string) *Diagnosis {
	d := &Diagnosis{Version: s.Version, RulesVersion: rules.Version, Day: day, state: s, rules: rules,
		Links: make(map[string]*LinkDiagnosis, len(s.Links)), next: map[string][]string{}}
	for _, f := range s.Flows {
		d.next[f.From] = append(d.next[f.From], f.To)
	}
	d.relatedness = newRelatedness(s, rules.Priority.Relatedness.MinFirms)
	held := heldYears(s.Years[s.Home], rules.Status.Coverage.HeldShare)
	d.Reach = reach(held)
	lq := s.lqInput(&rules.Status)
	q := &quantities{s: s, rules: &rules.Status, capacity: map[string]*amount{}, through: map[string]*amount{}, covered: map[string]bool{}}
	coverage := make([]Coverage, len(s.Links))
	for i := range s.Links {
		l := &s.Links[i]
		coverage[i] = s.coverage(&rules.Status, l, held)
		q.covered[l.ID] = coverage[i].Share != nil && *coverage[i].Share >= rules.Status.Coverage.Threshold
		if c := q.capacityOf(l.ID); c != nil {
			q.capacity[l.ID] = c
		}
	}
	q.derive()
	for i := range s.Links {
		l := &s.Links[i]
		f := Figures{}
		s.counts(l.ID, f)
		s.sideways(l, f)
		f.put(Figure{Name: "coverage", Value: coverage[i].Share, Text: coverage[i].Text})
		q.balance(l, f)
		q.scale(l, f)
		lq.put(&rules.Status, l.ID, f)
		s.dependence(l.ID, f)
		s.hostability(l, f)
		s.market(l, f)
		x := &LinkDiagnosis{Link: l, Figures: f}
		x.Status, x.Why = rules.Status.decide(f)
		d.Links[l.ID] = x
	}
	d.findGaps()
	return d
}

func (d *Diagnosis) findGaps() {
	for i := range d.state.Links {
		x := d.Links[d.state.Links[i].ID]
		g := d.gapAt(x)
		switch {
		case g == nil:
		case slices.Contains(g.Gates, NotHostable):
			d.NotHostable = append(d.NotHostable, *g)
		default:
			x.Gap = g.ID
			d.Gaps = append(d.Gaps, *g)
		}
	}
	byPriority := func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(d.Gaps, byPriority)
	slices.SortFunc(d.NotHostable, byPriority)
}

// Gap finds a gap by id, among those that can be hosted and those that cannot.
func (d *Diagnosis) Gap(id string) (*Gap, bool) {
	for _, list := range [][]Gap{d.Gaps, d.NotHostable} {
		for i := range list {
			if list[i].ID == id {
				return &list[i], true
			}
		}
	}
	return nil, false
}

func reach(held []int) string {
	if len(held) == 0 {
		return "没有本地登记记录"
	}
	return fmt.Sprintf("%s年", spans(held))
}
