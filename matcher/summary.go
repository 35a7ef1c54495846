package matcher

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Summary is what a planner sees first in the morning.
type Summary struct {
	Region  Place                    `json:"region"`
	Record  RecordRef                `json:"record"`
	Gaps    []diagnosis.Gap          `json:"gaps"` // the most pressing
	Total   int                      `json:"total"`
	Status  map[diagnosis.Status]int `json:"status"`
	Unknown []Named                  `json:"unknown"` // links that data would settle
}

// Summary of the home region.
func (e *Engine) Summary(ctx context.Context) (*Summary, error) {
	const shown = 5
	s := &Summary{Status: noStatus(), Unknown: []Named{}}
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		s.Region = rules.place(d.State().Home)
		s.Gaps, s.Total = d.Gaps[:min(shown, len(d.Gaps))], len(d.Gaps)
		for _, l := range d.State().Links {
			x := d.Links[l.ID]
			s.Status[x.Status]++
			if x.Status == diagnosis.Unknown && len(l.Articles) > 0 {
				s.Unknown = append(s.Unknown, Named{l.ID, l.Name})
			}
		}
		var err error
		s.Record, err = recordRef(ctx, r, d)
		return err
	})
	return s, err
}
