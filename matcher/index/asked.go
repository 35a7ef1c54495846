package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"liantu/graph"
	"liantu/matcher/search"
)

// asked is a query's terms as they stand in one state of the index.
type asked struct {
	snapshot *scorch.IndexSnapshot
	parts    []*part
	firms    uint64   // that are searched
	holders  []uint64 // by term: how many firms hold it
	rarest   []int    // the terms by their places, those first that fewest firms hold
}

// part is what a segment of the index holds of a query's terms.
type part struct {
	segment segment.Segment
	terms   []holding
	within  *roaring.Bitmap // the firms in the regions asked for; nil: anywhere
}

// holding is where a term stands in a segment: in which of its firms, and how
// often in each, which is read only where it is asked for. A character that
// stands for all words that begin with it has a list for each of them.
type holding struct {
	firms *roaring.Bitmap
	lists []segment.PostingsList
}

// ask looks the terms up in the index as it now is; close ends the use of that.
func (x *Index) ask(ctx context.Context, terms, regions []string) (a *asked, err error) {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return nil, graph.Wrap(graph.Internal, err, "检索失败")
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, graph.Wrap(graph.Internal, err, "检索失败")
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return nil, graph.Errorf(graph.Internal, "检索索引已关闭")
	}
	a = &asked{snapshot: snapshot, holders: make([]uint64, len(terms)), rarest: make([]int, len(terms))}
	for _, s := range snapshot.Segments() {
		if err := ctx.Err(); err != nil {
			return a, err
		}
		p, err := newPart(s, terms, regions)
		if err != nil {
			return a, graph.Wrap(graph.Internal, err, "检索失败")
		}
		a.parts = append(a.parts, p)
		a.firms += s.Count()
		for i := range terms {
			a.holders[i] += p.terms[i].firms.GetCardinality()
		}
	}
	for i := range terms {
		a.rarest[i] = i
	}
	slices.SortStableFunc(a.rarest, func(i, j int) int { return cmp.Compare(a.holders[i], a.holders[j]) })
	return a, nil
}

func (a *asked) close() error {
	if a == nil {
		return nil
	}
	return a.snapshot.Close()
}

func newPart(s *scorch.SegmentSnapshot, terms, regions []string) (*part, error) {
	p := &part{segment: s.Segment(), terms: make([]holding, len(terms))}
	dictionary, err := p.segment.Dictionary(search.TextField)
	if err != nil {
		return nil, err
	}
	for i, term := range terms {
		words := []string{term}
		if search.IsPrefix(term) {
			if words, err = beginningWith(dictionary, term); err != nil {
				return nil, err
			}
		}
		if p.terms[i], err = hold(dictionary, words, s.Deleted()); err != nil {
			return nil, err
		}
	}
	if len(regions) > 0 {
		p.within, err = inRegions(s, regions)
	}
	return p, err
}

// hold looks up where any of the words stands.
func hold(dictionary segment.TermDictionary, words []string, deleted *roaring.Bitmap) (holding, error) {
	h := holding{firms: roaring.New()}
	all := make([]*roaring.Bitmap, 0, len(words))
	for _, word := range words {
		list, err := dictionary.PostingsList([]byte(word), deleted, nil)
		if err != nil {
			return h, err
		}
		firms, err := firmsOf(list)
		if err != nil {
			return h, err
		}
		if !firms.IsEmpty() {
			h.lists, all = append(h.lists, list), append(all, firms)
		}
	}
	switch len(all) {
	case 0:
	case 1:
		h.firms = all[0]
	default:
		h.firms = roaring.FastOr(all...)
	}
	return h, nil
}

// firmsOf are the firms of a list, by their numbers in the segment.
func firmsOf(list segment.PostingsList) (*roaring.Bitmap, error) {
	at, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, graph.Errorf(graph.Internal, "检索索引的片段格式不认识")
	}
	if firm, ok := at.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(firm)), nil
	}
	if firms := at.ActualBitmap(); firms != nil {
		return firms, nil
	}
	return roaring.New(), nil
}

// inRegions are the live firms of a segment that lie in any of the regions.
func inRegions(s *scorch.SegmentSnapshot, regions []string) (*roaring.Bitmap, error) {
	dictionary, err := s.Segment().Dictionary(search.RegionField)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, region := range regions {
		within, err := beginningWith(dictionary, graph.RegionPrefix(region))
		if err != nil {
			return nil, err
		}
		codes = append(codes, within...)
	}
	lie, err := hold(dictionary, codes, s.Deleted())
	return lie.firms, err
}

// beginningWith are the words of a dictionary that begin with a prefix.
func beginningWith(dictionary segment.TermDictionary, prefix string) ([]string, error) {
	var words []string
	// No word holds the byte 0xff.
	each := dictionary.AutomatonIterator(nil, []byte(prefix), []byte(prefix+"\xff"))
	for {
		entry, err := each.Next()
		if err != nil || entry == nil {
			return words, err
		}
		words = append(words, entry.Term)
	}
}

// having are the firms of a part that hold at least so many of its terms. Such
// a firm holds one of any n-least+1 of them, so the rarest of these lead, and
// the others are only counted where they stand in a firm of those.
func (p *part) having(least int, rarest []int) *roaring.Bitmap {
	sets := make([]*roaring.Bitmap, len(rarest))
	for i, term := range rarest {
		sets[i] = p.terms[term].firms
	}
	if least == len(sets) {
		if p.within != nil {
			sets = append(sets, p.within)
		}
		return common(sets)
	}
	led := roaring.FastOr(sets[:len(sets)-least+1]...)
	if p.within != nil {
		led = roaring.And(led, p.within)
	}
	if least <= 1 || led.IsEmpty() {
		return led
	}
	firms := led.ToArray()
	met := make([]uint8, len(firms))
	for _, set := range sets {
		at := 0
		for each := roaring.And(led, set).Iterator(); each.HasNext(); at++ {
			at = seek(firms, at, each.Next())
			met[at]++
		}
	}
	enough := firms[:0]
	for i, firm := range firms {
		if int(met[i]) >= least {
			enough = append(enough, firm)
		}
	}
	return roaring.BitmapOf(enough...)
}

// common is what all sets share; it may be one of them.
func common(sets []*roaring.Bitmap) *roaring.Bitmap {
	if len(sets) == 1 {
		return sets[0]
	}
	return roaring.FastAnd(sets...)
}

// seek is the place, from at on, of the first number that is not less.
func seek(numbers []uint32, at int, least uint32) int {
	step := 1
	for at+step <= len(numbers) && numbers[at+step-1] < least {
		at += step
		step *= 2
	}
	found, _ := slices.BinarySearch(numbers[at:min(at+step, len(numbers))], least)
	return at + found
}
