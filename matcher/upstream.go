package matcher

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// allSteps is deeper than any chain of links that are told apart.
const allSteps = 1000

// UpstreamView is everything that goes into a link's product.
type UpstreamView struct {
	Link   LinkRef   `json:"link"`
	Depth  int       `json:"depth"` // 0: all
	Total  int       `json:"total"`
	Links  []Reached `json:"links"` // the nearest first
	Record RecordRef `json:"record"`
}

// Reached is a link that others lead to, by the shortest way.
type Reached struct {
	LinkRef
	Steps    int            `json:"steps"`
	Next     string         `json:"next"` // the link beside it on the way back
	NextName string         `json:"next_name"`
	Kind     graph.FlowKind `json:"kind"` // of the flow between the two
}

func reached(d *diagnosis.Diagnosis, steps []graph.Step) ([]Reached, error) {
	list := []Reached{}
	for _, step := range steps {
		flow, err := graph.Flows().Item(step.Edge)
		if err != nil {
			return nil, err
		}
		next := flow.To
		if next == step.Key {
			next = flow.From
		}
		list = append(list, Reached{LinkRef: linkRef(d, step.Key), Steps: step.Depth, Next: next, NextName: d.Links[next].Link.Name, Kind: flow.Kind})
	}
	return list, nil
}

// Upstream gives all links from which flows lead to a link within a number of
// steps, 0 for any. NotFound for an unknown link.
func (e *Engine) Upstream(ctx context.Context, link string, depth int) (*UpstreamView, error) {
	var view *UpstreamView
	err := e.answer(ctx, func(r graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		if err := linksKnown(d, link); err != nil {
			return err
		}
		within := depth
		if within == 0 {
			within = allSteps
		}
		steps, err := r.Walk(ctx, graph.WalkQuery{From: []string{link}, Edges: feeds(), Direction: graph.Into, Depth: within})
		if err != nil {
			return err
		}
		view = &UpstreamView{Link: linkRef(d, link), Depth: depth, Total: len(steps)}
		if view.Links, err = reached(d, steps); err != nil {
			return err
		}
		view.Record, err = recordRef(ctx, r, d)
		return err
	})
	return view, err
}
