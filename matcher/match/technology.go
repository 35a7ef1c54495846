package match

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"liantu/graph"
)

// technology are those who offer technology for the link: research and
// engineering services on its product, by firms that do not make it
// themselves, and institutes even where they do. Institutes and engineering
// houses come first.
func (m *Matcher) technology(ctx context.Context, r graph.Reader, link string) ([]Local, error) {
	const looked = 500
	presences, err := atLink(ctx, r, link, graph.Service, looked)
	if err != nil {
		return nil, err
	}
	presences = slices.DeleteFunc(presences, func(p graph.Presence) bool { return m.technologyIn(&p) == "" })
	firms, err := firmsOf(ctx, r, presences)
	if err != nil {
		return nil, err
	}
	makes, err := makersAmong(ctx, r, link, presences)
	if err != nil {
		return nil, err
	}
	type holder struct {
		Local
		order int
	}
	var all []holder
	for i := range presences {
		f, ok := firms[presences[i].Firm]
		institute := containsAny(f.Name(), m.weights.Technology.Names)
		if !ok || !f.InBeing || f.Kind != graph.Company || makes[f.ID] && !institute {
			continue
		}
		h := holder{Local: Local{Firm: refOf(&f), Text: m.technologyIn(&presences[i])}}
		if !institute {
			h.order = 1
		}
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b holder) int {
		return cmp.Or(cmp.Compare(a.order, b.order), strings.Compare(a.Firm.ID, b.Firm.ID))
	})
	list := []Local{}
	for _, h := range all[:min(len(all), m.weights.Limits.Technology)] {
		list = append(list, h.Local)
	}
	return list, nil
}

// makersAmong says which of the firms make the link's product.
func makersAmong(ctx context.Context, r graph.Reader, link string, presences []graph.Presence) (map[string]bool, error) {
	ids := make([]string, len(presences))
	for i := range presences {
		ids[i] = presences[i].Firm
	}
	made, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Out, Where: []graph.Cond{
		{Field: "to", Op: graph.Eq, Value: link}, {Field: "role", Op: graph.Eq, Value: string(graph.Producer)}}})
	makes := map[string]bool{}
	for i := range made {
		makes[made[i].Firm] = makes[made[i].Firm] || made[i].Strength.Rank() >= graph.Medium.Rank()
	}
	return makes, err
}

// technologyIn is the clause that offers technology, "" where none does. Who
// makes and sells a thing and develops it for himself offers none.
func (m *Matcher) technologyIn(p *graph.Presence) string {
	rules := &m.weights.Technology
	for _, e := range p.Evidence {
		own := containsAny(e.Clause, rules.Not) && !strings.Contains(e.Clause, "技术")
		if containsAny(e.Clause, rules.Clause) && !own {
			return e.Clause
		}
	}
	return ""
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
