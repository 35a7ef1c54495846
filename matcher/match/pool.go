package match

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// entry is a firm on its way to a list: its presence at the link and what it is.
type entry struct {
	firm     graph.Firm
	presence graph.Presence
	adjacent string          // link it makes instead, "" where it makes the link's product itself
	plants   []graph.Firm    // units of it that make the link's product
	sites    []graph.Firm    // units of it and firms of its group, whatever they do
	project  *graph.Presence // it plans, or builds, more of it
}

// pool is everybody who may be ranked, and everybody who was left out.
type pool struct {
	entries  []entry
	excluded map[string][]Excluded // by reason
	counts   map[string]int
	limit    int
}

func newPool(limit int) *pool {
	return &pool{counts: map[string]int{}, excluded: map[string][]Excluded{}, limit: limit}
}

func (p *pool) exclude(f *graph.Firm, reason, text string) {
	p.counts[reason]++
	if len(p.excluded[reason]) < p.limit {
		p.excluded[reason] = append(p.excluded[reason], Excluded{refOf(f), reason, text})
	}
}

// listed are the excluded firms that are shown: some of every reason, those
// first that a recruiter would ask about.
func (p *pool) listed() []Excluded {
	order := []string{RejectedBy, InPark, OnList, Landed, PlannedOnly, Trader, Branch, SoleTrader, Cooperative, NotInBeing, WeakOnly}
	taken := map[string]int{}
	left := p.limit
	for _, most := range []int{max(1, p.limit/len(order)), p.limit} {
		for _, reason := range order {
			n := min(len(p.excluded[reason])-taken[reason], most, left)
			taken[reason] += n
			left -= n
		}
	}
	list := []Excluded{}
	for _, reason := range order {
		list = append(list, p.excluded[reason][:taken[reason]]...)
	}
	return list
}

// gather sorts the firms at a link into candidates and exclusions.
func (m *Matcher) gather(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, limit int) (*pool, error) {
	p := newPool(limit)
	makers, err := m.makers(ctx, r, link, p)
	if err != nil {
		return nil, err
	}
	firms, err := firmsOf(ctx, r, makers)
	if err != nil {
		return nil, err
	}
	rule := m.constraintsAt(d, link)
	plants := map[string][]graph.Firm{}
	for i := range makers {
		f, ok := firms[makers[i].Firm]
		if !ok {
			continue
		}
		if f.Kind == graph.Plant && f.InBeing && makers[i].Counts {
			plants[graph.NameKey(f.ParentName)] = append(plants[graph.NameKey(f.ParentName)], f)
		}
		if reason := rule.broken(&f, &makers[i]); reason != "" {
			p.exclude(&f, reason, clauseOf(&makers[i]))
			continue
		}
		p.entries = append(p.entries, entry{firm: f, presence: makers[i]})
	}
	p.takePlants(plants, d.State().Home)
	if err := m.gatherTraders(ctx, r, d, link, p, firms); err != nil {
		return nil, err
	}
	return p, findSites(ctx, r, p.entries)
}

// takePlants gives each candidate its plants; one that has such a plant at
// home has landed.
func (p *pool) takePlants(plants map[string][]graph.Firm, home string) {
	p.entries = slices.DeleteFunc(p.entries, func(e entry) bool {
		for _, plant := range plants[e.firm.NameKey] {
			if graph.InRegion(plant.Region, home) {
				p.exclude(&e.firm, Landed, "本地已有分厂："+plant.Name())
				return true
			}
		}
		return false
	})
	for i := range p.entries {
		p.entries[i].plants = plants[p.entries[i].firm.NameKey]
	}
}

func focusOf(p *graph.Presence) float64 {
	if p.Focus == nil {
		return 0
	}
	return *p.Focus
}

