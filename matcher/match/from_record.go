package match

import (
	"context"
	"maps"
	"slices"
	"strings"

	"liantu/graph"
)

// fromRecord finds the firms of a list in the record: what a list needs is
// read for it alone.
type fromRecord struct {
	*Matcher
	r     graph.Reader
	b     *brander
	given map[string]bool // the firms that were given as makers or in another role
}

// at reads the presences at a link in a role that meet all conditions, by firm.
func (x *fromRecord) at(ctx context.Context, link string, role graph.Role, limit int, where ...graph.Cond) ([]graph.Presence, error) {
	return graph.Presences().At(ctx, x.r, graph.NeighbourQuery{Keys: []string{link}, Direction: graph.Into, Limit: limit,
		Where: append(where, graph.Cond{Field: "role", Op: graph.Eq, Value: string(role)})})
}

func (x *fromRecord) count(ctx context.Context, link string, role graph.Role, where ...graph.Cond) (int, error) {
	groups, err := x.r.Count(ctx, graph.CountQuery{Edge: "OCCUPIES", Where: append(where,
		graph.Cond{Field: "to", Op: graph.Eq, Value: link}, graph.Cond{Field: "role", Op: graph.Eq, Value: string(role)})})
	if err != nil || len(groups) == 0 {
		return 0, err
	}
	return int(groups[0].N), nil
}

// factsAt reads the firms of presences.
func (x *fromRecord) factsAt(ctx context.Context, presences []graph.Presence) (map[string]*facts, error) {
	ids := make([]string, len(presences))
	for i := range presences {
		ids[i] = presences[i].Firm
	}
	firms, err := graph.Firms().Get(ctx, x.r, ids)
	all := make(map[string]*facts, len(firms))
	for id, f := range firms {
		all[id] = x.factsOf(x.b, &f)
	}
	return all, err
}

func (x *fromRecord) makers(ctx context.Context, link string) ([]card, error) {
	presences, err := x.at(ctx, link, graph.Producer, 0,
		graph.Cond{Field: "strength", Op: graph.In, Value: []string{string(graph.Strong), string(graph.Medium)}})
	if err != nil {
		return nil, err
	}
	rejected, err := x.at(ctx, link, graph.Producer, 0, graph.Cond{Field: "verdict", Op: graph.Eq, Value: string(graph.Rejected)})
	if err != nil {
		return nil, err
	}
	for i := range rejected {
		if rejected[i].Strength.Rank() < graph.Medium.Rank() {
			presences = append(presences, rejected[i])
		}
	}
	firms, err := x.factsAt(ctx, presences)
	if err != nil {
		return nil, err
	}
	cards := make([]card, 0, len(presences))
	for i := range presences {
		if f := firms[presences[i].Firm]; f != nil {
			x.given[f.id] = true
			at := x.standingOf(&presences[i])
			cards = append(cards, card{facts: f, role: graph.Producer, stand: &at})
		}
	}
	slices.SortFunc(cards, func(a, b card) int { return strings.Compare(a.id, b.id) })
	return cards, nil
}

func (x *fromRecord) weak(ctx context.Context, link string, first int) ([]leftOut, int, error) {
	where := []graph.Cond{{Field: "strength", Op: graph.Eq, Value: string(graph.Weak)}, {Field: "verdict", Op: graph.IsUnknown}}
	n, err := x.count(ctx, link, graph.Producer, where...)
	if err != nil || n == 0 {
		return nil, 0, err
	}
	presences, err := x.at(ctx, link, graph.Producer, first, where...)
	list := make([]leftOut, len(presences))
	for i := range presences {
		list[i] = leftOutAt(&presences[i])
	}
	return list, n, err
}

// leftOutAt is the firm of a presence as one that is left out for it.
func leftOutAt(p *graph.Presence) leftOut {
	return leftOut{id: p.Firm, role: p.Role, text: clauseOf(p), told: true}
}

