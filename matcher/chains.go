package matcher

import (
	"context"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// ChainsView is the list of chains with how many links stand how.
type ChainsView struct {
	Chains []ChainSummary `json:"chains"`
	Total  int            `json:"total"`
}

// ChainSummary is one chain of the list.
type ChainSummary struct {
	ID       string                   `json:"id"`
	Name     string                   `json:"name"`
	NameEn   string                   `json:"name_en"`
	Articles []int                    `json:"articles"`
	Links    int                      `json:"links"`
	Status   map[diagnosis.Status]int `json:"status"`
}

// ChainView is one chain as a map: links with status and figures, and flows.
type ChainView struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	NameEn   string          `json:"name_en"`
	Kind     graph.ChainKind `json:"kind"`
	Articles []int           `json:"articles"`
	Region   Place           `json:"region"`
	Record   RecordRef       `json:"record"`
	Links    []LinkSummary   `json:"links"`
	Flows    []graph.Flow    `json:"flows"`
}

// Place is a region with its name.
type Place struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// RecordRef says which state of record and rules an answer is of.
type RecordRef struct {
	Version graph.Version `json:"version"`
	Rules   string        `json:"rules"`
	Reaches string        `json:"reaches"`
	Firms   int64         `json:"firms"`
}

// LinkSummary is a link on a chain's map.
type LinkSummary struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	NameEn   string            `json:"name_en,omitempty"`
	Stage    graph.Stage       `json:"stage"`
	Status   diagnosis.Status  `json:"status"`
	Articles []int             `json:"articles"`
	Context  bool              `json:"context,omitempty"`
	Shared   bool              `json:"shared,omitempty"` // owned by another chain
	Firms    int               `json:"firms"`            // producers at home, once per group
	Figures  diagnosis.Figures `json:"figures"`
	Why      string            `json:"why"`
	Gap      *string           `json:"gap"`
}

// Chains lists the chains in the plan's order.
func (e *Engine) Chains(ctx context.Context) (*ChainsView, error) {
	view := &ChainsView{Chains: []ChainSummary{}}
	err := e.answer(ctx, func(_ graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		for _, c := range d.State().Chains {
			s := ChainSummary{ID: c.ID, Name: c.Name, NameEn: c.NameEn, Articles: ints(c.Articles), Status: noStatus()}
			for _, id := range d.State().LinksOf[c.ID] {
				s.Links++
				s.Status[d.Links[id].Status]++
			}
			view.Chains = append(view.Chains, s)
		}
		view.Total = len(view.Chains)
		return nil
	})
	return view, err
}

func noStatus() map[diagnosis.Status]int {
	return map[diagnosis.Status]int{diagnosis.Strong: 0, diagnosis.Fair: 0, diagnosis.Weak: 0, diagnosis.Blank: 0, diagnosis.Unknown: 0}
}

// ints keeps an empty list from being written as null.
func ints(list []int) []int {
	if list == nil {
		return []int{}
	}
	return list
}

// Chain gives one chain's map; NotFound for an unknown id.
func (e *Engine) Chain(ctx context.Context, id string) (*ChainView, error) {
	var view *ChainView
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		at := slices.IndexFunc(d.State().Chains, func(c graph.Chain) bool { return c.ID == id })
		if at < 0 {
			return graph.Errorf(graph.NotFound, "没有名为 %s 的产业链", id)
		}
		c := d.State().Chains[at]
		view = &ChainView{ID: c.ID, Name: c.Name, NameEn: c.NameEn, Kind: c.Kind, Articles: ints(c.Articles),
			Links: []LinkSummary{}, Flows: []graph.Flow{}}
		view.Region = rules.place(d.State().Home)
		var err error
		if view.Record, err = recordRef(ctx, r, d); err != nil {
			return err
		}
		on := map[string]bool{}
		for _, link := range d.State().LinksOf[id] {
			on[link] = true
			view.Links = append(view.Links, linkSummary(d, link, id))
		}
		for _, f := range d.State().Flows {
			if on[f.From] && on[f.To] {
				view.Flows = append(view.Flows, f)
			}
		}
		return nil
	})
	return view, err
}

func (r *ruleset) place(code string) Place { return Place{code, r.regions[code]} }

func recordRef(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis) (RecordRef, error) {
	ref := RecordRef{Version: d.Version, Rules: d.RulesVersion, Reaches: d.Reach}
	groups, err := r.Count(ctx, graph.CountQuery{Label: "Firm"})
	if err == nil && len(groups) > 0 {
		ref.Firms = groups[0].N
	}
	return ref, err
}

func linkSummary(d *diagnosis.Diagnosis, link, chain string) LinkSummary {
	x := d.Links[link]
	s := LinkSummary{ID: link, Name: x.Link.Name, NameEn: x.Link.NameEn, Stage: x.Link.Stage, Status: x.Status,
		Articles: ints(x.Link.Articles), Context: x.Link.Context, Figures: x.Figures, Why: x.Why}
	s.Shared = len(d.State().ChainsOf[link]) > 0 && d.State().ChainsOf[link][0] != chain
	if v := x.Figures["producers"].Value; v != nil {
		s.Firms = int(*v)
	}
	if x.Gap != "" {
		s.Gap = &x.Gap
	}
	return s
}
