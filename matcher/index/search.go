package index

import (
	"context"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"liantu/graph"
	"liantu/matcher/text"
)

// Bounds on the work of one search.
const (
	maxQueryRunes = 300
	maxQueryTerms = 48
	maxHits       = 10000
	rescored      = 300 // how many of the best are scored again by their text
)

// Query asks for firms by words.
type Query struct {
	Text    string
	Regions []string // GB/T 2260 codes; a firm in any of them; none: anywhere
	Offset  int      // how many of the best to pass over
	Limit   int      // 0 means 20
	// Record is where the best few hundred are read from, to be scored again by
	// what their texts say; nil leaves them as they were retrieved.
	Record graph.Reader
}

// Hit is a firm that was found. Scores are comparable within one search only.
type Hit struct {
	FirmID string
	Score  float64
}

// Search returns the best firms for a query and how many were found at all. A
// firm is found by name, scope or products when most of the query's words
// stand there; where no firm has that many, fewer will do. A query without
// words finds nothing. Errors: Corrupt where the index is damaged (Open makes
// it anew), the context's, those of q.Record.
func (x *Index) Search(ctx context.Context, q Query) (hits []Hit, total int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = graph.Errorf(graph.Corrupt, "检索索引已损坏：%v", p)
		}
	}()
	terms := x.termsOf(q.Text)
	if len(terms) == 0 {
		return nil, 0, nil
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Offset = max(q.Offset, 0)
	size := min(max(q.Offset+q.Limit, rescored), maxHits)
	for least := wanted(len(terms)); ; least /= 2 {
		hits, total, err = x.retrieve(ctx, terms, least, q.Regions, size)
		if err != nil {
			return nil, 0, err
		}
		if total > 0 || least <= 1 {
			break
		}
	}
	if q.Record != nil {
		if err := x.rescore(ctx, q, hits); err != nil {
			return nil, 0, err
		}
	}
	from := min(q.Offset, len(hits))
	return hits[from:min(from+q.Limit, len(hits))], total, nil
}

// wanted is how many of n query terms a firm should have.
func wanted(n int) int {
	if n <= 2 {
		return n
	}
	return (3*n + 4) / 5
}

// termsOf gives the distinct terms of a query, in order, at most maxQueryTerms.
func (x *Index) termsOf(s string) []string {
	var terms []string
	seen := map[string]bool{}
	for _, clause := range x.analyzer.Clauses(head(s, maxQueryRunes)) {
		text.Bigrams(clause, func(gram string) {
			if !seen[gram] && len(terms) < maxQueryTerms {
				seen[gram] = true
				terms = append(terms, gram)
			}
		})
	}
	return terms
}

// head is the first n characters of a text.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func (x *Index) retrieve(ctx context.Context, terms []string, least int, regions []string, size int) ([]Hit, int, error) {
	words := make([]query.Query, len(terms))
	for i, t := range terms {
		words[i] = anyField(t)
	}
	some := bleve.NewDisjunctionQuery(words...)
	some.SetMin(float64(least))
	var asked query.Query = some
	if len(regions) > 0 {
		within := make([]query.Query, len(regions))
		for i, code := range regions {
			within[i] = fieldTerm(regionField, graph.RegionPrefix(code), 1)
		}
		both := bleve.NewBooleanQuery()
		both.AddMust(some)
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
	hits := make([]Hit, len(result.Hits))
	for i, h := range result.Hits {
		hits[i] = Hit{h.ID, h.Score}
	}
	return hits, int(result.Total), nil
}

// anyField asks for a term in any of the text fields. A character that stands
// alone in the query is met where a longer word begins with it.
func anyField(term string) query.Query {
	boosts := map[string]float64{nameField: 1.2, scopeField: 1, productsField: 1.5}
	var fields []query.Query
	for _, field := range []string{nameField, scopeField, productsField} {
		if r, size := utf8.DecodeRuneInString(term); size == len(term) && r >= utf8.RuneSelf {
			p := bleve.NewPrefixQuery(term)
			p.SetField(field)
			p.SetBoost(boosts[field])
			fields = append(fields, p)
			continue
		}
		fields = append(fields, fieldTerm(field, term, boosts[field]))
	}
	return bleve.NewDisjunctionQuery(fields...)
}

func fieldTerm(field, term string, boost float64) query.Query {
	t := bleve.NewTermQuery(term)
	t.SetField(field)
	t.SetBoost(boost)
	return t
}
