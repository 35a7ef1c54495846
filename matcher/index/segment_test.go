package index

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// A segment made of a batch says what the engine's own segment of the same
// firms says, before and after both are merged with another.
func TestSegmentsAreAsTheEngineMakesThem(t *testing.T) {
	analyzer, err := text.New(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	scratch := t.TempDir()
	merges := 0
	b := &batch{words: newLexicon(analyzer)} // one after another
	rapid.Check(t, func(t *rapid.T) {
		var ours, theirs [2]segmentapi.Segment
		for i := range ours {
			firms := drawFirms(t, fmt.Sprintf("%d-", i))
			b.empty()
			for at := range firms {
				b.add(&firms[at])
			}
			ours[i], theirs[i] = built(t, plugin{&zap.ZapPlugin{}}, b), built(t, &zap.ZapPlugin{}, engineDocuments(analyzer, firms)...)
			same(t, ours[i], theirs[i])
		}
		if merges > 20 { // of files
			return
		}
		var merged [2]segmentapi.Segment
		for i, two := range [][]segmentapi.Segment{ours[:], theirs[:]} {
			merges++
			path := filepath.Join(scratch, fmt.Sprintf("%d.zap", merges))
			drops := []*roaring.Bitmap{roaring.BitmapOf(0), nil}
			if _, _, err := (&zap.ZapPlugin{}).Merge(two, drops, path, nil, nil); err != nil {
				t.Fatal(err)
			}
			var err error
			if merged[i], err = (&zap.ZapPlugin{}).Open(path); err != nil {
				t.Fatal(err)
			}
			defer merged[i].Close()
		}
		same(t, merged[0], merged[1])
	})
}

// Large sets of documents are bitmaps, and lists of many documents have parts.
func TestSegmentOfManyDocuments(t *testing.T) {
	analyzer, err := text.New(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	firms := make([]graph.Firm, 9000)
	for i := range firms {
		scope := "生产电石"
		if i%2 == 0 {
			scope = "销售甲醇；销售电石"
		}
		firms[i] = described(fmt.Sprintf("%05d", i), "甲", scope, "150302")
	}
	b := &batch{words: newLexicon(analyzer)}
	for i := range firms {
		b.add(&firms[i])
	}
	same(t, built(t, plugin{&zap.ZapPlugin{}}, b), built(t, &zap.ZapPlugin{}, engineDocuments(analyzer, firms)...))
}

func drawFirms(t *rapid.T, prefix string) []graph.Firm {
	phrase := rapid.SampledFrom([]string{"电石", "生产销售石灰氮", "依法须经批准的项目", "1,4-丁二醇", "ＰＶＣ 管材", "铝", "", "铝合金型材加工", "😀"})
	firms := make([]graph.Firm, rapid.IntRange(1, 30).Draw(t, "firms"))
	for i := range firms {
		firms[i] = described(fmt.Sprintf("%s%d", prefix, len(firms)-i), phrase.Draw(t, "name"),
			strings.Join(rapid.SliceOfN(phrase, 0, 6).Draw(t, "scope"), "；"), rapid.SampledFrom([]string{"", "150302", "640200"}).Draw(t, "region"))
	}
	return firms
}

func described(id, name, scope, region string) graph.Firm {
	f := graph.Firm{ID: id}
	f.Take(&graph.Statement{Values: []graph.Value{{Field: graph.FieldName, Text: name}, {Field: graph.FieldScope, Text: scope},
		{Field: graph.FieldPlaceArea, Text: region}}})
	return f
}

// engineDocuments are firms as documents of the engine's own kind.
func engineDocuments(analyzer *text.Analyzer, firms []graph.Firm) []bleveindex.Document {
	docs := make([]bleveindex.Document, len(firms))
	for i := range firms {
		d := document.NewDocument(firms[i].ID)
		var terms []string
		for _, t := range search.Texts(&firms[i]) {
			analyzer.Each(analyzer.Fold(t.Text), func(clause string) {
				search.EachTerm(analyzer, clause, func(term string) { terms = append(terms, term) })
			})
		}
		if len(terms) > 0 {
			d.AddField(analysed{search.TextField, terms})
		}
		if code := search.Region(&firms[i]); code != "" {
			d.AddField(analysed{search.RegionField, []string{code}})
		}
		d.AddIDField()
		d.VisitFields(func(f bleveindex.Field) { f.Analyze() })
		docs[i] = d
	}
	return docs
}

// analysed is a field with the terms that it has.
type analysed struct {
	name  string
	terms []string
}

func (f analysed) Name() string                             { return f.name }
func (f analysed) ArrayPositions() []uint64                 { return nil }
func (f analysed) Options() bleveindex.FieldIndexingOptions { return bleveindex.IndexField }
func (f analysed) Analyze()                                 {}
func (f analysed) Value() []byte                            { return nil }
func (f analysed) NumPlainTextBytes() uint64                { return 0 }
func (f analysed) Size() int                                { return 0 }
func (f analysed) EncodedFieldType() byte                   { return 't' }
func (f analysed) AnalyzedLength() int                      { return len(f.terms) }
func (f analysed) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	all := bleveindex.TokenFrequencies{}
	for _, t := range f.terms {
		if all[t] == nil {
			all[t] = &bleveindex.TokenFreq{Term: []byte(t)}
		}
		all[t].SetFrequency(all[t].Frequency() + 1)
	}
	return all
}

// builder is what makes segments.
type builder interface {
	NewUsing([]bleveindex.Document, map[string]any) (segmentapi.Segment, uint64, error)
}

func built(t rapid.TB, with builder, docs ...bleveindex.Document) segmentapi.Segment {
	t.Helper()
	s, _, err := with.NewUsing(docs, map[string]any{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// same fails where two segments differ in anything that is asked of them.
func same(t rapid.TB, ours, theirs segmentapi.Segment) {
	t.Helper()
	a, b := said(t, ours), said(t, theirs)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("ours says %q, the engine's %q", a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Fatalf("ours says %d things, the engine's %d", len(a), len(b))
	}
}

// said is all that a segment says, in lines.
func said(t rapid.TB, s segmentapi.Segment) []string {
	t.Helper()
	lines := []string{fmt.Sprint(s.Count(), slices.Sorted(slices.Values(s.Fields())))}
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	for _, field := range s.Fields() {
		dict, err := s.Dictionary(field)
		must(err)
		terms := dict.AutomatonIterator(nil, nil, nil)
		for entry, err := terms.Next(); entry != nil; entry, err = terms.Next() {
			must(err)
			list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
			must(err)
			line := fmt.Sprint(field, " ", entry.Term, " ", list.Count())
			for at := list.Iterator(true, true, true, nil); ; {
				p, err := at.Next()
				must(err)
				if p == nil {
					break
				}
				line += fmt.Sprint(" ", p.Number(), ":", p.Frequency(), "/", p.Norm(), len(p.Locations()))
			}
			lines = append(lines, line)
		}
	}
	for doc := range s.Count() {
		must(s.VisitStoredFields(doc, func(field string, typ byte, value []byte, _ []uint64) bool {
			lines = append(lines, fmt.Sprintf("%d %s %c %s", doc, field, typ, value))
			numbers, err := s.DocNumbers([]string{string(value)})
			must(err)
			lines = append(lines, numbers.String())
			return true
		}))
	}
	return lines
}
