package matcher

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// LinkView is one link with everything that decides its status.
type LinkView struct {
	Link    graph.Link         `json:"link"`
	Chains  []Named            `json:"chains"`
	Status  diagnosis.Status   `json:"status"`
	Why     string             `json:"why"`
	Record  RecordRef          `json:"record"`
	Figures []diagnosis.Figure `json:"figures"`
	Firms   []LinkFirm         `json:"firms"`
	Flows   []graph.Flow       `json:"flows"`
	Gap     *string            `json:"gap"`
}

// Named is an id with its name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// LinkFirm is a firm at home that occupies a link.
type LinkFirm struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Region     string         `json:"region"`
	RegionName string         `json:"region_name"`
	Role       graph.Role     `json:"role"`
	Strength   graph.Strength `json:"strength"`
	Counts     bool           `json:"counts"`
	Verdict    graph.Verdict  `json:"verdict,omitempty"`
	Evidence   []Said         `json:"evidence"`
}

// Said is a piece of evidence with its row.
type Said struct {
	Text          string `json:"text,omitempty"`
	Clause        string `json:"clause"`
	Contradiction string `json:"contradiction,omitempty"`
	File          string `json:"file,omitempty"`
	Sheet         string `json:"sheet,omitempty"`
	Row           int    `json:"row,omitempty"`
}

// Link gives one link; NotFound for an unknown id.
func (e *Engine) Link(ctx context.Context, id string) (*LinkView, error) {
	var view *LinkView
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		x, ok := d.Links[id]
		if !ok {
			return graph.Errorf(graph.NotFound, "没有名为 %s 的环节", id)
		}
		view = &LinkView{Link: *x.Link, Status: x.Status, Why: x.Why, Firms: []LinkFirm{}, Flows: []graph.Flow{}, Chains: []Named{}}
		if x.Gap != "" {
			view.Gap = &x.Gap
		}
		for _, name := range slices.Sorted(maps.Keys(x.Figures)) {
			view.Figures = append(view.Figures, x.Figures[name])
		}
		for _, c := range d.State().Chains {
			if slices.Contains(d.State().ChainsOf[id], c.ID) {
				view.Chains = append(view.Chains, Named{c.ID, c.Name})
			}
		}
		for _, f := range d.State().Flows {
			if f.From == id || f.To == id {
				view.Flows = append(view.Flows, f)
			}
		}
		var err error
		if view.Record, err = recordRef(ctx, r, d); err != nil {
			return err
		}
		view.Firms, err = linkFirms(ctx, r, rules, d.State().Here[id])
		return err
	})
	return view, err
}

func linkFirms(ctx context.Context, r graph.Reader, rules *ruleset, here []diagnosis.Occupant) ([]LinkFirm, error) {
	ids := make([]string, len(here))
	for i, o := range here {
		ids[i] = o.Firm
	}
	firms, err := graph.Firms().Get(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	list := []LinkFirm{}
	for _, o := range here {
		f := firms[o.Firm]
		x := LinkFirm{ID: o.Firm, Name: o.Name, Region: o.Region, RegionName: rules.fullName(o.Region), Role: o.Role,
			Strength: o.Strength, Counts: o.Counts, Verdict: o.Verdict, Evidence: []Said{}}
		for i := range o.Evidence {
			x.Evidence = append(x.Evidence, saidOf(&f, &o.Evidence[i]))
		}
		list = append(list, x)
	}
	order := map[graph.Role]int{graph.Producer: 0, graph.Planned: 1, graph.User: 2, graph.Trader: 3, graph.Service: 4}
	slices.SortFunc(list, func(a, b LinkFirm) int {
		return cmp.Or(cmp.Compare(order[a.Role], order[b.Role]), -cmp.Compare(a.Strength.Rank(), b.Strength.Rank()), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func saidOf(f *graph.Firm, x *graph.Evidence) Said {
	s := Said{Text: x.Term, Clause: x.Clause, Contradiction: x.Contradiction}
	if x.Source >= 0 && x.Source < len(f.Sources) {
		source := f.Sources[x.Source]
		s.File, s.Sheet, s.Row = source.File, source.Sheet, source.Row
	}
	return s
}
