package index_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"liantu/graph"
	"liantu/internal/shared"
)

// record is the little of a store that an index reads: firms by key and what
// changed when.
type record struct {
	graph.Store
	graph.Reader
	id      string
	now     graph.Version
	nodes   map[string]graph.Node
	changed map[string]graph.Change
	order   []string // keys by version
}

func newRecord(id string) *record {
	return &record{id: id, nodes: map[string]graph.Node{}, changed: map[string]graph.Change{}}
}

func (r *record) ID() string { return r.id }

func (r *record) View(_ context.Context, fn func(graph.Reader) error) error { return fn(r) }

func (r *record) Version(context.Context) (graph.Version, error) { return r.now, nil }

func (r *record) Get(_ context.Context, _ string, keys []string) ([]graph.Node, error) {
	var found []graph.Node
	for _, k := range keys {
		if n, ok := r.nodes[k]; ok {
			found = append(found, n)
		}
	}
	return found, nil
}

func (r *record) Changes(_ context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	if r.order == nil {
		r.order = slices.SortedFunc(maps.Keys(r.changed), func(a, b string) int {
			return int(r.changed[a].Version - r.changed[b].Version)
		})
	}
	var list []graph.Change
	for _, key := range r.order {
		c := r.changed[key]
		if len(list) >= limit && c.Version != list[len(list)-1].Version {
			break
		}
		if c.Version > since {
			list = append(list, c)
		}
	}
	return list, nil
}

// commit puts firms in one version of the record.
func (r *record) commit(firms ...graph.Firm) {
	r.now++
	r.order = nil
	noun := graph.Firms()
	for i := range firms {
		r.nodes[firms[i].ID] = noun.Node(&firms[i])
		r.changed[firms[i].ID] = graph.Change{Version: r.now, Label: "Firm", Key: firms[i].ID}
	}
}

func (r *record) remove(id string) {
	r.now++
	r.order = nil
	delete(r.nodes, id)
	r.changed[id] = graph.Change{Version: r.now, Label: "Firm", Key: id, Deleted: true}
}

// firm makes a firm as an import would.
func firm(id, name, scope, region string) graph.Firm {
	f := graph.Firm{ID: id}
	f.Take(&graph.Statement{Source: graph.Source{AsOf: "2019-04-01"}, Values: []graph.Value{
		{Field: graph.FieldName, Text: name}, {Field: graph.FieldScope, Text: scope},
		{Field: graph.FieldPlaceArea, Text: region},
	}})
	return f
}

// sharedFirms are the registry rows of a file.
func sharedFirms(t testing.TB, file string) []graph.Firm {
	t.Helper()
	var firms []graph.Firm
	for _, row := range shared.Rows(t, "data/"+file)[1:] {
		firms = append(firms, firm(graph.NewFirmID(row[1], row[0], ""), row[0], row[5], row[1][2:8]))
	}
	return firms
}
