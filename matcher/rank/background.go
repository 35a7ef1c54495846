package rank

import (
	"context"
	"hash/maphash"
	"iter"

	"liantu/graph"
)

// background is the text of the record's firms, in which a query finds the
// words that stand beside it.
type background struct {
	scope, name     *matrix
	byScope, byName *columns
	rarity          []float32
	depths          []int
	recordWords     int
	recordName      float64
}

func readBackground(ctx context.Context, w *words, names *namer, firms iter.Seq2[graph.Firm, error], p weights) (*background, error) {
	b := &background{scope: newMatrix(), name: newMatrix(),
		depths: p.Depths, recordWords: p.RecordWords, recordName: p.RecordName}
	scope, name := newCounter(), newCounter()
	seen, seed := map[uint64]bool{}, maphash.MakeSeed() // branches repeat scopes word for word
	n := 0
	for f, err := range firms {
		if err != nil {
			return nil, err
		}
		if n++; n%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		scope.reset()
		var digest maphash.Hash
		digest.SetSeed(seed)
		w.analyzer.Each(w.analyzer.Fold(f.Scope()), func(clause string) {
			for i, id := range w.of(clause) {
				if i == 0 {
					digest.WriteString(clause)
				}
				scope.add(id, 1)
			}
		})
		if known := digest.Sum64(); seen[known] {
			continue
		} else {
			seen[known] = true
		}
		b.scope.append(scope)
		name.reset()
		for _, id := range w.plain(names.core(f.Name())) {
			name.add(id, 1)
		}
		b.name.append(name)
	}
	width := len(w.ids)
	b.rarity = b.scope.rarity(width)
	b.scope.weigh(p.Saturation, p.Length, b.rarity)
	b.name.weigh(p.Saturation, p.Length, b.name.rarity(width))
	b.byScope, b.byName = b.scope.columns(width), b.name.columns(width)
	return b, nil
}

// beside gives, for every depth, the words that the best so many firms of a
// query hold, weighed by how well each firm answers.
func (b *background) beside(query sparse, long []bool) []sparse {
	scores := make([]float32, b.scope.rows())
	b.byScope.score(query, 1, scores)
	b.byName.score(query, b.recordName, scores)
	deepest := 0
	for _, d := range b.depths {
		deepest = max(deepest, d)
	}
	best := top(scores, deepest)
	found := make([]sparse, 0, len(b.depths))
	for _, depth := range b.depths {
		sum := newCounter()
		for _, s := range best[:min(depth, len(best))] {
			row := b.scope.row(s.doc)
			for j, id := range row.ids {
				if long[id] {
					sum.add(id, row.values[j]*s.score/best[0].score)
				}
			}
		}
		found = append(found, sum.heaviest(b.recordWords))
	}
	return found
}
