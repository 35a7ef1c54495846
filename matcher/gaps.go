package matcher

import (
	"context"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// GapFilter narrows the list of gaps; zero fields do not.
type GapFilter struct {
	Chain  string
	Kind   string
	Gate   string
	Offset int
	Limit  int // 0: all
}

// GapsView is a list of gaps by priority.
type GapsView struct {
	Gaps        []diagnosis.Gap `json:"gaps"`
	Total       int             `json:"total"`
	NotHostable []diagnosis.Gap `json:"not_hostable"` // would be gaps, but the region cannot make it
	Record      RecordRef       `json:"record"`
}

// Gaps lists gaps by priority. Those that the region cannot host stand apart;
// the gate not_hostable asks for them.
func (e *Engine) Gaps(ctx context.Context, q GapFilter) (*GapsView, error) {
	view := &GapsView{Gaps: []diagnosis.Gap{}, NotHostable: []diagnosis.Gap{}}
	err := e.answer(ctx, func(r graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		if q.Chain != "" && d.State().LinksOf[q.Chain] == nil {
			return graph.Errorf(graph.NotFound, "没有名为 %s 的产业链", q.Chain)
		}
		from := d.Gaps
		if q.Gate == diagnosis.NotHostable {
			from = d.NotHostable
		}
		for _, g := range from {
			if q.meets(&g) {
				view.Gaps = append(view.Gaps, g)
			}
		}
		for _, g := range d.NotHostable {
			if q.Gate == "" && q.meets(&g) {
				view.NotHostable = append(view.NotHostable, g)
			}
		}
		view.Total = len(view.Gaps)
		from = view.Gaps[min(q.Offset, len(view.Gaps)):]
		if q.Limit > 0 && len(from) > q.Limit {
			from = from[:q.Limit]
		}
		view.Gaps = from
		var err error
		view.Record, err = recordRef(ctx, r, d)
		return err
	})
	return view, err
}

func (q *GapFilter) meets(g *diagnosis.Gap) bool {
	return (q.Chain == "" || slices.Contains(g.Chains, q.Chain)) && (q.Kind == "" || string(g.Kind) == q.Kind) &&
		(q.Gate == "" || slices.Contains(g.Gates, q.Gate))
}

// Gap gives one gap; NotFound for an unknown id.
func (e *Engine) Gap(ctx context.Context, id string) (*diagnosis.Gap, error) {
	var gap *diagnosis.Gap
	err := e.answer(ctx, func(_ graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		g, ok := d.Gap(id)
		if !ok {
			return graph.Errorf(graph.NotFound, "没有编号为 %s 的缺口", id)
		}
		gap = g
		return nil
	})
	return gap, err
}

// Target says what a list is ranked for: exactly one of its fields is set.
type Target struct{ Gap, Link, Text string }

// Match ranks firms for a gap, a link or a text. Invalid where not exactly
// one of them is given. The answer may be kept for the next who asks: it is
// for reading only.
func (e *Engine) Match(ctx context.Context, t Target, o match.Options) (*match.Answer, error) {
	given := 0
	for _, s := range []string{t.Gap, t.Link, t.Text} {
		if s != "" {
			given++
		}
	}
	if given != 1 {
		return nil, graph.Errorf(graph.Invalid, "缺口、环节、文字三者须给且只给一个")
	}
	var answer *match.Answer
	if t.Text == "" {
		err := e.store.View(ctx, func(r graph.Reader) error {
			var err error
			answer, err = e.matchLink(ctx, r, t, o)
			return err
		})
		return answer, err
	}
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		var err error
		if answer, err = e.matchText(ctx, r, rules, d, rules.matcher, t.Text, o); err == nil {
			answer.NamePlaces(rules.fullName)
		}
		return err
	})
	return answer, err
}

// WhatIf answers what a plant of a capacity at a link would change.
func (e *Engine) WhatIf(ctx context.Context, link string, capacity float64) (*diagnosis.WhatIf, error) {
	var w *diagnosis.WhatIf
	err := e.answer(ctx, func(_ graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		var err error
		w, err = d.Land(link, capacity)
		return err
	})
	return w, err
}
