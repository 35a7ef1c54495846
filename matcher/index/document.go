package index

import (
	"strings"

	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"liantu/graph"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// clauseCacheSize bounds the distinct clauses a cache keeps: registry texts
// repeat, so most clauses of a batch have been met before.
const clauseCacheSize = 1 << 17

// term is an index term in the two forms that the engine wants.
type term struct {
	text  string
	bytes []byte
}

// clauseCache keeps the terms of clauses; it serves one goroutine.
type clauseCache struct {
	analyzer *text.Analyzer
	clauses  map[string][]*term
	terms    map[string]*term
	gathered []*term // of the document at hand
}

func newClauseCache(analyzer *text.Analyzer) *clauseCache {
	return &clauseCache{analyzer: analyzer, clauses: map[string][]*term{}, terms: map[string]*term{}}
}

func (c *clauseCache) termsOf(clause string) []*term {
	if terms, ok := c.clauses[clause]; ok {
		return terms
	}
	if len(c.clauses) >= clauseCacheSize {
		clear(c.clauses)
		clear(c.terms)
	}
	terms := c.appendTerms(nil, clause)
	c.clauses[strings.Clone(clause)] = terms
	return terms
}

// appendTerms appends the terms of a clause that is not known.
func (c *clauseCache) appendTerms(terms []*term, clause string) []*term {
	search.EachTerm(c.analyzer, clause, func(gram string) {
		t, ok := c.terms[gram]
		if !ok {
			own := []byte(gram)
			t = &term{string(own), own}
			c.terms[t.text] = t
		}
		terms = append(terms, t)
	})
	return terms
}

// document builds what is indexed of a firm.
func (c *clauseCache) document(f *graph.Firm) *document.Document {
	d := document.NewDocument(f.ID)
	c.gathered = c.gathered[:0]
	for i, t := range search.Texts(f) {
		c.gather(t.Text, i > 0) // names do not repeat
	}
	if len(c.gathered) > 0 {
		d.AddField(newTermsField(search.TextField, c.gathered))
	}
	if code := search.Region(f); code != "" {
		d.AddField(newTermsField(search.RegionField, []*term{keyword(code)}))
	}
	return d
}

func keyword(s string) *term { return &term{s, []byte(s)} }

// gather adds the terms of a text to those gathered; keep says whether to
// keep its clauses.
func (c *clauseCache) gather(value string, keep bool) {
	c.analyzer.Each(c.analyzer.Fold(value), func(clause string) {
		if keep {
			c.gathered = append(c.gathered, c.termsOf(clause)...)
		} else {
			c.gathered = c.appendTerms(c.gathered, clause)
		}
	})
}

// termsField is a field whose terms are known: neither stored nor analysed
// by the engine, without positions.
type termsField struct {
	name   string
	length int
	terms  bleveindex.TokenFrequencies
}

func newTermsField(name string, terms []*term) *termsField {
	f := &termsField{name: name, length: len(terms), terms: make(bleveindex.TokenFrequencies, len(terms))}
	slab := make([]bleveindex.TokenFreq, 0, len(terms))
	for _, t := range terms {
		if known, ok := f.terms[t.text]; ok {
			known.SetFrequency(known.Frequency() + 1)
			continue
		}
		slab = append(slab, bleveindex.TokenFreq{Term: t.bytes})
		known := &slab[len(slab)-1]
		known.SetFrequency(1)
		f.terms[t.text] = known
	}
	return f
}

// The methods below make a termsField a document.Field.

func (f *termsField) Name() string                                          { return f.name }
func (f *termsField) ArrayPositions() []uint64                              { return nil }
func (f *termsField) Options() bleveindex.FieldIndexingOptions              { return bleveindex.IndexField }
func (f *termsField) Analyze()                                              {}
func (f *termsField) Value() []byte                                         { return nil }
func (f *termsField) NumPlainTextBytes() uint64                             { return uint64(f.length) }
func (f *termsField) Size() int                                             { return 64 * len(f.terms) }
func (f *termsField) EncodedFieldType() byte                                { return 't' }
func (f *termsField) AnalyzedLength() int                                   { return f.length }
func (f *termsField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }
