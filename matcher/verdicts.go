package matcher

import (
	"context"
	"slices"
	"time"

	"liantu/graph"
)

// VerdictView is a recruiter's verdict as lists show it.
type VerdictView struct {
	ID       string        `json:"id"`
	Firm     string        `json:"firm"` // id of now
	FirmName string        `json:"firm_name"`
	Gap      string        `json:"gap,omitempty"`
	Link     string        `json:"link"`
	LinkName string        `json:"link_name,omitempty"`
	Verdict  graph.Outcome `json:"verdict"`
	Who      string        `json:"who,omitempty"`
	At       string        `json:"at"`
	Note     string        `json:"note,omitempty"`
}

// VerdictFilter narrows the list of verdicts; empty fields do not.
type VerdictFilter struct {
	Firm   string // id, code or name
	Gap    string
	Link   string
	Offset int
	Limit  int // 0: all
}

// VerdictsView is a page of verdicts, the latest first.
type VerdictsView struct {
	Verdicts []VerdictView `json:"verdicts"`
	Total    int           `json:"total"`
}

// Verdict records a recruiter's word on a firm for a gap or link. It changes
// no list. NotFound for an unknown firm, gap or link; Invalid for an outcome
// that is none.
func (e *Engine) Verdict(ctx context.Context, key string, t Target, v graph.TargetVerdict) (*VerdictView, error) {
	v.Gap, v.At = t.Gap, e.now().UTC().Format(time.RFC3339Nano)
	err := e.store.Update(ctx, func(w graph.Writer) error {
		var err error
		if v.Link, err = t.link(ctx, w); err != nil {
			return err
		}
		f, err := resolve(ctx, w, key)
		if err != nil {
			return err
		}
		v.Firm = f.ID
		v.ID = graph.VerdictID(&v)
		if err := v.Validate(); err != nil {
			return err
		}
		return graph.Verdicts().Put(ctx, w, []graph.TargetVerdict{v})
	})
	if err != nil {
		return nil, err
	}
	var view *VerdictView
	err = e.store.View(ctx, func(r graph.Reader) error {
		views, err := verdictViews(ctx, r, []graph.TargetVerdict{v})
		if err == nil {
			view = &views[0]
		}
		return err
	})
	return view, err
}

// Verdicts lists verdicts, the latest first.
func (e *Engine) Verdicts(ctx context.Context, q VerdictFilter) (*VerdictsView, error) {
	view := &VerdictsView{}
	err := e.store.View(ctx, func(r graph.Reader) error {
		var where []graph.Cond
		for field, value := range map[string]string{"gap": q.Gap, "link": q.Link} {
			if value != "" {
				where = append(where, graph.Cond{Field: field, Op: graph.Eq, Value: value})
			}
		}
		all, err := graph.Verdicts().List(ctx, r, graph.Query{Where: where, OrderBy: []graph.Order{{Field: "at", Desc: true}}})
		if err != nil {
			return err
		}
		views, err := verdictViews(ctx, r, all)
		if err != nil {
			return err
		}
		if q.Firm != "" {
			f, err := resolve(ctx, r, q.Firm)
			if err != nil {
				return err
			}
			views = slices.DeleteFunc(views, func(v VerdictView) bool { return v.Firm != f.ID })
		}
		view.Total = len(views)
		views = views[min(q.Offset, len(views)):]
		if q.Limit > 0 {
			views = views[:min(q.Limit, len(views))]
		}
		view.Verdicts = views
		return nil
	})
	return view, err
}

// verdictViews follows firms that were merged since and names firms and links.
func verdictViews(ctx context.Context, r graph.Reader, all []graph.TargetVerdict) ([]VerdictView, error) {
	ids, linkIDs := make([]string, len(all)), make([]string, len(all))
	for i := range all {
		ids[i], linkIDs[i] = all[i].Firm, all[i].Link
	}
	now, err := currentIDs(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	for i := range ids {
		ids[i] = now(ids[i])
	}
	firms, err := graph.Firms().Get(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	links, err := graph.Links().Get(ctx, r, linkIDs)
	if err != nil {
		return nil, err
	}
	views := make([]VerdictView, len(all))
	for i, v := range all {
		f := firms[ids[i]]
		views[i] = VerdictView{ID: v.ID, Firm: ids[i], FirmName: f.Name(), Gap: v.Gap, Link: v.Link, Verdict: v.Outcome, Who: v.Who, At: v.At, Note: v.Note}
		if l, ok := links[v.Link]; ok {
			views[i].LinkName = l.Name
		}
	}
	return views, nil
}
