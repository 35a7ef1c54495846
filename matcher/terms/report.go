package terms

import (
	"cmp"
	"context"
	"slices"

	"liantu/graph"
)

// Report is how the terms of some links do over a record.
type Report struct {
	Rules  string          `json:"rules"`
	Firms  int64           `json:"firms"`
	Totals map[Finding]int `json:"totals"`
	Words  int             `json:"words"`
	Links  []LinkReport    `json:"links"`
}

// LinkReport is one link with its words, those with findings first.
type LinkReport struct {
	Link  string             `json:"link"`
	Name  string             `json:"name"`
	Roles map[graph.Role]int `json:"roles"` // firms of strength medium or better, by role
	Words []WordReport       `json:"words"`
}

// WordReport is one word with the firms that it hits.
type WordReport struct {
	Word     string             `json:"word"`
	Kind     Kind               `json:"kind"`
	Firms    int                `json:"firms"`
	Roles    map[graph.Role]int `json:"roles"`
	Shared   []Shared           `json:"shared"` // other links that claim the same clauses, most first
	Findings []Finding          `json:"findings"`
}

// Shared is another link that claims clauses which a word hits.
type Shared struct {
	Link    string `json:"link"`
	Name    string `json:"name"`
	Firms   int    `json:"firms"`   // with a clause that both claim
	Overlap int    `json:"overlap"` // of these, where both read the same word
}

// Make reports on one link, or on all where link is "". NotFound for an
// unknown link.
func Make(ctx context.Context, r graph.Reader, rules *Rules, link string) (*Report, error) {
	links, err := graph.Links().List(ctx, r, graph.Query{OrderBy: []graph.Order{{Field: "key"}}})
	if err != nil {
		return nil, err
	}
	if link != "" && !slices.ContainsFunc(links, func(l graph.Link) bool { return l.ID == link }) {
		return nil, graph.Errorf(graph.NotFound, "没有名为 %s 的环节", link)
	}
	report := &Report{Rules: rules.Version, Totals: map[Finding]int{Never: 0, Traders: 0, Overlap: 0, Neighbour: 0}, Links: []LinkReport{}}
	groups, err := r.Count(ctx, graph.CountQuery{Label: "Firm"})
	if err != nil {
		return nil, err
	}
	if len(groups) > 0 {
		report.Firms = groups[0].N
	}
	g, err := gather(ctx, r, links, link)
	if err != nil {
		return nil, err
	}
	for i := range links {
		if link != "" && links[i].ID != link {
			continue
		}
		l := g.report(rules, i)
		report.Words += len(l.Words)
		for _, w := range l.Words {
			for _, f := range w.Findings {
				report.Totals[f]++
			}
		}
		report.Links = append(report.Links, l)
	}
	return report, nil
}

// report works out one link's words.
func (g *gathered) report(rules *Rules, link int) LinkReport {
	l := &g.links[link]
	out := LinkReport{Link: l.ID, Name: l.Name, Roles: g.roles[link], Words: []WordReport{}}
	if out.Roles == nil {
		out.Roles = map[graph.Role]int{}
	}
	hits := map[string][]claim{}
	for _, c := range g.claims[link] {
		hits[c.word] = append(hits[c.word], c)
	}
	for _, w := range wordsOf(l) {
		key := w.folded
		if w.kind == Name {
			key = nameMark + key
		}
		out.Words = append(out.Words, g.word(rules, link, w, hits[key]))
	}
	slices.SortStableFunc(out.Words, func(a, b WordReport) int { return cmp.Compare(min(len(b.Findings), 1), min(len(a.Findings), 1)) })
	return out
}

// word works out one word from what it hit.
func (g *gathered) word(rules *Rules, link int, w word, hits []claim) WordReport {
	out := WordReport{Word: w.text, Kind: w.kind, Roles: map[graph.Role]int{}, Shared: []Shared{}, Findings: []Finding{}}
	roles := map[string]map[graph.Role]bool{}
	shared := map[int]map[string]bool{} // other link → firms, true where the words are the same
	for _, h := range hits {
		if roles[h.firm] == nil {
			roles[h.firm] = map[graph.Role]bool{}
		}
		roles[h.firm][h.role] = true
		if w.kind == Name {
			continue
		}
		for _, o := range g.beside(link, h) {
			if shared[o.link] == nil {
				shared[o.link] = map[string]bool{}
			}
			shared[o.link][h.firm] = shared[o.link][h.firm] || h.word == o.word
		}
	}
	traders := 0
	for _, rs := range roles {
		for role := range rs {
			out.Roles[role]++
		}
		if rs[graph.Trader] && !rs[graph.Producer] && !rs[graph.Planned] {
			traders++
		}
	}
	out.Firms = len(roles)
	out.Shared = g.sharedOf(shared)
	out.Findings = findings(rules, &out, traders)
	return out
}

func (g *gathered) sharedOf(by map[int]map[string]bool) []Shared {
	list := []Shared{}
	for link, firms := range by {
		s := Shared{Link: g.links[link].ID, Name: g.links[link].Name, Firms: len(firms)}
		for _, same := range firms {
			if same {
				s.Overlap++
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Shared) int { return cmp.Or(cmp.Compare(b.Firms, a.Firms), cmp.Compare(a.Link, b.Link)) })
	const most = 5
	overlapping := list[min(most, len(list)):]
	list = list[:min(most, len(list))]
	for _, s := range overlapping {
		if s.Overlap > 0 {
			list = append(list, s)
		}
	}
	return list
}

func findings(rules *Rules, w *WordReport, traders int) []Finding {
	list := []Finding{}
	if w.Firms == 0 {
		return append(list, Never)
	}
	share := func(n int) float64 { return float64(n) / float64(w.Firms) }
	enough := w.Firms >= rules.MinFirms
	if enough && share(traders) >= rules.TradersAbove {
		list = append(list, Traders)
	}
	overlap := 0
	for _, s := range w.Shared {
		overlap = max(overlap, s.Overlap)
	}
	if overlap > 0 {
		list = append(list, Overlap)
	}
	if enough && len(w.Shared) > 0 && share(w.Shared[0].Firms) >= rules.NeighbourAbove {
		list = append(list, Neighbour)
	}
	return list
}
