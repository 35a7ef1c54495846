package index

import (
	"cmp"
	"runtime"
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"liantu/graph"
	"liantu/matcher/search"
)

// batch is the firms of a batch, inverted as they come in. For the engine it
// is one document, which plugin makes a segment of. It serves one batch after
// another, in the memory of the former ones.
type batch struct {
	words  *lexicon
	keys   []string // of the firms to be indexed, by document
	gone   []string
	text   postings
	region postings
}

// empty makes room for the next batch. What the engine made of the former ones
// holds nothing of them.
func (b *batch) empty() {
	b.words.bound()
	clear(b.keys)
	clear(b.gone)
	b.keys, b.gone = b.keys[:0], b.gone[:0]
	b.text.empty()
	b.region.empty()
}

func (b *batch) add(f *graph.Firm) {
	b.keys = append(b.keys, f.ID)
	b.text.add(b.words.ofFirm(f))
	if code := search.Region(f); code != "" {
		b.region.add([]uint32{b.words.number(code)})
	} else {
		b.region.add(nil)
	}
}

// operations are what the engine is given: the batch itself under the key of
// one of its firms, and the keys of the others, whose former documents go.
func (b *batch) operations() *bleveindex.Batch {
	all := bleveindex.NewBatch()
	for _, key := range b.gone {
		all.Delete(key)
	}
	for _, key := range b.keys {
		all.Delete(key)
	}
	if len(b.keys) > 0 {
		all.Update(b)
	}
	return all
}

// The methods below make a batch a document of the engine.

func (b *batch) ID() string                                      { return b.keys[0] }
func (b *batch) Size() int                                       { return 12 * len(b.text.terms) }
func (b *batch) VisitFields(bleveindex.FieldVisitor)             {}
func (b *batch) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (b *batch) HasComposite() bool                              { return false }
func (b *batch) NumPlainTextBytes() uint64                       { return 0 }
func (b *batch) AddIDField()                                     {}
func (b *batch) StoredFieldsBytes() uint64                       { return 0 }
func (b *batch) Indexed() bool                                   { return false }

// postings are the terms of a field, document by document.
type postings struct {
	terms  []uint32 // of a document: each once
	counts []uint32 // how often it stands there
	ends   []uint32 // where the terms of each document end
	sizes  []uint32 // how many terms each document has, repeated ones counted again
	at     []uint32 // where a term, by its number, stands in terms; of no meaning where it does not
}

// empty forgets all documents. Where terms stood needs no clearing, see add.
func (p *postings) empty() {
	p.terms, p.counts, p.ends, p.sizes = p.terms[:0], p.counts[:0], p.ends[:0], p.sizes[:0]
}

// add takes in the next document.
func (p *postings) add(terms []uint32) {
	start := len(p.terms)
	for _, n := range terms {
		if int(n) >= len(p.at) {
			p.at = append(p.at, make([]uint32, max(int(n)+1-len(p.at), len(p.at), 1024))...)
		}
		if at := int(p.at[n]); at >= start && at < len(p.terms) && p.terms[at] == n {
			p.counts[at]++
			continue
		}
		p.at[n] = uint32(len(p.terms))
		p.terms, p.counts = append(p.terms, n), append(p.counts, 1)
	}
	p.ends, p.sizes = append(p.ends, uint32(len(p.terms))), append(p.sizes, uint32(len(terms)))
}

// list is where a term stands.
type list struct {
	term   string
	docs   []uint32
	counts []uint32 // how often in each
}

// each calls visit for every term that occurs, in the order of the terms.
func (p *postings) each(words *lexicon, visit func(list) error) error {
	starts := make([]uint32, len(words.terms)+1) // by number
	for _, n := range p.terms {
		starts[n+1]++
	}
	for n := range words.terms {
		starts[n+1] += starts[n]
	}
	next := slices.Clone(starts)
	docs, counts := make([]uint32, len(p.terms)), make([]uint32, len(p.terms))
	at := uint32(0)
	for doc, end := range p.ends {
		for ; at < end; at++ {
			to := &next[p.terms[at]]
			docs[*to], counts[*to] = uint32(doc), p.counts[at]
			*to++
		}
	}
	for _, n := range words.inOrder() {
		from, to := starts[n], starts[n+1]
		if from == to {
			continue
		}
		if n%16 == 0 {
			runtime.Gosched() // as in fill
		}
		if err := visit(list{words.terms[n], docs[from:to], counts[from:to]}); err != nil {
			return err
		}
	}
	return nil
}

// byKey gives the documents of a batch in the order of their keys.
func (b *batch) byKey() []uint32 {
	docs := make([]uint32, len(b.keys))
	for i := range docs {
		docs[i] = uint32(i)
	}
	slices.SortFunc(docs, func(x, y uint32) int { return cmp.Compare(b.keys[x], b.keys[y]) })
	return docs
}
