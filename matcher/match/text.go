package match

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Reading tells where firms stand at one product that is no link of any chain.
type Reading interface {
	Infer(ctx context.Context, firms []*graph.Firm) ([][]graph.Presence, error)
}

// ForText ranks firms that were found by words: read as if the words were a
// link's product, excluded and scored by the same rules as for a link.
func (m *Matcher) ForText(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, text string, found []graph.Firm, reading Reading, o Options) (*Answer, error) {
	a := &Answer{Text: text, LinkName: text, Version: m.version(d), Candidates: []Candidate{}, Excluded: []Excluded{},
		Local: []Local{}, Technology: []Local{}}
	at := make([]*graph.Firm, len(found))
	for i := range found {
		at[i] = &found[i]
	}
	inferred, err := reading.Infer(ctx, at)
	if err != nil {
		return nil, err
	}
	p := &pool{counts: map[string]int{}, limit: m.weights.Limits.Excluded}
	for i := range found {
		m.sortText(d, &found[i], inferred[i], p, a)
	}
	s := &scoring{weights: m.weights, now: m.now(), west: d.State().Traits.West, linkName: text}
	if s.ties, err = ties(ctx, r, d.State().Home, p.entries); err != nil {
		return nil, err
	}
	a.Candidates = rank(s, p.entries)
	a.Total = len(a.Candidates)
	if o.Top > 0 && len(a.Candidates) > o.Top {
		a.Candidates = a.Candidates[:o.Top]
	}
	if p.excluded != nil {
		a.Excluded = p.excluded
	}
	a.ExcludedCounts = p.counts
	return a, nil
}

// sortText puts one found firm where it belongs: candidates, exclusions, or
// the makers at home.
func (m *Matcher) sortText(d *diagnosis.Diagnosis, f *graph.Firm, presences []graph.Presence, p *pool, a *Answer) {
	var made, traded *graph.Presence
	for i := range presences {
		switch presences[i].Role {
		case graph.Producer:
			made = &presences[i]
		case graph.Trader:
			traded = &presences[i]
		}
	}
	if made == nil {
		if traded != nil {
			p.exclude(f, Trader, clauseOf(traded))
		}
		return
	}
	reason := exclusion(f, made, d.State().Home)
	switch {
	case reason == Landed:
		if len(a.Local) < m.weights.Limits.Local {
			a.Local = append(a.Local, Local{Firm: refOf(f), Text: "本地已在生产：" + clauseOf(made)})
		}
		p.exclude(f, reason, clauseOf(made))
	case reason != "":
		p.exclude(f, reason, clauseOf(made))
	default:
		p.entries = append(p.entries, entry{firm: *f, presence: *made})
	}
}
