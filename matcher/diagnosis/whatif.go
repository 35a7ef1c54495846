package diagnosis

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"liantu/graph"
)

// WhatIf is what landing a plant would change. Nothing of it is written.
type WhatIf struct {
	Link     string         `json:"link"`
	Capacity float64        `json:"capacity"` // in the product's base unit a year
	Statuses []StatusChange `json:"statuses"`
	Opened   []Gap          `json:"opened"`
	Closed   []Gap          `json:"closed"`
	Demand   []NewDemand    `json:"demand"`
	Elements []Element      `json:"elements"`
}

// StatusChange is a link whose status differs.
type StatusChange struct {
	Link   string `json:"link"`
	Name   string `json:"name"`
	Before Status `json:"before"`
	After  Status `json:"after"`
	Why    string `json:"why"`
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
	w := &WhatIf{Link: link, Capacity: capacity, Statuses: []StatusChange{}, Opened: []Gap{}, Closed: []Gap{}}
	for _, id := range slices.Sorted(maps.Keys(d.Links)) {
		b, a := d.Links[id], after.Links[id]
		if b.Status != a.Status {
			w.Statuses = append(w.Statuses, StatusChange{id, b.Link.Name, b.Status, a.Status, a.Why})
		}
	}
	w.Opened = gapsOnlyIn(after, d)
	w.Closed = gapsOnlyIn(d, after)
	w.Demand = d.newDemand(link, capacity)
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

// landed is the state with one more producer of a known capacity.
func (s *State) landed(link string, capacity float64) *State {
	n := *s
	const plant = "what-if"
	n.Here = maps.Clone(s.Here)
	n.Here[link] = append(slices.Clone(s.Here[link]), Occupant{Name: "拟落户项目", Group: plant,
		Presence: graph.Presence{Firm: plant, Link: link, Role: graph.Producer, Strength: graph.Strong, Counts: true, Region: s.Home}})
	sum := capacity
	if now := s.capacity(link); now != nil {
		sum += now.value
	}
	n.Indicators = append(slices.Clone(s.Indicators), graph.Indicator{Subject: s.Home, Link: link, Measure: "capacity",
		Value: &sum, Unit: "t/a", Date: "9999-12-31", Source: "假设：含拟落户项目", Verified: true})
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

func (d *Diagnosis) newDemand(link string, capacity float64) []NewDemand {
	demand := []NewDemand{}
	for _, f := range d.state.Flows {
		if f.To != link || f.Kind != graph.Input {
			continue
		}
		x := NewDemand{Link: f.From, Name: d.state.name(f.From), Unit: f.Unit}
		if f.Quantity != nil {
			v := *f.Quantity * capacity
			x.Value, x.Inputs = &v, []string{fmt.Sprintf("%s %s × %s", trim(*f.Quantity), f.Unit, trim(capacity))}
		}
		demand = append(demand, x)
	}
	slices.SortFunc(demand, func(a, b NewDemand) int { return cmp.Compare(a.Link, b.Link) })
	return demand
}
