package opensearch

import (
	"bytes"
	"encoding/json"
	"strings"

	"liantu/graph"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// bulk is a batch of writings, each line as it is sent: what to do, and the
// document where there is one.
type bulk struct {
	version  graph.Version // of the record that the documents were read from
	entries  [][]byte
	size     int
	analyzer *text.Analyzer
}

// entryHead is the line that says what to do with a document.
type entryHead struct {
	ID      string        `json:"_id"`
	Version graph.Version `json:"version"`
	Type    string        `json:"version_type"`
}

func (b *bulk) add(head map[string]entryHead, document any) error {
	var entry bytes.Buffer
	lines := json.NewEncoder(&entry)
	if err := lines.Encode(head); err != nil {
		return err
	}
	if document != nil {
		if err := lines.Encode(document); err != nil {
			return err
		}
	}
	b.entries = append(b.entries, entry.Bytes())
	b.size += entry.Len()
	return nil
}

// put adds a firm.
func (b *bulk) put(f *graph.Firm) error {
	document := map[string]any{keyField: f.ID}
	if terms := b.terms(f); terms != "" {
		document[search.TextField] = terms
	}
	if code := search.Region(f); code != "" {
		document[search.RegionField] = code
	}
	return b.add(map[string]entryHead{"index": b.head(f.ID)}, document)
}

// remove adds the removal of a firm.
func (b *bulk) remove(id string) error {
	return b.add(map[string]entryHead{"delete": b.head(id)}, nil)
}

func (b *bulk) head(id string) entryHead {
	return entryHead{ID: id, Version: b.version, Type: "external_gte"}
}

// terms are the index terms of a firm's texts with blanks between them.
func (b *bulk) terms(f *graph.Firm) string {
	var s strings.Builder
	for _, t := range search.Texts(f) {
		b.analyzer.Each(b.analyzer.Fold(t.Text), func(clause string) {
			search.EachTerm(b.analyzer, clause, func(term string) {
				if s.Len() > 0 {
					s.WriteByte(' ')
				}
				s.WriteString(term)
			})
		})
	}
	return s.String()
}
