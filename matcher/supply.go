package matcher

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// SupplyView is who could supply a link or firm and whom it could supply, as
// the flows of the chains have it, and who is known to.
type SupplyView struct {
	Firm      *SupplyFirm   `json:"firm,omitempty"`
	Links     []LinkRef     `json:"links"` // what was asked about: the link, or what the firm makes or builds for
	Steps     int           `json:"steps"`
	Suppliers []SupplyLink  `json:"suppliers"` // the nearest first
	Customers []SupplyLink  `json:"customers"`
	Known     []KnownSupply `json:"known"` // on record between firms
	Record    RecordRef     `json:"record"`
}

// SupplyLink is a link up or down the flows, with who makes its product.
type SupplyLink struct {
	Reached
	Of        string       `json:"of"` // the link asked about that it leads to or comes from
	Firms     []SupplyFirm `json:"firms"`
	Elsewhere int64        `json:"elsewhere"` // producers outside the home region
}

// SupplyFirm is a firm at home.
type SupplyFirm struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Region     string `json:"region,omitempty"`
	RegionName string `json:"region_name,omitempty"`
}

// KnownSupply is a firm on the way of recorded supplies from or to the firm.
type KnownSupply struct {
	SupplyFirm
	As     string `json:"as"` // supplier | customer
	Steps  int    `json:"steps"`
	Next   string `json:"next"`           // the firm beside it on the way back
	Link   string `json:"link,omitempty"` // whose product it is
	Since  string `json:"since,omitempty"`
	Source string `json:"source,omitempty"`
}

// LinkSupply gives the suppliers and customers of a link within some steps.
// NotFound for an unknown link, Invalid for steps below 1.
func (e *Engine) LinkSupply(ctx context.Context, link string, steps int) (*SupplyView, error) {
	return e.supply(ctx, steps, func(_ graph.Reader, _ *ruleset, d *diagnosis.Diagnosis, view *SupplyView) error {
		if err := linksKnown(d, link); err != nil {
			return err
		}
		view.Links = []LinkRef{linkRef(d, link)}
		return nil
	})
}

// FirmSupply gives the suppliers and customers of a firm, by id, code or name,
// within some steps from what it makes or builds for. NotFound, Conflict as
// for Firm, Invalid for steps below 1.
func (e *Engine) FirmSupply(ctx context.Context, key string, steps int) (*SupplyView, error) {
	return e.supply(ctx, steps, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis, view *SupplyView) error {
		f, err := resolve(ctx, r, key)
		if err != nil {
			return err
		}
		view.Firm = &SupplyFirm{f.ID, f.Name(), f.Region, rules.fullName(f.Region)}
		presences, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{f.ID}})
		if err != nil {
			return err
		}
		for _, p := range presences {
			makes := p.Counts && (p.Role == graph.Producer || p.Role == graph.Planned)
			if makes && !slices.ContainsFunc(view.Links, func(l LinkRef) bool { return l.ID == p.Link }) {
				view.Links = append(view.Links, linkRef(d, p.Link))
			}
		}
		return view.addKnown(ctx, r, rules)
	})
}

// supply answers for the links that of puts into the view.
func (e *Engine) supply(ctx context.Context, steps int, of func(graph.Reader, *ruleset, *diagnosis.Diagnosis, *SupplyView) error) (*SupplyView, error) {
	if steps < 1 {
		return nil, graph.Errorf(graph.Invalid, "步数应为 1 以上")
	}
	view := &SupplyView{Links: []LinkRef{}, Steps: steps, Known: []KnownSupply{}}
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		if err := of(r, rules, d, view); err != nil {
			return err
		}
		s := supplying{d: d, rules: rules, view: view, everywhere: producersEverywhere(d)}
		var err error
		if view.Suppliers, err = s.along(ctx, r, graph.Into); err != nil {
			return err
		}
		if view.Customers, err = s.along(ctx, r, graph.Out); err != nil {
			return err
		}
		view.Record, err = recordRef(ctx, r, d)
		return err
	})
	return view, err
}

// producersEverywhere counts by link, from the counters.
func producersEverywhere(d *diagnosis.Diagnosis) map[string]int64 {
	n := map[string]int64{}
	for _, t := range d.State().Tallies {
		if t.Role == graph.Producer {
			n[t.Link] += t.N
		}
	}
	return n
}

type supplying struct {
	d          *diagnosis.Diagnosis
	rules      *ruleset
	view       *SupplyView
	everywhere map[string]int64
}

// along walks from each link asked about by itself, so that of two links of
// one firm the one can be a neighbour of the other; a link is listed once, by
// the shortest way.
func (s *supplying) along(ctx context.Context, r graph.Reader, direction graph.Direction) ([]SupplyLink, error) {
	by := map[string]SupplyLink{}
	for _, of := range s.view.Links {
		steps, err := r.Walk(ctx, graph.WalkQuery{From: []string{of.ID}, Edges: feeds(), Direction: direction, Depth: s.view.Steps})
		if err != nil {
			return nil, err
		}
		links, err := reached(s.d, steps)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if had, ok := by[l.ID]; !ok || l.Steps < had.Steps {
				by[l.ID] = SupplyLink{Reached: l, Of: of.ID}
			}
		}
	}
	list := []SupplyLink{}
	for _, id := range slices.Sorted(maps.Keys(by)) {
		l := by[id]
		l.Firms, l.Elsewhere = s.makers(id)
		list = append(list, l)
	}
	slices.SortStableFunc(list, func(a, b SupplyLink) int { return cmp.Compare(a.Steps, b.Steps) })
	return list, nil
}

// makers are the producers of a link at home, the firm asked about not among
// them, and how many there are elsewhere.
func (s *supplying) makers(link string) ([]SupplyFirm, int64) {
	firms := []SupplyFirm{}
	elsewhere := s.everywhere[link]
	for _, o := range s.d.State().Here[link] {
		if o.Role != graph.Producer || !o.Counts {
			continue
		}
		elsewhere--
		if s.view.Firm == nil || o.Firm != s.view.Firm.ID {
			firms = append(firms, SupplyFirm{o.Firm, o.Name, o.Region, s.rules.fullName(o.Region)})
		}
	}
	return firms, elsewhere
}

// addKnown follows the supplies on record from and to the firm.
func (v *SupplyView) addKnown(ctx context.Context, r graph.Reader, rules *ruleset) error {
	for _, way := range []struct {
		direction graph.Direction
		as        string
	}{{graph.Into, "supplier"}, {graph.Out, "customer"}} {
		steps, err := r.Walk(ctx, graph.WalkQuery{From: []string{v.Firm.ID}, Edges: []string{"SUPPLIES"}, Direction: way.direction, Depth: v.Steps})
		if err != nil {
			return err
		}
		ids := make([]string, len(steps))
		for i, step := range steps {
			ids[i] = step.Key
		}
		firms, err := graph.Firms().Get(ctx, r, ids)
		if err != nil {
			return err
		}
		for _, step := range steps {
			supply, err := graph.Supplies().Item(step.Edge)
			if err != nil {
				return err
			}
			f := firms[step.Key]
			k := KnownSupply{SupplyFirm: SupplyFirm{f.ID, f.Name(), f.Region, rules.fullName(f.Region)}, As: way.as, Steps: step.Depth,
				Next: supply.Customer, Link: supply.Link, Since: supply.Since, Source: supply.Source}
			if way.direction == graph.Out {
				k.Next = supply.Supplier
			}
			v.Known = append(v.Known, k)
		}
	}
	return nil
}
