package index

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"

	"liantu/matcher/search"
)

// segmentKind names the plugin below to the engine.
const segmentKind = "liantu"

// maxBatch is how many documents the sets of documents below can tell apart.
const maxBatch = 1 << 16

// plugin is the engine's own way with segments, but for how a new one is made
// of a batch. The engine goes through every term of every document twice and
// looks it up by its text; a batch has its terms numbered and inverted, which
// takes a third of the time. What it writes is a segment of zap, version 17,
// as zap itself reads, searches and merges it.
type plugin struct{ *zap.ZapPlugin }

//nolint:gochecknoglobals // the engine keeps its plugins in a global table without a lock
var registered sync.Once

// register makes the plugin known to the engine, for indexes made and opened.
func register() {
	registered.Do(func() { scorch.RegisterSegmentPlugin(plugin{&zap.ZapPlugin{}}, false) })
}

// Type is the name by which an index asks for the plugin.
func (plugin) Type() string { return segmentKind }

// NewUsing makes a segment of a batch.
func (p plugin) NewUsing(docs []bleveindex.Document, config map[string]any) (segmentapi.Segment, uint64, error) {
	b, ok := docs[0].(*batch)
	if !ok {
		return p.ZapPlugin.NewUsing(docs, config)
	}
	w := writer{docs: len(b.keys)}
	stored := w.stored(b)
	err := w.keys(b)
	for _, f := range []struct {
		name     string
		postings *postings
	}{{search.RegionField, &b.region}, {search.TextField, &b.text}} {
		if err == nil && len(f.postings.terms) > 0 {
			err = w.field(f.name, f.postings, b.words)
		}
	}
	if err != nil {
		return nil, 0, err
	}
	sections := w.sections()
	stats, _ := config[segmentapi.StatsKey].(*segmentapi.Stats)
	if stats == nil {
		stats = new(segmentapi.Stats)
	}
	s, err := zap.InitSegmentBase(w.out, crc32.ChecksumIEEE(w.out), zap.DefaultChunkMode, uint64(w.docs), stored, sections, config, stats)
	return s, uint64(len(w.out)), err
}

// writer writes a segment.
type writer struct {
	out    []byte
	docs   int
	fields []writtenField
	data   []byte // of the list at hand
}

type writtenField struct {
	name    string
	options bleveindex.FieldIndexingOptions
	at      int // where its inverted lists are described
}

func (w *writer) number(n uint64) { w.out = binary.AppendUvarint(w.out, n) }

// stored writes what is stored of the documents, their keys alone, and gives
// the place of the table of where each stands.
func (w *writer) stored(b *batch) uint64 {
	const noOtherFields = "\x00" // an empty text, packed by snappy
	places := make([]uint64, len(b.keys))
	for doc, key := range b.keys {
		places[doc] = uint64(len(w.out))
		size := binary.AppendUvarint(nil, uint64(len(key)))
		w.number(uint64(len(size)))
		w.number(uint64(len(key) + len(noOtherFields)))
		w.out = append(append(append(w.out, size...), key...), noOtherFields...)
	}
	table := uint64(len(w.out))
	for _, at := range places {
		w.out = binary.BigEndian.AppendUint64(w.out, at)
	}
	w.number(0) // documents inside documents
	return table
}

// keys writes the field of keys, each of which one document has.
func (w *writer) keys(b *batch) error {
	d, err := newDictionary()
	if err != nil {
		return err
	}
	for _, doc := range b.byKey() {
		if err := d.builder.Insert([]byte(b.keys[doc]), zap.FSTValEncode1Hit(uint64(doc), 1)); err != nil {
			return err
		}
	}
	return w.dictionary(d, "_id", bleveindex.IndexField|bleveindex.StoreField)
}

// field writes a field: the list of each term, and where it stands.
func (w *writer) field(name string, p *postings, words *lexicon) error {
	d, err := newDictionary()
	if err != nil {
		return err
	}
	err = p.each(words, func(l list) error {
		if len(l.docs) == 1 && l.counts[0] == 1 {
			doc := l.docs[0]
			return d.builder.Insert([]byte(l.term), zap.FSTValEncode1Hit(uint64(doc), uint64(p.sizes[doc])))
		}
		return d.builder.Insert([]byte(l.term), w.list(l, p.sizes))
	})
	if err != nil {
		return err
	}
	return w.dictionary(d, name, bleveindex.IndexField)
}

