package matcher

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// ParkView is a park of the home region with what rules keep out of it.
type ParkView struct {
	graph.Park
	RegionName string      `json:"region_name,omitempty"`
	Parks      []Named     `json:"parks"`  // those within it
	Closed     []ParkLimit `json:"closed"` // links whose product may not newly come
	Quota      []ParkLimit `json:"quota"`  // links whose product may come in exchange for capacity only
}

// ParkLimit is a link with the rule that holds for it in a park.
type ParkLimit struct {
	Link   string `json:"link"`
	Name   string `json:"name"`
	Text   string `json:"text"`
	Source string `json:"source"`
	List   string `json:"list"`
}

// ParksView is the parks of the home region.
type ParksView struct {
	Parks []ParkView `json:"parks"`
	Total int        `json:"total"`
}

// Parks lists the parks of the home region.
func (e *Engine) Parks(ctx context.Context) (*ParksView, error) {
	view := &ParksView{Parks: []ParkView{}}
	err := e.answer(ctx, func(_ graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		for i := range d.State().Parks {
			view.Parks = append(view.Parks, parkView(rules, d, &d.State().Parks[i]))
		}
		view.Total = len(view.Parks)
		return nil
	})
	return view, err
}

// Park gives one park of the home region; NotFound for an unknown id.
func (e *Engine) Park(ctx context.Context, id string) (*ParkView, error) {
	var view *ParkView
	err := e.answer(ctx, func(_ graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		p, err := d.ParkNamed(id)
		if err != nil {
			return err
		}
		v := parkView(rules, d, p)
		view = &v
		return nil
	})
	return view, err
}

func parkView(rules *ruleset, d *diagnosis.Diagnosis, p *graph.Park) ParkView {
	v := ParkView{Park: *p, RegionName: rules.fullName(p.Region), Parks: []Named{}, Closed: []ParkLimit{}, Quota: []ParkLimit{}}
	for _, o := range d.State().Parks {
		if o.Parent == p.ID {
			v.Parks = append(v.Parks, Named{o.ID, o.Name})
		}
	}
	for i := range d.State().Links {
		l := &d.State().Links[i]
		for _, b := range d.Barriers(l, p) {
			limit := ParkLimit{Link: l.ID, Name: l.Name, Text: b.Text, Source: b.Source, List: b.List}
			if b.Blocks() {
				v.Closed = append(v.Closed, limit)
				break
			}
			if b.Gates() {
				v.Quota = append(v.Quota, limit)
				break
			}
		}
	}
	return v
}
