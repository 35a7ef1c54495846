package match

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// pool is everybody who may be ranked, and everybody who was left out.
type pool struct {
	cards    []card
	excluded map[string][]leftOut // by reason, in the order of their ids
	counts   map[string]int
	limit    int
}

// leftOut is a firm that is left out; what a list shows of it beyond this is
// read once it is known whom the list shows.
type leftOut struct {
	id    string
	facts *facts     // nil where they are not at hand
	ref   *FirmRef   // the same
	role  graph.Role // of the presence whose clause says so
	text  string     // what says so
	told  bool       // the text is at hand, even "": it is not to be read
}

func newPool(limit int) *pool {
	return &pool{counts: map[string]int{}, excluded: map[string][]leftOut{}, limit: limit}
}

func (p *pool) exclude(reason string, x leftOut) {
	p.counts[reason]++
	if len(p.excluded[reason]) < p.limit {
		p.excluded[reason] = append(p.excluded[reason], x)
	}
}

// listed are the excluded firms that are shown: some of every reason, those
// first that a recruiter would ask about.
func (p *pool) listed(ctx context.Context, r graph.Reader, link string) ([]Excluded, error) {
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
	var shown []leftOut
	var reasons []string
	for _, reason := range order {
		for _, x := range p.excluded[reason][:taken[reason]] {
			shown, reasons = append(shown, x), append(reasons, reason)
		}
	}
	return describe(ctx, r, link, shown, reasons)
}

// describe reads what a list shows of those left out.
func describe(ctx context.Context, r graph.Reader, link string, shown []leftOut, reasons []string) ([]Excluded, error) {
	var nameless, silent []string
	for _, x := range shown {
		if x.facts == nil && x.ref == nil {
			nameless = append(nameless, x.id)
		}
		if !x.told {
			silent = append(silent, x.id)
		}
	}
	firms, err := graph.Firms().Get(ctx, r, nameless)
	if err != nil {
		return nil, err
	}
	presences, err := presencesOf(ctx, r, link, silent)
	if err != nil {
		return nil, err
	}
	list := make([]Excluded, len(shown))
	for i, x := range shown {
		list[i] = Excluded{Reason: reasons[i], Text: x.text}
		f, read := firms[x.id]
		switch {
		case x.facts != nil:
			list[i].Firm = x.facts.ref()
		case x.ref != nil:
			list[i].Firm = *x.ref
		case read:
			list[i].Firm = refOf(&f)
		}
		if p := presences[stand{x.id, x.role}]; p != nil && !x.told {
			list[i].Text = clauseOf(p)
		}
	}
	return list, nil
}

// stand names a firm's presence at the link at hand.
type stand struct {
	firm string
	role graph.Role
}

// presencesOf reads the presences of firms at a link.
func presencesOf(ctx context.Context, r graph.Reader, link string, firms []string) (map[stand]*graph.Presence, error) {
	list, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: firms, Direction: graph.Out,
		Where: []graph.Cond{{Field: "to", Op: graph.Eq, Value: link}}})
	by := map[stand]*graph.Presence{}
	for i := range list {
		by[stand{list[i].Firm, list[i].Role}] = &list[i]
	}
	return by, err
}

// gather sorts the firms at a link into candidates and those left out.
func (m *Matcher) gather(ctx context.Context, from source, d *diagnosis.Diagnosis, link string, limit int) (*pool, error) {
	p := newPool(limit)
	makers, err := from.makers(ctx, link)
	if err != nil {
		return nil, err
	}
	rule := m.constraintsAt(d, link)
	plants := map[string][]*facts{}
	p.cards = makers[:0]
	for i := range makers {
		c := &makers[i]
		if c.kind == graph.Plant && c.inBeing && c.stand.counts {
			key := c.parentKey()
			plants[key] = append(plants[key], c.facts)
		}
		if reason := rule.broken(c.facts, c.stand); reason != "" {
			p.exclude(reason, leftOut{id: c.id, facts: c.facts, role: graph.Producer})
			continue
		}
		p.cards = append(p.cards, *c)
	}
	p.takePlants(plants, d.State().Home)
	weak, n, err := from.weak(ctx, link, limit)
	if err != nil {
		return nil, err
	}
	for _, x := range weak {
		p.exclude(WeakOnly, x)
	}
	if n > 0 {
		p.counts[WeakOnly] = n
	}
	if err := m.gatherOthers(ctx, from, d, link, p); err != nil {
		return nil, err
	}
	if err := from.projects(ctx, link, p.cards); err != nil {
		return nil, err
	}
	return p, from.sites(ctx, p.cards)
}

// takePlants gives each candidate its plants; one that has such a plant at
// home has landed.
func (p *pool) takePlants(plants map[string][]*facts, home string) {
	if len(plants) == 0 {
		return
	}
	landed := false
	for i := range p.cards {
		c := &p.cards[i]
		if c.units {
			c.plants = plants[c.nameKey]
		}
		landed = landed || c.plantIn(home) != nil
	}
	if !landed {
		return
	}
	p.cards = slices.DeleteFunc(p.cards, func(c card) bool {
		plant := c.plantIn(home)
		if plant != nil {
			p.exclude(Landed, leftOut{id: c.id, facts: c.facts, text: "本地已有分厂：" + plant.name, told: true})
		}
		return plant != nil
	})
}

// plantIn is the first plant of a card's firm in a region; nil where it has none.
func (c *card) plantIn(region string) *facts {
	for _, plant := range c.plants {
		if graph.InRegion(plant.region, region) {
			return plant
		}
	}
	return nil
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
	home    graph.Area
	farming bool // individuals and cooperatives may come
}

func (m *Matcher) constraintsAt(d *diagnosis.Diagnosis, link string) constraints {
	c := constraints{home: graph.AreaOf(d.State().Home)}
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
func (c constraints) broken(f *facts, at *standing) string {
	switch {
	case !f.inBeing:
		return NotInBeing
	case at.rejected:
		return RejectedBy
	case at.strength < graph.Medium.Rank():
		return WeakOnly
	case c.home.Has(f.region):
		return Landed
	case f.kind == graph.Plant || f.kind == graph.Branch:
		return Branch
	case f.kind == graph.Individual && !c.farming:
		return SoleTrader
	case f.kind == graph.Cooperative && !c.farming:
		return Cooperative
	}
	return ""
}