// list writes how often a term stands in its documents and how long these are,
// in as many parts as zap's chunk mode 1026 has it, and then which they are.
func (w *writer) list(l list, sizes []uint32) (at uint64) {
	const perPart = 1024
	span := w.docs / (len(l.docs)/perPart + 1)
	ends := make([]int, (w.docs-1)/span+1)
	w.data = w.data[:0]
	for i, doc := range l.docs {
		w.data = binary.AppendUvarint(w.data, uint64(l.counts[i])<<1) // the lowest bit: with positions
		w.data = binary.AppendUvarint(w.data, uint64(sizes[doc]))
		ends[int(doc)/span] = len(w.data)
	}
	frequencies := len(w.out)
	w.number(uint64(len(ends)))
	last := 0
	for _, end := range ends {
		last = max(last, end)
		w.number(uint64(last))
	}
	w.out = append(w.out, w.data...)
	at = uint64(len(w.out))
	w.number(uint64(frequencies))
	w.number(0) // no positions
	w.set(l.docs)
	return at
}

// set writes a set of documents as a roaring bitmap of one container, with
// its length before it (https://github.com/RoaringBitmap/RoaringFormatSpec).
func (w *writer) set(docs []uint32) {
	const cookie, head, maxArray, bitmap = 12346, 16, 4096, maxBatch / 8
	size := 2 * len(docs)
	if len(docs) > maxArray {
		size = bitmap
	}
	w.number(uint64(head + size))
	le := binary.LittleEndian
	w.out = le.AppendUint32(le.AppendUint32(w.out, cookie), 1)
	w.out = le.AppendUint16(le.AppendUint16(w.out, 0), uint16(len(docs)-1))
	w.out = le.AppendUint32(w.out, head)
	if len(docs) <= maxArray {
		for _, doc := range docs {
			w.out = le.AppendUint16(w.out, uint16(doc))
		}
		return
	}
	at := len(w.out)
	w.out = append(w.out, make([]byte, bitmap)...)
	for _, doc := range docs {
		w.out[at+int(doc/8)] |= 1 << (doc % 8)
	}
}

// dictionary is the terms of a field with the places of their lists.
type dictionary struct {
	written bytes.Buffer
	builder *vellum.Builder
}

func newDictionary() (*dictionary, error) {
	d := &dictionary{}
	var err error
	d.builder, err = vellum.New(&d.written, &vellum.BuilderOpts{Encoder: 1, RegistryMRUSize: 1}) // as zap does
	return d, err
}

// dictionary writes a field's dictionary behind its lists, and where it is.
func (w *writer) dictionary(d *dictionary, name string, options bleveindex.FieldIndexingOptions) error {
	if err := d.builder.Close(); err != nil {
		return err
	}
	start := len(w.out)
	w.number(uint64(d.written.Len()))
	w.out = append(w.out, d.written.Bytes()...)
	w.fields = append(w.fields, writtenField{name, options, len(w.out)})
	w.number(math.MaxUint64) // no values by document
	w.number(math.MaxUint64)
	w.number(uint64(start))
	return nil
}

// sections writes what fields there are and gives the place of their table.
func (w *writer) sections() uint64 {
	var places []uint64
	for _, f := range w.fields {
		places = append(places, uint64(len(w.out)))
		w.number(uint64(len(f.name)))
		w.out = append(w.out, f.name...)
		w.number(uint64(f.options))
		w.number(1)
		w.out = binary.BigEndian.AppendUint16(w.out, zap.SectionInvertedTextIndex)
		w.out = binary.BigEndian.AppendUint64(w.out, uint64(f.at))
	}
	table := uint64(len(w.out))
	w.number(uint64(len(places)))
	for _, at := range places {
		w.out = binary.BigEndian.AppendUint64(w.out, at)
	}
	w.out = slices.Clip(w.out)
	return table
}
