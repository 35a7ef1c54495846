package match

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
)

// technology are those who offer technology for the link: research and
// engineering services on its product, by firms that do not make it
// themselves, and institutes even where they do. Institutes and engineering
// houses come first.
func (m *Matcher) technology(ctx context.Context, r graph.Reader, from source, link string) ([]Local, error) {
	holders, err := from.holders(ctx, link)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(holders, func(a, b *facts) int { return a.order() - b.order() })
	holders = holders[:min(len(holders), m.weights.Limits.Technology)]
	ids := make([]string, len(holders))
	for i, f := range holders {
		ids[i] = f.id
	}
	presences, err := presencesOf(ctx, r, link, ids)
	list := []Local{}
	for _, f := range holders {
		if p := presences[stand{f.id, graph.Service}]; p != nil {
			list = append(list, Local{Firm: f.ref(), Text: m.technologyIn(p)})
		}
	}
	return list, err
}

// order is the place of a holder of technology before others.
func (f *facts) order() int {
	if f.institute {
		return 0
	}
	return 1
}

// holdsTechnology says whether a firm that offers technology for a product
// stands apart for it; one that makes the product only as an institute.
func (f *facts) holdsTechnology(makes bool) bool {
	return f.inBeing && f.kind == graph.Company && (f.institute || !makes)
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
