package match

import (
	"context"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// entry is a firm on its way to a list: its presence at the link and what it is.
type entry struct {
	firm     graph.Firm
	presence graph.Presence
	adjacent string // link it makes instead, "" where it makes the link's product itself
	plants   []graph.Firm
}

// pool is everybody who may be ranked, and everybody who was left out.
type pool struct {
	entries  []entry
	excluded []Excluded
	counts   map[string]int
	limit    int
}

func (p *pool) exclude(f *graph.Firm, reason, text string) {
	p.counts[reason]++
	if len(p.excluded) < p.limit {
		p.excluded = append(p.excluded, Excluded{refOf(f), reason, text})
	}
}

// gather sorts the firms at a link into candidates and exclusions.
func (m *Matcher) gather(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string) (*pool, error) {
	p := &pool{counts: map[string]int{}, limit: m.weights.Limits.Excluded}
	makers, err := atLink(ctx, r, link, graph.Producer, 0)
	if err != nil {
		return nil, err
	}
	firms, err := firmsOf(ctx, r, makers)
	if err != nil {
		return nil, err
	}
	home := d.State().Home
	plants := map[string][]graph.Firm{}
	for _, presence := range makers {
		f, ok := firms[presence.Firm]
		if !ok {
			continue
		}
		if f.Kind == graph.Plant {
			plants[graph.NameKey(f.ParentName)] = append(plants[graph.NameKey(f.ParentName)], f)
		}
		if reason := exclusion(&f, &presence, home); reason != "" {
			p.exclude(&f, reason, clauseOf(&presence))
			continue
		}
		p.entries = append(p.entries, entry{firm: f, presence: presence})
	}
	for i := range p.entries {
		p.entries[i].plants = plants[p.entries[i].firm.NameKey]
	}
	return p, m.gatherTraders(ctx, r, d, link, p, firms)
}

func focusOf(p *graph.Presence) float64 {
	if p.Focus == nil {
		return 0
	}
	return *p.Focus
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

// exclusion is the hard constraint that a maker breaks, "" where none.
func exclusion(f *graph.Firm, p *graph.Presence, home string) string {
	switch {
	case !f.InBeing:
		return NotInBeing
	case p.Verdict == graph.Rejected:
		return RejectedBy
	case graph.InRegion(f.Region, home):
		return Landed
	case f.Kind == graph.Plant || f.Kind == graph.Branch:
		return Branch
	case f.Kind == graph.Individual:
		return SoleTrader
	case p.Strength.Rank() < graph.Medium.Rank():
		return WeakOnly
	}
	return ""
}

func clauseOf(p *graph.Presence) string {
	for _, e := range p.Evidence {
		if e.Clause != "" {
			return e.Clause
		}
	}
	return ""
}

// gatherTraders excludes those who only trade in the product or only plan to
// make it; where makers are few, traders and users that make the product one
// step up or down the chain become candidates of the second rank.
func (m *Matcher) gatherTraders(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, p *pool, makers map[string]graph.Firm) error {
	const listed = 500
	for _, role := range []struct {
		role   graph.Role
		reason string
	}{{graph.Trader, Trader}, {graph.Planned, PlannedOnly}, {graph.User, ""}} {
		presences, err := atLink(ctx, r, link, role.role, listed)
		if err != nil {
			return err
		}
		presences = slices.DeleteFunc(presences, func(x graph.Presence) bool { _, is := makers[x.Firm]; return is })
		firms, err := firmsOf(ctx, r, presences)
		if err != nil {
			return err
		}
		adjacent, err := m.adjacent(ctx, r, d, link, presences, firms)
		if err != nil {
			return err
		}
		for _, presence := range presences {
			f := firms[presence.Firm]
			if next := adjacent[f.ID]; next != "" && len(p.entries) < m.weights.Limits.Enough {
				p.entries = append(p.entries, entry{firm: f, presence: presence, adjacent: next})
			} else if role.reason != "" {
				p.exclude(&f, role.reason, clauseOf(&presence))
			}
			makers[f.ID] = f
		}
		if role.reason != "" && len(presences) == listed {
			if err := countRest(ctx, r, link, role.role, listed, role.reason, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// countRest adds those beyond the listed ones to the counts.
func countRest(ctx context.Context, r graph.Reader, link string, role graph.Role, listed int, reason string, p *pool) error {
	groups, err := r.Count(ctx, graph.CountQuery{Edge: "OCCUPIES",
		Where: []graph.Cond{{Field: "to", Op: graph.Eq, Value: link}, {Field: "role", Op: graph.Eq, Value: string(role)}}})
	if err != nil || len(groups) == 0 {
		return err
	}
	p.counts[reason] += int(groups[0].N) - listed
	return nil
}

// adjacent finds among firms those that make a product one step up or down
// the chain and could be ranked; by firm, the link they make.
func (m *Matcher) adjacent(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, presences []graph.Presence, firms map[string]graph.Firm) (map[string]string, error) {
	next := map[string]bool{}
	for _, f := range d.State().Flows {
		if f.Kind == graph.Relation {
			continue
		}
		if f.From == link {
			next[f.To] = true
		}
		if f.To == link {
			next[f.From] = true
		}
	}
	ids := make([]string, 0, len(presences))
	for _, p := range presences {
		ids = append(ids, p.Firm)
	}
	made, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out,
		Where: []graph.Cond{{Field: "role", Op: graph.Eq, Value: string(graph.Producer)}}})
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, p := range made {
		f := firms[p.Firm]
		if next[p.Link] && exclusion(&f, &p, d.State().Home) == "" {
			found[p.Firm] = p.Link
		}
	}
	return found, nil
}
