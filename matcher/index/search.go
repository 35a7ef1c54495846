package index

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"liantu/graph"
	"liantu/matcher/search"
)

// Search answers a query (see search.Run). Errors: Corrupt where the index is
// damaged (Open makes it anew), the context's, those of q.Record.
func (x *Index) Search(ctx context.Context, q search.Query) (hits []search.Hit, total int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = graph.Errorf(graph.Corrupt, "检索索引已损坏：%v", p)
		}
	}()
	return search.Run(ctx, x.analyzer, q, x.retrieve)
}

func (x *Index) retrieve(ctx context.Context, terms []string, least int, regions []string, size int) ([]search.Hit, int, error) {
	asked, err := x.asked(ctx, terms, least)
	if err != nil {
		return nil, 0, err
	}
	if len(regions) > 0 {
		within := make([]query.Query, len(regions))
		for i, code := range regions {
			within[i] = startsWith(search.RegionField, graph.RegionPrefix(code))
		}
		both := bleve.NewBooleanQuery()
		both.AddMust(asked)
		both.AddFilter(bleve.NewDisjunctionQuery(within...))
		asked = both
	}
	request := bleve.NewSearchRequestOptions(asked, size, 0, false)
	request.SortBy([]string{"-_score", "_id"})
	result, err := x.bleve.SearchInContext(ctx, request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		return nil, 0, graph.Wrap(graph.Internal, err, "检索失败")
	}
	hits := make([]search.Hit, len(result.Hits))
	for i, h := range result.Hits {
		hits[i] = search.Hit{FirmID: h.ID, Score: h.Score}
	}
	return hits, int(result.Total), nil
}

// asked finds the firms that hold at least so many of the terms. Such a firm
// holds one of any n-least+1 of them, so the rarest of these lead, and the
// posting lists of common words are only looked into where they do.
func (x *Index) asked(ctx context.Context, terms []string, least int) (query.Query, error) {
	if least == len(terms) {
		return bleve.NewConjunctionQuery(words(terms)...), nil
	}
	some := bleve.NewDisjunctionQuery(words(terms)...)
	some.SetMin(float64(least))
	if least <= 1 {
		return some, nil
	}
	rare, err := x.byRarity(ctx, terms)
	if err != nil {
		return nil, err
	}
	lead := bleve.NewDisjunctionQuery(words(rare[:len(terms)-least+1])...)
	lead.SetBoost(0)
	return bleve.NewConjunctionQuery(lead, some), nil
}

func words(terms []string) []query.Query {
	asked := make([]query.Query, len(terms))
	for i, t := range terms {
		if search.IsPrefix(t) {
			asked[i] = startsWith(search.TextField, t)
			continue
		}
		word := bleve.NewTermQuery(t)
		word.SetField(search.TextField)
		asked[i] = word
	}
	return asked
}

func startsWith(field, prefix string) query.Query {
	p := bleve.NewPrefixQuery(prefix)
	p.SetField(field)
	return p
}

// byRarity orders terms by how many firms hold them; a character that stands
// for all words that begin with it comes last.
func (x *Index) byRarity(ctx context.Context, terms []string) (ordered []string, err error) {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return nil, graph.Wrap(graph.Internal, err, "检索失败")
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, graph.Wrap(graph.Internal, err, "检索失败")
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	holders := make(map[string]uint64, len(terms))
	for _, t := range terms {
		if search.IsPrefix(t) {
			holders[t] = math.MaxUint64
			continue
		}
		postings, err := reader.TermFieldReader(ctx, []byte(t), search.TextField, false, false, false)
		if err != nil {
			return nil, graph.Wrap(graph.Internal, err, "检索失败")
		}
		holders[t] = postings.Count()
		if err := postings.Close(); err != nil {
			return nil, graph.Wrap(graph.Internal, err, "检索失败")
		}
	}
	ordered = slices.Clone(terms)
	slices.SortStableFunc(ordered, func(a, b string) int { return cmp.Compare(holders[a], holders[b]) })
	return ordered, nil
}
