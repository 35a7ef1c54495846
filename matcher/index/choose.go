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
	"liantu/matcher/search"
)

// choose gives the best firms, at most size, that hold at least so many of the
// terms, and how many hold that many. They are valued by the rarest of their
// terms alone, one of which each of them holds: to read how often a common
// word stands in a few firms is to walk through all that hold it.
func (a *asked) choose(ctx context.Context, least, size int) ([]search.Hit, int, error) {
	leads := a.rarest[:len(a.rarest)-least+1]
	total := 0
	best := best{size: size}
	for _, p := range a.parts {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		firms := p.having(least, a.rarest)
		total += int(firms.GetCardinality())
		if err := a.value(p, firms, leads, &best); err != nil {
			return nil, 0, graph.Wrap(graph.Internal, err, "检索失败")
		}
	}
	hits, err := best.hits()
	return hits, total, err
}

// value adds the firms of a part to the best.
func (a *asked) value(p *part, firms *roaring.Bitmap, leads []int, best *best) error {
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
		best.add(candidate{w, p, numbers[i]})
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

// candidate is a firm, by its number in a part, and what it is worth.
type candidate struct {
	worth float64
	part  *part
	firm  uint32
}

// best keeps the candidates that are among the best, and all that are worth as
// much as the last of them: which of these come first is for their ids to say.
type best struct {
	size  int
	bar   float64
	kept  []candidate
	limit int
}

func (b *best) add(c candidate) {
	if c.worth < b.bar {
		return
	}
	b.kept = append(b.kept, c)
	if len(b.kept) > max(b.limit, 2*b.size) {
		b.prune()
	}
}

func (b *best) prune() {
	if len(b.kept) <= b.size {
		return
	}
	slices.SortFunc(b.kept, func(x, y candidate) int { return cmp.Compare(y.worth, x.worth) })
	b.bar = b.kept[b.size-1].worth
	end := b.size
	for end < len(b.kept) && b.kept[end].worth == b.bar {
		end++
	}
	b.kept, b.limit = b.kept[:end], 2*end
}

func (b *best) hits() ([]search.Hit, error) {
	b.prune()
	hits := make([]search.Hit, len(b.kept))
	for i, c := range b.kept {
		id, err := c.part.segment.DocID(uint64(c.firm))
		if err != nil {
			return nil, graph.Wrap(graph.Internal, err, "检索失败")
		}
		hits[i] = search.Hit{FirmID: string(id), Score: c.worth}
	}
	slices.SortFunc(hits, func(x, y search.Hit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.FirmID, y.FirmID))
	})
	return hits[:min(b.size, len(hits))], nil
}
