package index

import (
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"liantu/graph"
	"liantu/matcher/text"
)

// The fields of a document.
const (
	nameField     = "name"
	scopeField    = "scope"
	productsField = "products"
	regionField   = "region" // code, and the codes of what it lies in, as prefixes
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
	var terms []*term
	if !c.analyzer.Standing(clause) {
		text.Bigrams(clause, func(gram string) {
			t, ok := c.terms[gram]
			if !ok {
				own := []byte(gram)
				t = &term{string(own), own}
				c.terms[t.text] = t
			}
			terms = append(terms, t)
		})
	}
	c.clauses[string([]byte(clause))] = terms
	return terms
}

// document builds what is indexed of a firm.
func (c *clauseCache) document(f *graph.Firm) *document.Document {
	d := document.NewDocument(f.ID)
	for _, part := range []struct{ field, text string }{
		{nameField, f.Name()}, {scopeField, f.Scope()}, {productsField, f.Text(graph.FieldProducts)},
	} {
		if part.text != "" {
			d.AddField(c.field(part.field, part.text))
		}
	}
	if len(f.Region) == 6 {
		d.AddField(newTermsField(regionField, []*term{
			keyword(f.Region), keyword(f.Region[:4]), keyword(f.Region[:2]),
		}))
	}
	return d
}

func keyword(s string) *term { return &term{s, []byte(s)} }

func (c *clauseCache) field(name, value string) *termsField {
	var terms []*term
	c.analyzer.Each(c.analyzer.Fold(value), func(clause string) {
		terms = append(terms, c.termsOf(clause)...)
	})
	return newTermsField(name, terms)
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