func (x *fromRecord) others(ctx context.Context, link string, role graph.Role) ([]leftOut, int, error) {
	looked, err := x.at(ctx, link, role, lookedAt)
	if err != nil {
		return nil, 0, err
	}
	var list []leftOut
	for i := range looked {
		if !x.given[looked[i].Firm] {
			list = append(list, leftOutAt(&looked[i]))
		}
	}
	n := len(list)
	if len(looked) == lookedAt {
		all, err := x.count(ctx, link, role)
		if err != nil {
			return nil, 0, err
		}
		both, err := x.count(ctx, link, role, graph.Cond{Field: "from", Op: graph.In, Value: slices.Collect(maps.Keys(x.given))})
		if err != nil {
			return nil, 0, err
		}
		n = all - both
	}
	for i := range list {
		x.given[list[i].id] = true
	}
	return list, n, nil
}

func (x *fromRecord) adjacent(ctx context.Context, ids []string, next map[string]bool, rule constraints) (map[string]neighbour, error) {
	found := map[string]neighbour{}
	if len(ids) == 0 {
		return found, nil
	}
	made, err := graph.Presences().At(ctx, x.r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out,
		Where: []graph.Cond{{Field: "role", Op: graph.Eq, Value: string(graph.Producer)}}})
	if err != nil {
		return nil, err
	}
	made = slices.DeleteFunc(made, func(p graph.Presence) bool { return !next[p.Link] })
	firms, err := x.factsAt(ctx, made)
	if err != nil {
		return nil, err
	}
	for i := range made {
		f, stand := firms[made[i].Firm], x.standingOf(&made[i])
		if f != nil && found[f.id].facts == nil && rule.broken(f, &stand) == "" {
			found[f.id] = neighbour{f, made[i].Link}
		}
	}
	return found, nil
}

func (x *fromRecord) projects(ctx context.Context, link string, cards []card) error {
	planned, err := x.at(ctx, link, graph.Planned, 0)
	builds := map[string]bool{}
	for i := range planned {
		builds[planned[i].Firm] = true
	}
	for i := range cards {
		cards[i].builds = builds[cards[i].id]
	}
	return err
}

func (x *fromRecord) sites(ctx context.Context, cards []card) error {
	names, groups := map[string][]int{}, map[string][]int{}
	for i := range cards {
		names[cards[i].name] = append(names[cards[i].name], i)
		if g := cards[i].group; g != "" {
			groups[g] = append(groups[g], i)
		}
	}
	take := func(field string, of map[string][]int, value func(*graph.Firm) string) error {
		if len(of) == 0 {
			return nil
		}
		where := []graph.Cond{{Field: field, Op: graph.In, Value: slices.Collect(maps.Keys(of))}}
		for site, err := range graph.Firms().All(ctx, x.r, graph.Query{Where: where}) {
			if err != nil {
				return err
			}
			f := x.factsOf(x.b, &site)
			for _, i := range of[value(&site)] {
				cards[i].addSite(f)
			}
		}
		return nil
	}
	if err := take("parent_name", names, func(f *graph.Firm) string { return f.ParentName }); err != nil {
		return err
	}
	return take("group", groups, func(f *graph.Firm) string { return f.Text(graph.FieldGroup) })
}

// addSite adds a unit or a firm of the group, once, where it is in being.
func (c *card) addSite(f *facts) {
	if f.inBeing && f.id != c.id && !slices.ContainsFunc(c.sites, func(s *facts) bool { return s.id == f.id }) {
		c.sites = append(c.sites, f)
	}
}

func (x *fromRecord) dealers(_ context.Context, cards []card) ([]string, error) {
	ids := make([]string, len(cards))
	for i := range cards {
		ids[i] = cards[i].id
	}
	return ids, nil // supply relations are looked for at all of them
}

func (x *fromRecord) holders(ctx context.Context, link string) ([]*facts, error) {
	presences, err := x.at(ctx, link, graph.Service, lookedAt)
	if err != nil {
		return nil, err
	}
	presences = slices.DeleteFunc(presences, func(p graph.Presence) bool { return x.technologyIn(&p) == "" })
	firms, err := x.factsAt(ctx, presences)
	if err != nil || len(firms) == 0 {
		return nil, err
	}
	at, err := presencesOf(ctx, x.r, link, slices.Collect(maps.Keys(firms)))
	if err != nil {
		return nil, err
	}
	var all []*facts
	for _, f := range firms {
		made := at[stand{f.id, graph.Producer}]
		if f.holdsTechnology(made != nil && made.Strength.Rank() >= graph.Medium.Rank()) {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b *facts) int { return strings.Compare(a.id, b.id) })
	return all, nil
}
