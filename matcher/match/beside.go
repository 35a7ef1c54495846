package match

import (
	"context"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// gatherTraders excludes those who only trade in the product or only plan to
// make it; where makers are few, traders and users that make the product one
// step up or down the chain become candidates of the second rank.
func (m *Matcher) gatherTraders(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, p *pool, known map[string]graph.Firm) error {
	for _, role := range []struct {
		role   graph.Role
		reason string
	}{{graph.Trader, Trader}, {graph.Planned, PlannedOnly}, {graph.User, ""}} {
		if err := m.gatherRole(ctx, r, d, link, p, known, role.role, role.reason); err != nil {
			return err
		}
	}
	return nil
}

func (m *Matcher) gatherRole(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, p *pool, known map[string]graph.Firm, role graph.Role, reason string) error {
	const listed = 500
	all, err := atLink(ctx, r, link, role, listed)
	if err != nil {
		return err
	}
	if role == graph.Planned {
		p.takeProjects(all)
	}
	presences := slices.DeleteFunc(slices.Clone(all), func(x graph.Presence) bool { _, is := known[x.Firm]; return is })
	if reason != "" && len(all) == listed {
		if err := countRest(ctx, r, link, role, known, listed-(len(all)-len(presences)), reason, p); err != nil {
			return err
		}
	}
	firms, err := firmsOf(ctx, r, presences)
	if err != nil {
		return err
	}
	adjacent, err := m.adjacent(ctx, r, d, link, presences, firms)
	if err != nil {
		return err
	}
	for _, presence := range presences {
		f, ok := firms[presence.Firm]
		if !ok {
			continue
		}
		if next := adjacent[f.ID]; next != "" && len(p.entries) < m.weights.Limits.Enough {
			p.entries = append(p.entries, entry{firm: f, presence: presence, adjacent: next})
		} else if reason != "" {
			p.exclude(&f, reason, clauseOf(&presence))
		}
		known[f.ID] = f
	}
	return nil
}

// takeProjects notes which candidates plan more of what they make.
func (p *pool) takeProjects(planned []graph.Presence) {
	by := map[string]*graph.Presence{}
	for i := range planned {
		by[planned[i].Firm] = &planned[i]
	}
	for i := range p.entries {
		p.entries[i].project = by[p.entries[i].firm.ID]
	}
}

// countRest adds to the counts those of a role, and not known in another,
// beyond the listed ones.
func countRest(ctx context.Context, r graph.Reader, link string, role graph.Role, known map[string]graph.Firm, listed int, reason string, p *pool) error {
	where := []graph.Cond{{Field: "to", Op: graph.Eq, Value: link}, {Field: "role", Op: graph.Eq, Value: string(role)}}
	count := func(where []graph.Cond) (int, error) {
		groups, err := r.Count(ctx, graph.CountQuery{Edge: "OCCUPIES", Where: where})
		if err != nil || len(groups) == 0 {
			return 0, err
		}
		return int(groups[0].N), nil
	}
	all, err := count(where)
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(known))
	for id := range known {
		ids = append(ids, id)
	}
	both, err := count(append(slices.Clone(where), graph.Cond{Field: "from", Op: graph.In, Value: ids}))
	p.counts[reason] += all - both - listed
	return err
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
	found := map[string]string{}
	if len(next) == 0 || len(presences) == 0 {
		return found, nil
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
	for _, p := range made {
		f := firms[p.Firm]
		if next[p.Link] && found[p.Firm] == "" && m.constraintsAt(d, link).broken(&f, &p) == "" {
			found[p.Firm] = p.Link
		}
	}
	return found, nil
}

// findSites gives each candidate the units of its own and the firms of its
// group, as far as they are in being.
func findSites(ctx context.Context, r graph.Reader, entries []entry) error {
	parents, groups := map[string][]int{}, map[string][]int{}
	for i := range entries {
		f := &entries[i].firm
		parents[f.NameKey] = append(parents[f.NameKey], i)
		if g := f.Text(graph.FieldGroup); g != "" {
			groups[g] = append(groups[g], i)
		}
	}
	var names, groupNames []string
	for i := range entries {
		names = append(names, entries[i].firm.Name())
		if g := entries[i].firm.Text(graph.FieldGroup); g != "" {
			groupNames = append(groupNames, g)
		}
	}
	take := func(field string, values []string, of func(*graph.Firm) []int) error {
		if len(values) == 0 {
			return nil
		}
		for site, err := range graph.Firms().All(ctx, r, graph.Query{Where: []graph.Cond{{Field: field, Op: graph.In, Value: values}}}) {
			if err != nil {
				return err
			}
			for _, i := range of(&site) {
				if e := &entries[i]; site.InBeing && site.ID != e.firm.ID && !slices.ContainsFunc(e.sites, func(s graph.Firm) bool { return s.ID == site.ID }) {
					e.sites = append(e.sites, site)
				}
			}
		}
		return nil
	}
	if err := take("parent_name", names, func(f *graph.Firm) []int { return parents[graph.NameKey(f.ParentName)] }); err != nil {
		return err
	}
	return take("group", groupNames, func(f *graph.Firm) []int { return groups[f.Text(graph.FieldGroup)] })
}
