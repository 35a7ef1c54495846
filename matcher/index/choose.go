package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"liantu/graph"
	"liantu/matcher/best"
	"liantu/matcher/search"
)

// choose gives the best firms, at most size, that hold at least so many of the
// terms, and how many hold that many. They are valued by the rarest of their
// terms alone, one of which each of them holds: to read how often a common
// word stands in a few firms is to walk through all that hold it.
func (a *asked) choose(ctx context.Context, least, size int) ([]search.Hit, int, error) {
	leads := a.rarest[:len(a.rarest)-least+1]
	total := 0
	chosen := best.Of[candidate](size)
	for _, p := range a.parts {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		firms := p.having(least, a.rarest)
		total += int(firms.GetCardinality())
		if err := a.value(p, firms, leads, chosen); err != nil {
			return nil, 0, graph.Wrap(graph.Internal, err, "检索失败")
		}
	}
	hits, err := hitsOf(chosen, size)
	return hits, total, err
}

// value adds the firms of a part to the best.
func (a *asked) value(p *part, firms *roaring.Bitmap, leads []int, chosen *best.Best[candidate]) error {
	numbers := firms.ToArray()
	worth, often, lengths := make([]float64, len(numbers)), make([]float64, len(numbers)), make([]float64, len(numbers))
	for _, lead := range leads {
		clear(often)
		for _, list := range p.terms[lead].lists {
			if err := count(list, firms, numbers, often, lengths); err != nil {
				return err
			}
		}
		rarity := math.Log(1 + float64(a.firms)/float64(a.holders[lead]+1))
		for i, n := range often {
			worth[i] += search.Worth(rarity, n, lengths[i])
		}
	}
	for i, w := range worth {
		chosen.Add(w, candidate{p, numbers[i]})
	}
	return nil
}

// count adds how often the word of a list stands in each of the firms, and
// says how long the texts are of those in which it does.
func count(list segment.PostingsList, firms *roaring.Bitmap, numbers []uint32, often, lengths []float64) error {
	each := list.Iterator(true, true, false, nil)
	if narrowed, ok := each.(segment.OptimizablePostingsIterator); ok {
		if all := narrowed.ActualBitmap(); all != nil && all != firms && all.GetCardinality() > firms.GetCardinality() {
			narrowed.ReplaceActual(roaring.And(all, firms))
		}
	}
	at := 0
	for {
		found, err := each.Next()
		if err != nil || found == nil {
			return err
		}
		at = seek(numbers, at, uint32(found.Number()))
		if at == len(numbers) {
			return nil
		}
		if numbers[at] != uint32(found.Number()) {
			continue
		}
		norm := found.Norm()
		often[at] += float64(found.Frequency())
		lengths[at] = 1 / (norm * norm) // as BM25 has it in this engine
	}
}

// candidate is a firm, by its number in a part.
type candidate struct {
	part *part
	firm uint32
}

// hitsOf are the best so many, by their ids where they are worth the same.
func hitsOf(chosen *best.Best[candidate], size int) ([]search.Hit, error) {
	all := chosen.All()
	hits := make([]search.Hit, len(all))
	for i, c := range all {
		id, err := c.Item.part.segment.DocID(uint64(c.Item.firm))
		if err != nil {
			return nil, graph.Wrap(graph.Internal, err, "检索失败")
		}
		hits[i] = search.Hit{FirmID: string(id), Score: c.Worth}
	}
	slices.SortFunc(hits, func(x, y search.Hit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.FirmID, y.FirmID))
	})
	return hits[:min(size, len(hits))], nil
}