// makers are the producers at a link. Firms of which only their class or a
// family word speaks are counted, not read: a few serve as examples.
func (m *Matcher) makers(ctx context.Context, r graph.Reader, link string, p *pool) ([]graph.Presence, error) {
	at := func(limit int, where ...graph.Cond) ([]graph.Presence, error) {
		return graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{link}, Direction: graph.Into, Limit: limit,
			Where: append(where, graph.Cond{Field: "role", Op: graph.Eq, Value: string(graph.Producer)})})
	}
	weak := graph.Cond{Field: "strength", Op: graph.Eq, Value: string(graph.Weak)}
	makers, err := at(0, graph.Cond{Field: "strength", Op: graph.In, Value: []string{string(graph.Strong), string(graph.Medium)}})
	if err != nil {
		return nil, err
	}
	rejected, err := at(0, graph.Cond{Field: "verdict", Op: graph.Eq, Value: string(graph.Rejected)})
	if err != nil {
		return nil, err
	}
	isHeld := map[string]bool{}
	for i := range makers {
		isHeld[makers[i].Firm] = true
	}
	weakRejected := 0
	for i := range rejected {
		if !isHeld[rejected[i].Firm] {
			makers = append(makers, rejected[i])
			if rejected[i].Strength == graph.Weak {
				weakRejected++
			}
		}
	}
	groups, err := r.Count(ctx, graph.CountQuery{Edge: "OCCUPIES", Where: []graph.Cond{weak,
		{Field: "to", Op: graph.Eq, Value: link}, {Field: "role", Op: graph.Eq, Value: string(graph.Producer)}}})
	if err != nil || len(groups) == 0 || groups[0].N == 0 {
		return makers, err
	}
	examples, err := at(p.limit, weak)
	if err != nil {
		return nil, err
	}
	return makers, m.excludeWeak(ctx, r, p, examples, int(groups[0].N)-weakRejected)
}

func (m *Matcher) excludeWeak(ctx context.Context, r graph.Reader, p *pool, examples []graph.Presence, all int) error {
	firms, err := firmsOf(ctx, r, examples)
	if err != nil {
		return err
	}
	for i := range examples {
		if f, ok := firms[examples[i].Firm]; ok && examples[i].Verdict != graph.Rejected {
			p.exclude(&f, WeakOnly, clauseOf(&examples[i]))
		}
	}
	if all > 0 {
		p.counts[WeakOnly] = all
	}
	return nil
}

func atLink(ctx context.Context, r graph.Reader, link string, role graph.Role, limit int) ([]graph.Presence, error) {
	return graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{link}, Direction: graph.Into, Limit: limit,
		Where: []graph.Cond{{Field: "role", Op: graph.Eq, Value: string(role)}}})
}

func firmsOf(ctx context.Context, r graph.Reader, presences []graph.Presence) (map[string]graph.Firm, error) {
	ids := make([]string, len(presences))
	for i, p := range presences {
		ids[i] = p.Firm
	}
	return graph.Firms().Get(ctx, r, ids)
}

func clauseOf(p *graph.Presence) string {
	for _, e := range p.Evidence {
		if e.Clause != "" {
			return e.Clause
		}
	}
	return ""
}

// constraints are the hard constraints on makers at one link.
type constraints struct {
	home    string
	farming bool // individuals and cooperatives may come
}

func (m *Matcher) constraintsAt(d *diagnosis.Diagnosis, link string) constraints {
	c := constraints{home: d.State().Home}
	rules := &m.weights.Farming
	chains := d.State().ChainsOf[link]
	c.farming = len(chains) > 0 && slices.Contains(rules.Chains, chains[0])
	if x := d.Links[link]; x != nil {
		for _, class := range x.Link.Industry {
			c.farming = c.farming || slices.ContainsFunc(rules.Industry, func(p string) bool { return strings.HasPrefix(class, p) })
		}
	}
	return c
}

// broken is the hard constraint that a maker breaks, "" where none.
func (c constraints) broken(f *graph.Firm, p *graph.Presence) string {
	switch {
	case !f.InBeing:
		return NotInBeing
	case p.Verdict == graph.Rejected:
		return RejectedBy
	case p.Strength.Rank() < graph.Medium.Rank():
		return WeakOnly
	case graph.InRegion(f.Region, c.home):
		return Landed
	case f.Kind == graph.Plant || f.Kind == graph.Branch:
		return Branch
	case f.Kind == graph.Individual && !c.farming:
		return SoleTrader
	case f.Kind == graph.Cooperative && !c.farming:
		return Cooperative
	}
	return ""
}
