package diagnosis

import (
	"context"
	"sort"

	"liantu/graph"
)

// State is what a diagnosis is computed from, read from one version of the
// record. Diagnose is a pure function of it, so a what-if is a changed State.
type State struct {
	Version    graph.Version
	Home       string // six-digit code
	Traits     RegionTraits
	Chains     []graph.Chain
	Links      []graph.Link
	Flows      []graph.Flow
	ChainsOf   map[string][]string // link → its chains, owner first
	LinksOf    map[string][]string // chain → its links in the order of the map
	Here       map[string][]Occupant
	Near       map[string][]Occupant // the neighbourhood
	Tallies    []graph.Tally
	Years      map[string]map[int]int64 // region → founding year → firms: home and reference
	Indicators []graph.Indicator
	Complete   []graph.Import    // imports declared complete
	Places     map[string]string // code → name: the neighbourhood
	Parks      []graph.Park      // of the home region
}

// Occupant is a firm at a link, with what the diagnosis needs of it.
type Occupant struct {
	graph.Presence
	Name  string
	Group string // firms of one group count once
}

// Load reads the state of a home region.
func Load(ctx context.Context, r graph.Reader, rules *Rules, home string) (*State, error) {
	s := &State{Home: home, Traits: rules.Traits(home)}
	var err error
	if s.Version, err = r.Version(ctx); err != nil {
		return nil, err
	}
	if s.Chains, err = graph.Chains().List(ctx, r, graph.Query{OrderBy: []graph.Order{{Field: "order"}}}); err != nil {
		return nil, err
	}
	if s.Links, err = graph.Links().List(ctx, r, graph.Query{}); err != nil {
		return nil, err
	}
	ids := make([]string, len(s.Links))
	for i, l := range s.Links {
		ids[i] = l.ID
	}
	if s.Flows, err = graph.Flows().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out}); err != nil {
		return nil, err
	}
	if err = s.loadMemberships(ctx, r, ids); err != nil {
		return nil, err
	}
	if err = s.loadOccupants(ctx, r, ids); err != nil {
		return nil, err
	}
	return s, s.loadFigures(ctx, r)
}

func (s *State) loadMemberships(ctx context.Context, r graph.Reader, ids []string) error {
	members, err := graph.Memberships().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out})
	if err != nil {
		return err
	}
	sort.Slice(members, func(i, j int) bool {
		a, b := members[i], members[j]
		if a.Owner != b.Owner {
			return a.Owner
		}
		return a.Order < b.Order
	})
	s.ChainsOf, s.LinksOf = map[string][]string{}, map[string][]string{}
	for _, m := range members {
		s.ChainsOf[m.Link] = append(s.ChainsOf[m.Link], m.Chain)
		s.LinksOf[m.Chain] = append(s.LinksOf[m.Chain], m.Link)
	}
	return nil
}

func (s *State) loadOccupants(ctx context.Context, r graph.Reader, ids []string) error {
	var err error
	if s.Here, err = occupants(ctx, r, ids, []string{s.Home}); err != nil {
		return err
	}
	s.Near, err = occupants(ctx, r, ids, s.Traits.Neighbourhood)
	return err
}

// occupants reads the presences in some regions and the firms behind them.
func occupants(ctx context.Context, r graph.Reader, links, regions []string) (map[string][]Occupant, error) {
	var all []graph.Presence
	var roles []string // all of them: indexes lead to a region by way of the role
	for _, role := range graph.Roles() {
		roles = append(roles, string(role))
	}
	for _, region := range regions {
		found, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: links, Direction: graph.Into,
			Where: []graph.Cond{{Field: "role", Op: graph.In, Value: roles}, {Field: "region", Op: graph.Prefix, Value: graph.RegionPrefix(region)}}})
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	ids := make([]string, 0, len(all))
	seen := map[string]bool{}
	for _, p := range all {
		if !seen[p.Firm] {
			seen[p.Firm] = true
			ids = append(ids, p.Firm)
		}
	}
	firms, err := graph.Firms().Get(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	by := map[string][]Occupant{}
	for _, p := range all {
		f := firms[p.Firm]
		by[p.Link] = append(by[p.Link], Occupant{Presence: p, Name: f.Name(), Group: groupOf(&f)})
	}
	return by, nil
}

// groupOf is what firms of one group have in common: the group's name, a
// plant's parent, else the firm's own name.
func groupOf(f *graph.Firm) string {
	switch {
	case f.Text(graph.FieldGroup) != "":
		return graph.NameKey(f.Text(graph.FieldGroup))
	case f.ParentName != "":
		return graph.NameKey(f.ParentName)
	}
	return f.NameKey
}

func (s *State) loadFigures(ctx context.Context, r graph.Reader) error {
	var err error
	if s.Tallies, err = graph.Tallies().List(ctx, r, graph.Query{Limit: 5000}); err != nil {
		return err
	}
	if s.Indicators, err = graph.Indicators().List(ctx, r, graph.Query{}); err != nil {
		return err
	}
	s.Complete, err = graph.Imports().List(ctx, r, graph.Query{
		Where: []graph.Cond{{Field: "complete", Op: graph.IsKnown}, {Field: "finished", Op: graph.IsKnown}}})
	if err != nil {
		return err
	}
	places, err := graph.Regions().Get(ctx, r, s.Traits.Neighbourhood)
	if err != nil {
		return err
	}
	s.Places = map[string]string{}
	for code, place := range places {
		s.Places[code] = place.Name
	}
	if s.Parks, err = graph.Parks().List(ctx, r, graph.Query{
		Where: []graph.Cond{{Field: "region", Op: graph.Prefix, Value: graph.RegionPrefix(s.Home)}}}); err != nil {
		return err
	}
	s.Years = map[string]map[int]int64{}
	for _, region := range []string{s.Home, s.Traits.Reference} {
		if region == "" {
			continue
		}
		if s.Years[region], err = foundedByYear(ctx, r, region); err != nil {
			return err
		}
	}
	return nil
}

func foundedByYear(ctx context.Context, r graph.Reader, region string) (map[int]int64, error) {
	groups, err := r.Count(ctx, graph.CountQuery{Label: "Firm", GroupBy: []string{"founded_year"},
		Where: []graph.Cond{{Field: "region", Op: graph.Prefix, Value: graph.RegionPrefix(region)}}})
	if err != nil {
		return nil, err
	}
	years := map[int]int64{}
	for _, g := range groups {
		if y, ok := g.Values[0].(int64); ok {
			years[int(y)] = g.N
		}
	}
	return years, nil
}
