package matcher

import (
	"context"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/search"
)

// FirmQuery asks for firms by words, region or link.
type FirmQuery struct {
	Text   string
	Region string
	Link   string
	Offset int
	Limit  int // 0: 20
}

// FirmsView is one page of firms.
type FirmsView struct {
	Total int        `json:"total"`
	Firms []FirmItem `json:"firms"`
}

// FirmItem is a firm in a list.
type FirmItem struct {
	ID         string         `json:"id"`
	Code       string         `json:"code,omitempty"`
	Name       string         `json:"name"`
	Region     string         `json:"region,omitempty"`
	RegionName string         `json:"region_name,omitempty"`
	Kind       graph.FirmKind `json:"kind,omitempty"`
	InBeing    bool           `json:"in_being"`
	Presences  []FirmPlace    `json:"presences"`
}

// FirmPlace is where a firm stands, in short.
type FirmPlace struct {
	Link     string         `json:"link"`
	LinkName string         `json:"link_name"`
	Role     graph.Role     `json:"role"`
	Strength graph.Strength `json:"strength"`
}

// Firms searches firms: by words over the index, else by link, else by region.
func (e *Engine) Firms(ctx context.Context, q FirmQuery) (*FirmsView, error) {
	if q.Limit <= 0 {
		q.Limit = 20
	}
	view := &FirmsView{Firms: []FirmItem{}}
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		hits, total, err := e.findFirms(ctx, r, d, q)
		if err != nil {
			return err
		}
		view.Total = total
		view.Firms, err = firmItems(ctx, r, rules, d, hits)
		return err
	})
	return view, err
}

func (e *Engine) findFirms(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, q FirmQuery) ([]search.Hit, int, error) {
	switch {
	case q.Link != "":
		if d.Links[q.Link] == nil {
			return nil, 0, graph.Errorf(graph.NotFound, "没有名为 %s 的环节", q.Link)
		}
		return e.firmsAtLink(ctx, r, q)
	case q.Text != "":
		return e.searchText(ctx, r, q)
	}
	return firmsInRegion(ctx, r, q)
}

// firmsAtLink lists the firms of a link; words narrow them.
func (e *Engine) firmsAtLink(ctx context.Context, r graph.Reader, q FirmQuery) ([]search.Hit, int, error) {
	ask := graph.NeighbourQuery{Keys: []string{q.Link}, Direction: graph.Into}
	if q.Region != "" {
		ask.Where = []graph.Cond{{Field: "region", Op: graph.Prefix, Value: graph.RegionPrefix(q.Region)}}
	}
	presences, err := graph.Presences().At(ctx, r, ask)
	if err != nil {
		return nil, 0, err
	}
	found := map[string]bool{}
	if q.Text != "" {
		hits, _, err := e.searchText(ctx, r, FirmQuery{Text: q.Text, Region: q.Region, Limit: 10000})
		if err != nil {
			return nil, 0, err
		}
		for _, h := range hits {
			found[h.FirmID] = true
		}
	}
	slices.SortStableFunc(presences, func(a, b graph.Presence) int { return b.Strength.Rank() - a.Strength.Rank() })
	var at []search.Hit
	seen := map[string]bool{}
	for _, p := range presences {
		if !seen[p.Firm] && (q.Text == "" || found[p.Firm]) {
			seen[p.Firm] = true
			at = append(at, search.Hit{FirmID: p.Firm})
		}
	}
	return page(at, q), len(at), nil
}

func page(found []search.Hit, q FirmQuery) []search.Hit {
	found = found[min(q.Offset, len(found)):]
	return found[:min(q.Limit, len(found))]
}

