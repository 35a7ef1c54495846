package matcher

import (
	"context"
	"time"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// FirmView is one firm with everything the record says of it.
type FirmView struct {
	Firm      FirmDetail `json:"firm"`
	Presences []Reading  `json:"presences"`
}

// FirmDetail is what is known of a firm; absent fields are unknown.
type FirmDetail struct {
	ID          string             `json:"id"`
	Code        string             `json:"code,omitempty"`
	Name        string             `json:"name"`
	Region      string             `json:"region,omitempty"`
	RegionName  string             `json:"region_name,omitempty"`
	Kind        graph.FirmKind     `json:"kind,omitempty"`
	Parent      string             `json:"parent,omitempty"`
	InBeing     bool               `json:"in_being"`
	Capital     *float64           `json:"capital,omitempty"`
	Currency    string             `json:"currency,omitempty"`
	Values      map[string]Valued  `json:"values"` // by field, each with its row
	FormerNames []string           `json:"former_names"`
	Earlier     []graph.Superseded `json:"earlier"`
	Sources     []graph.Source     `json:"sources"`
}

// Valued is the value that stands for a field and the row it came from.
type Valued struct {
	Text  string `json:"text"`
	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
	AsOf  string `json:"as_of,omitempty"`
}

// Reading is one presence by one term, with the clause it was read from.
type Reading struct {
	Chain         string         `json:"chain"`
	Link          string         `json:"link"`
	LinkName      string         `json:"link_name"`
	Role          graph.Role     `json:"role"`
	Strength      graph.Strength `json:"strength"`
	Term          string         `json:"term,omitempty"`
	Clause        string         `json:"clause"`
	In            string         `json:"in"`
	Verdict       graph.Verdict  `json:"verdict,omitempty"`
	Counts        bool           `json:"counts"`
	Contradiction string         `json:"contradiction,omitempty"`
	Notes         []string       `json:"notes,omitempty"`
	Source        RowRef         `json:"source"`
}

// RowRef names a row.
type RowRef struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"`
	Row   int    `json:"row"`
}

// Firm gives one firm by id, code or name; NotFound, Conflict.
func (e *Engine) Firm(ctx context.Context, key string) (*FirmView, error) {
	var view *FirmView
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		f, err := resolve(ctx, r, key)
		if err != nil {
			return err
		}
		presences, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{f.ID}, Direction: graph.Out})
		if err != nil {
			return err
		}
		view = &FirmView{Firm: detail(f, rules), Presences: readings(f, presences, d)}
		return nil
	})
	return view, err
}

func detail(f *graph.Firm, rules *ruleset) FirmDetail {
	v := FirmDetail{ID: f.ID, Code: f.Code(), Name: f.Name(), Region: f.Region, RegionName: rules.fullName(f.Region), Kind: f.Kind,
		Parent: f.ParentName, InBeing: f.InBeing, Capital: f.Capital, Currency: f.Currency, Values: map[string]Valued{},
		FormerNames: f.FormerNames(), Earlier: f.Earlier, Sources: f.Sources}
	for field := range graph.FieldCount {
		if source, ok := f.SourceOf(field); ok {
			v.Values[field.String()] = Valued{f.Text(field), source.File, source.Sheet, source.Row, source.AsOf}
		}
	}
	if v.FormerNames == nil {
		v.FormerNames = []string{}
	}
	if v.Earlier == nil {
		v.Earlier = []graph.Superseded{}
	}
	return v
}

// readings gives one entry per link, role and term.
func readings(f *graph.Firm, presences []graph.Presence, d *diagnosis.Diagnosis) []Reading {
	list := []Reading{}
	for _, p := range presences {
		for _, x := range p.Evidence {
			reading := Reading{Link: p.Link, Role: p.Role, Strength: x.Strength, Term: x.Term, Clause: x.Clause, In: x.In,
				Verdict: p.Verdict, Counts: p.Counts, Contradiction: x.Contradiction, Notes: x.Notes}
			if x.In == graph.InName || x.In == graph.InIndustry {
				reading.Term = ""
			}
			if chains := d.State().ChainsOf[p.Link]; len(chains) > 0 {
				reading.Chain, reading.LinkName = chains[0], d.Links[p.Link].Link.Name
			}
			if x.Source >= 0 && x.Source < len(f.Sources) {
				source := f.Sources[x.Source]
				reading.Source = RowRef{source.File, source.Sheet, source.Row}
			}
			list = append(list, reading)
		}
	}
	return list
}

// Explain reads a scope and a name that need not be of any firm on record.
func (e *Engine) Explain(ctx context.Context, name, scope string) (*FirmView, error) {
	var view *FirmView
	err := e.answer(ctx, func(_ graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		f := &graph.Firm{Sources: []graph.Source{{}}}
		f.Held[graph.FieldName].Text, f.Held[graph.FieldScope].Text = name, scope
		f.Settle()
		inferred, err := rules.presence.Infer(ctx, []*graph.Firm{f})
		if err != nil {
			return err
		}
		view = &FirmView{Firm: detail(f, rules), Presences: readings(f, inferred[0], d)}
		view.Firm.Sources = []graph.Source{} // the text stands in no row
		return nil
	})
	return view, err
}

// Judge records a planner's word on a firm at a link; the role defaults to
// producer. NotFound for an unknown firm or link.
func (e *Engine) Judge(ctx context.Context, key string, j graph.Judgement) (*FirmView, error) {
	record, err := e.Record(ctx)
	if err != nil {
		return nil, err
	}
	if j.Role == "" {
		j.Role = graph.Producer
	}
	j.At = e.now().UTC().Format(time.RFC3339)
	err = e.store.Update(ctx, func(w graph.Writer) error {
		f, err := resolve(ctx, w, key)
		if err != nil {
			return err
		}
		if _, err := graph.Links().One(ctx, w, j.Link); err != nil {
			return graph.Wrap(graph.CodeOf(err), err, "没有名为 %s 的环节", j.Link)
		}
		j.Firm = f.ID
		return record.Judge(ctx, w, []graph.Judgement{j})
	})
	if err != nil {
		return nil, err
	}
	return e.Firm(ctx, j.Firm)
}
