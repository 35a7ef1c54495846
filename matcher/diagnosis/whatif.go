package diagnosis

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"liantu/graph"
)

// WhatIf is what landing a plant would change. Nothing of it is written.
type WhatIf struct {
	Link     string         `json:"link"`
	Capacity float64        `json:"capacity"` // in the product's base unit a year
	Statuses []StatusChange `json:"statuses"`
	Opened   []Gap          `json:"opened"`
	Closed   []Gap          `json:"closed"`
	Changed  []GapChange    `json:"changed"` // gaps before and after that say something else
	Demand   []NewDemand    `json:"demand"`
	Supply   []NewDemand    `json:"supply"` // what would arise on the side
	Elements []Element      `json:"elements"`
	Rules    []string       `json:"rules"` // on new capacity at this link, in force here
}

// StatusChange is a link whose status differs.
type StatusChange struct {
	Link   string `json:"link"`
	Name   string `json:"name"`
	Before Status `json:"before"`
	After  Status `json:"after"`
	Why    string `json:"why"`
}

// GapChange is a gap that is there before and after, with what differs.
type GapChange struct {
	ID             string   `json:"id"`
	LinkName       string   `json:"link_name"`
	Kind           Kind     `json:"kind"`
	PriorityBefore float64  `json:"priority_before"`
	PriorityAfter  float64  `json:"priority_after"`
	WhyBefore      string   `json:"why_before"`
	WhyAfter       string   `json:"why_after"`
	Gates          []string `json:"gates"` // after
}

// NewDemand is what the plant would take of a link's product a year.
type NewDemand struct {
	Link   string   `json:"link"`
	Name   string   `json:"name"`
	Value  *float64 `json:"value"` // nil: coefficient unknown
	Unit   string   `json:"unit"`
	Inputs []string `json:"inputs"`
}

// Element is energy or water that the plant would use; nil where no norm is known.
type Element struct {
	Element string   `json:"element"`
	Value   *float64 `json:"value"`
	Unit    string   `json:"unit"`
	Basis   string   `json:"basis"`
}

// Land answers what a plant of a capacity at a link would change. NotFound
// for a link that is not there, Invalid for a capacity that is not positive.
func (d *Diagnosis) Land(link string, capacity float64) (*WhatIf, error) {
	at, ok := d.Links[link]
	if !ok {
		return nil, graph.Errorf(graph.NotFound, "没有名为 %s 的环节", link)
	}
	if !(capacity > 0) {
		return nil, graph.Errorf(graph.Invalid, "产能应大于 0")
	}
	after := Diagnose(d.state.landed(link, capacity), d.rules, d.Day)
	w := &WhatIf{Link: link, Capacity: capacity, Statuses: []StatusChange{}, Opened: []Gap{}, Closed: []Gap{}, Changed: []GapChange{}}
	for _, id := range slices.Sorted(maps.Keys(d.Links)) {
		b, a := d.Links[id], after.Links[id]
		if b.Status != a.Status {
			w.Statuses = append(w.Statuses, StatusChange{id, b.Link.Name, b.Status, a.Status, a.Why})
		}
	}
	w.Opened = gapsOnlyIn(after, d)
	w.Closed = gapsOnlyIn(d, after)
	w.Changed = gapsChanged(d, after)
	w.Rules = d.constrained(at.Link)
	w.Demand = d.newFlows(link, capacity, func(f graph.Flow) (string, bool) { return f.From, f.To == link && f.Kind == graph.Input })
	w.Supply = d.newFlows(link, capacity, func(f graph.Flow) (string, bool) { return f.To, f.From == link && f.Kind == graph.Byproduct })
	for _, e := range []struct {
		name, unit string
		norm       *graph.Figure
	}{{"energy", "kgce/a", at.Link.Energy}, {"water", "m3/a", at.Link.Water}} {
		x := Element{Element: e.name, Unit: e.unit, Basis: "没有已知定额"}
		if e.norm != nil && e.norm.Value != nil {
			v := *e.norm.Value * capacity
			x.Value, x.Basis = &v, fmt.Sprintf("%s %s × %s", trim(*e.norm.Value), e.norm.Unit, trim(capacity))
		}
		w.Elements = append(w.Elements, x)
	}
	return w, nil
}

// landed is the state with one more producer of a known capacity. A figure
// for the whole region grows by it; where there is none, the plant's own
// figure stands beside those of the other firms.
func (s *State) landed(link string, capacity float64) *State {
	n := *s
	const plant = "what-if"
	unit := yearly(s.link(link))
	if baseUnits()[unit] == 0 {
		unit = "t/a" // a product counted in pieces: the number is taken as it is
	}
	n.Here = maps.Clone(s.Here)
	n.Here[link] = append(slices.Clone(s.Here[link]), Occupant{Name: "拟落户项目", Group: plant,
		Presence: graph.Presence{Firm: plant, Link: link, Role: graph.Producer, Strength: graph.Strong, Counts: true, Region: s.Home}})
	assumed := graph.Indicator{Subject: plant, Link: link, Measure: "capacity", Value: &capacity, Unit: unit,
		Date: "9999-12-31", Source: "假设的拟落户项目", Verified: true}
	n.Indicators = append(slices.Clone(s.Indicators), assumed)
	if held := s.latestOf(link, "capacity", s.Home); held != nil && baseUnits()[held.Unit] != 0 {
		sum := *held.Value*baseUnits()[held.Unit] + capacity
		assumed.Subject, assumed.Value, assumed.Source, assumed.Verified = s.Home, &sum, held.Source+"，加假设的拟落户项目", held.Verified
		n.Indicators = append(n.Indicators, assumed)
	}
	return &n
}

func gapsOnlyIn(a, b *Diagnosis) []Gap {
	only := []Gap{}
	for _, g := range a.Gaps {
		if other, ok := b.Gap(g.ID); !ok || other.Kind != g.Kind {
			only = append(only, g)
		}
	}
	return only
}

func gapsChanged(before, after *Diagnosis) []GapChange {
	changed := []GapChange{}
	for _, b := range before.Gaps {
		a, ok := after.Gap(b.ID)
		if ok && a.Kind == b.Kind && (a.Priority != b.Priority || a.Why != b.Why || !slices.Equal(a.Gates, b.Gates)) {
			changed = append(changed, GapChange{b.ID, b.LinkName, b.Kind, b.Priority, a.Priority, b.Why, a.Why, a.Gates})
		}
	}
	return changed
}

// newFlows are the flows into or out of the plant, by the link at their other end.
func (d *Diagnosis) newFlows(link string, capacity float64, other func(graph.Flow) (string, bool)) []NewDemand {
	flows := []NewDemand{}
	for _, f := range d.state.Flows {
		id, ok := other(f)
		if !ok {
			continue
		}
		x := NewDemand{Link: id, Name: d.state.name(id), Unit: yearlyOf(f.Unit), Inputs: []string{"系数不详"}}
		if f.Quantity != nil {
			v := *f.Quantity * capacity
			x.Value, x.Inputs = &v, []string{fmt.Sprintf("%s %s × %s", trim(*f.Quantity), f.Unit, trim(capacity))}
		}
		flows = append(flows, x)
	}
	slices.SortFunc(flows, func(a, b NewDemand) int { return cmp.Compare(a.Link, b.Link) })
	return flows
}

// yearlyOf turns the unit of a coefficient into that of a year's use: kWh/t → kWh/a.
func yearlyOf(coefficient string) string {
	per, _, _ := strings.Cut(coefficient, "/")
	return per + "/a"
}
