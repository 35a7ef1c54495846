package main

import (
	"context"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// As matcher/index has it, so that only the making of documents differs.
const (
	bleveWorkers = 2
	bleveBatch   = 5000
)

// plainBleve is bleve with the analyzer that it brings for Chinese.
type plainBleve struct {
	local
	bleve   bleve.Index
	mapping *mapping.IndexMappingImpl
}

func openBleve(_ context.Context, folder string) (engine, error) {
	fields := bleve.NewDocumentStaticMapping()
	for _, name := range []string{"name", "scope"} {
		field := bleve.NewTextFieldMapping()
		field.Analyzer = cjk.AnalyzerName
		field.Store, field.IncludeTermVectors, field.IncludeInAll, field.DocValues = false, false, false, false
		fields.AddFieldMappingsAt(name, field)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = fields
	m.ScoringModel = bleveindex.BM25Scoring
	x, err := bleve.NewUsing(folder, m, scorch.Name, scorch.Name, map[string]any{"unsafe_batch": true})
	if err != nil {
		return nil, err
	}
	return &plainBleve{local{folder}, x, m}, nil
}

func (b *plainBleve) index(ctx context.Context, rows []row) error {
	parts := make(chan []row)
	errs := make([]error, bleveWorkers)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() {
			for part := range parts {
				if errs[i] == nil {
					errs[i] = b.put(part)
				}
			}
		})
	}
	for part := range slices.Chunk(rows, bleveBatch) {
		parts <- part
	}
	close(parts)
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return b.persisted(ctx)
}

func (b *plainBleve) put(rows []row) error {
	batch := b.bleve.NewBatch()
	for _, r := range rows {
		if err := batch.Index(r.id, map[string]any{"name": r.name, "scope": r.scope}); err != nil {
			return err
		}
	}
	return b.bleve.Batch(batch)
}

// persisted waits until all batches before it are on disk.
func (b *plainBleve) persisted(ctx context.Context) error {
	last := b.bleve.NewBatch()
	last.SetInternal([]byte("rows"), []byte("all"))
	kept := make(chan error, 1)
	last.SetPersistedCallback(func(err error) { kept <- err })
	if err := b.bleve.Batch(last); err != nil {
		return err
	}
	select {
	case err := <-kept:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// search asks for most of a product's terms in any field. bleve's own match
// query knows only one and all; this is the same out of its parts.
func (b *plainBleve) search(ctx context.Context, p product) ([]string, error) {
	var words []query.Query
	for _, token := range b.mapping.AnalyzerNamed(cjk.AnalyzerName).Analyze([]byte(p.name)) {
		name, scope := bleve.NewTermQuery(string(token.Term)), bleve.NewTermQuery(string(token.Term))
		name.SetField("name")
		name.SetBoost(1.2)
		scope.SetField("scope")
		words = append(words, bleve.NewDisjunctionQuery(name, scope))
	}
	most := bleve.NewDisjunctionQuery(words...)
	most.SetMin(float64(least(len(words))))
	found, err := b.bleve.SearchInContext(ctx, bleve.NewSearchRequestOptions(most, top, 0, false))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = h.ID
	}
	return ids, nil
}

func (b *plainBleve) close() error { return b.bleve.Close() }
