package index

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/text"
)

// rescore orders the best hits anew by how well single clauses of their texts
// answer the query: bigrams that are scattered over a scope retrieve a firm as
// well as those that stand together, but mean less.
func (x *Index) rescore(ctx context.Context, q Query, hits []Hit) error {
	best := hits[:min(len(hits), rescored)]
	if len(best) == 0 {
		return nil
	}
	ids := make([]string, len(best))
	for i, h := range best {
		ids[i] = h.FirmID
	}
	firms, err := graph.Firms().Get(ctx, q.Record, ids)
	if err != nil {
		return err
	}
	asked := x.analyzer.Clauses(head(q.Text, maxQueryRunes))
	grams := map[string]bool{}
	for _, clause := range asked {
		text.Grams(clause, func(g string) { grams[g] = true })
	}
	for i := range best {
		f := firms[best[i].FirmID]
		fit := max(x.cover(f.Scope(), asked, grams), x.cover(f.Name(), asked, grams),
			x.cover(f.Text(graph.FieldProducts), asked, grams))
		best[i].Score *= 1 + fit
	}
	slices.SortStableFunc(best, func(a, b Hit) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return strings.Compare(a.FirmID, b.FirmID)
	})
	return nil
}

// cover is the share of the query's grams that the best clause of a text
// holds, and 1 more for a clause that holds a clause of the query whole.
func (x *Index) cover(s string, asked []string, grams map[string]bool) float64 {
	best := 0.0
	x.analyzer.Each(x.analyzer.Fold(s), func(clause string) {
		seen := map[string]bool{}
		text.Grams(clause, func(g string) {
			if grams[g] {
				seen[g] = true
			}
		})
		fit := float64(len(seen)) / float64(len(grams))
		if fit > 0.3 && fit+1 > best && slices.ContainsFunc(asked, func(a string) bool { return strings.Contains(clause, a) }) {
			fit++
		}
		best = max(best, fit)
	})
	return best
}
