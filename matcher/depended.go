package matcher

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// DependedView ranks links by how many others need what they make.
type DependedView struct {
	Depth  int        `json:"depth"`
	Total  int        `json:"total"` // links in all
	Links  []Depended `json:"links"`
	Record RecordRef  `json:"record"`
}

// Depended is one of them.
type Depended struct {
	Rank int `json:"rank"`
	LinkRef
	Dependants int `json:"dependants"` // links that flows lead to within the depth
}

// Depended gives the links that most others depend on within a number of
// steps down the flows; limit 0 for all. Invalid for a depth below 1.
func (e *Engine) Depended(ctx context.Context, depth, limit int) (*DependedView, error) {
	view := &DependedView{Depth: depth, Links: []Depended{}}
	err := e.answer(ctx, func(r graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		keys := make([]string, 0, len(d.Links))
		for _, l := range d.State().Links {
			keys = append(keys, l.ID)
		}
		view.Total = len(keys)
		ranked, err := graph.MostDependedOn(ctx, r, keys, feeds(), depth, limit)
		if err != nil {
			return err
		}
		for i, x := range ranked {
			view.Links = append(view.Links, Depended{Rank: i + 1, LinkRef: linkRef(d, x.Key), Dependants: x.Dependants})
		}
		view.Record, err = recordRef(ctx, r, d)
		return err
	})
	return view, err
}
