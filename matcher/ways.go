package matcher

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// LongestWay is how many flows a way from link to link may have.
const LongestWay = 16

// feeds are the edges that lead from a link to those that take its product.
func feeds() []string { return []string{"FEEDS"} }

// WaysView is the ways by which what one link makes comes into another.
type WaysView struct {
	From    LinkRef   `json:"from"`
	To      LinkRef   `json:"to"`
	Ways    []Way     `json:"ways"`    // the shortest first
	Longest int       `json:"longest"` // longer ones were not looked for
	Record  RecordRef `json:"record"`
}

// Way is one of them.
type Way struct {
	Steps int          `json:"steps"`
	Links []LinkRef    `json:"links"`
	Flows []graph.Flow `json:"flows"` // all between each link and the next, in their order
}

// LinkRef is a link as it stands on a way.
type LinkRef struct {
	ID     string           `json:"id"`
	Name   string           `json:"name"`
	Stage  graph.Stage      `json:"stage"`
	Status diagnosis.Status `json:"status"`
}

func linkRef(d *diagnosis.Diagnosis, id string) LinkRef {
	x := d.Links[id]
	return LinkRef{ID: id, Name: x.Link.Name, Stage: x.Link.Stage, Status: x.Status}
}

// linksKnown is NotFound for the first of the ids that is no link.
func linksKnown(d *diagnosis.Diagnosis, ids ...string) error {
	for _, id := range ids {
		if d.Links[id] == nil {
			return graph.Errorf(graph.NotFound, "没有名为 %s 的环节", id)
		}
	}
	return nil
}

// Ways gives up to limit ways down the flows from one link to another.
// NotFound for an unknown link, Invalid where both are one.
func (e *Engine) Ways(ctx context.Context, from, to string, limit int) (*WaysView, error) {
	view := &WaysView{Ways: []Way{}, Longest: LongestWay}
	err := e.answer(ctx, func(r graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		if err := linksKnown(d, from, to); err != nil {
			return err
		}
		if from == to {
			return graph.Errorf(graph.Invalid, "起点与终点是同一个环节")
		}
		view.From, view.To = linkRef(d, from), linkRef(d, to)
		ways, err := graph.Ways(ctx, r, graph.PathQuery{From: from, To: to, Edges: feeds(), Depth: LongestWay}, limit)
		if err != nil {
			return err
		}
		for _, edges := range ways {
			way := Way{Steps: len(edges), Links: []LinkRef{linkRef(d, from)}, Flows: []graph.Flow{}}
			for _, edge := range edges {
				way.Links = append(way.Links, linkRef(d, edge.To))
				way.Flows = append(way.Flows, flowsBetween(d, edge.From, edge.To)...)
			}
			view.Ways = append(view.Ways, way)
		}
		view.Record, err = recordRef(ctx, r, d)
		return err
	})
	return view, err
}

func flowsBetween(d *diagnosis.Diagnosis, from, to string) []graph.Flow {
	var flows []graph.Flow
	for _, f := range d.State().Flows {
		if f.From == from && f.To == to {
			flows = append(flows, f)
		}
	}
	return flows
}