// searchText asks the index; a firm whose whole name or code was typed stands first.
func (e *Engine) searchText(ctx context.Context, r graph.Reader, q FirmQuery) ([]search.Hit, int, error) {
	var found []search.Hit
	exact, err := resolve(ctx, r, q.Text)
	if err == nil && (q.Region == "" || graph.InRegion(exact.Region, q.Region)) {
		found = append(found, search.Hit{FirmID: exact.ID, Firm: exact})
	} else if err != nil && graph.CodeOf(err) != graph.NotFound {
		return nil, 0, err
	}
	if e.index == nil {
		return page(found, q), len(found), nil
	}
	ask := search.Query{Text: q.Text, Limit: q.Offset + q.Limit, Record: r}
	if q.Region != "" {
		ask.Regions = []string{q.Region}
	}
	hits, total, err := e.index.Search(ctx, ask)
	if err != nil {
		return nil, 0, err
	}
	hits = slices.DeleteFunc(hits, func(h search.Hit) bool { return len(found) > 0 && h.FirmID == found[0].FirmID })
	found = append(found, hits...)
	return page(found, q), max(total, len(found)), nil
}

func firmsInRegion(ctx context.Context, r graph.Reader, q FirmQuery) ([]search.Hit, int, error) {
	var where []graph.Cond
	if q.Region != "" {
		where = []graph.Cond{{Field: "region", Op: graph.Prefix, Value: graph.RegionPrefix(q.Region)}}
	}
	groups, err := r.Count(ctx, graph.CountQuery{Label: "Firm", Where: where})
	if err != nil {
		return nil, 0, err
	}
	total := 0
	for _, g := range groups {
		total += int(g.N)
	}
	firms, _, err := graph.Firms().Find(ctx, r, graph.Query{Where: where, Limit: q.Offset + q.Limit})
	found := make([]search.Hit, len(firms))
	for i := range firms {
		found[i] = search.Hit{FirmID: firms[i].ID, Firm: &firms[i]}
	}
	return page(found, q), total, err
}

func firmItems(ctx context.Context, r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis, hits []search.Hit) ([]FirmItem, error) {
	firms, err := heldBy(ctx, r, hits)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.FirmID
	}
	presences, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out})
	if err != nil {
		return nil, err
	}
	places := map[string][]FirmPlace{}
	for _, p := range presences {
		place := FirmPlace{Link: p.Link, Role: p.Role, Strength: p.Strength}
		if x := d.Links[p.Link]; x != nil {
			place.LinkName = x.Link.Name
		}
		places[p.Firm] = append(places[p.Firm], place)
	}
	items := []FirmItem{}
	for _, id := range ids {
		f := firms[id]
		if f == nil {
			continue
		}
		item := FirmItem{ID: f.ID, Code: f.Code(), Name: f.Name(), Region: f.Region, RegionName: rules.fullName(f.Region),
			Kind: f.Kind, InBeing: f.InBeing, Presences: places[id]}
		if item.Presences == nil {
			item.Presences = []FirmPlace{}
		}
		items = append(items, item)
	}
	return items, nil
}

// resolve finds the firm that a key names: its id or a former id, its credit
// code, its name or a former name. NotFound where none does, Conflict where
// several firms bear the name.
func resolve(ctx context.Context, r graph.Reader, key string) (*graph.Firm, error) {
	nameKey := graph.NameKey(key)
	if f, err := graph.Firms().One(ctx, r, key); err == nil {
		return &f, nil
	} else if graph.CodeOf(err) != graph.NotFound {
		return nil, err
	}
	for _, q := range []graph.Cond{{Field: "code", Op: graph.Eq, Value: nameKey}, {Field: "name_key", Op: graph.Eq, Value: nameKey}} {
		firms, _, err := graph.Firms().Find(ctx, r, graph.Query{Where: []graph.Cond{q}, Limit: 2})
		if err != nil {
			return nil, err
		}
		if len(firms) == 1 {
			return &firms[0], nil
		}
		if len(firms) > 1 {
			return nil, graph.Errorf(graph.Conflict, "有不止一家企业名为 %s，请用信用代码", key)
		}
	}
	aliases, err := graph.AliasesOf().At(ctx, r, graph.NeighbourQuery{
		Keys: []string{graph.NameAlias(nameKey), graph.IDAlias(key)}, Direction: graph.Out})
	if err != nil {
		return nil, err
	}
	if len(aliases) == 0 {
		return nil, graph.Errorf(graph.NotFound, "档案中没有企业 %s", key)
	}
	f, err := graph.Firms().One(ctx, r, aliases[0].Firm)
	return &f, err
}
