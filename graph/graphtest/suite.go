// Package graphtest holds the conformance suite that every graph.Store must
// pass. It states in executable form what graph/store.go says in words.
package graphtest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// Open gives a fresh, empty store of the schema and closes it with the test.
type Open func(t *testing.T, schema graph.Schema) graph.Store

// Run runs the suite; every subtest opens a store of its own.
func Run(t *testing.T, open func(t *testing.T, schema graph.Schema) graph.Store) {
	groups := map[string]map[string]func(*fixture){
		"nodes":        nodeCases(),
		"find":         findCases(),
		"count":        countCases(),
		"edges":        edgeCases(),
		"neighbours":   neighbourCases(),
		"walk":         walkCases(),
		"changes":      changeCases(),
		"transactions": transactionCases(),
		"refusals":     refusalCases(),
	}
	for group, cases := range groups {
		t.Run(group, func(t *testing.T) {
			for name, test := range cases {
				t.Run(name, func(t *testing.T) {
					test(&fixture{T: t, ctx: t.Context(), store: open(t, Schema())})
				})
			}
		})
	}
	t.Run("records", func(t *testing.T) {
		for name, test := range recordCases() {
			t.Run(name, func(t *testing.T) { test(t, open(t, graph.Declared())) })
		}
	})
}

// Schema is what the suite's stores hold: every kind of field, recorded and
// derived labels and edges, edges with and without a distinct field.
func Schema() graph.Schema {
	every := func() []graph.Field {
		return []graph.Field{
			{Name: "name", Kind: graph.Text}, {Name: "n", Kind: graph.Integer}, {Name: "x", Kind: graph.Real},
			{Name: "ok", Kind: graph.Flag}, {Name: "on", Kind: graph.Day}, {Name: "doc", Kind: graph.JSON},
		}
	}
	return graph.Schema{
		Labels: []graph.Label{
			{Name: "Thing", KeyName: "id", Fields: every(), Indexes: []graph.Index{{"name"}, {"n"}, {"on", "n"}}},
			{Name: "Place", KeyName: "code", Fields: []graph.Field{{Name: "title", Kind: graph.Text}}},
			{Name: "Sum", KeyName: "id", Fields: []graph.Field{{Name: "n", Kind: graph.Integer}}, Derived: true},
			{Name: "Mark", KeyName: "id"},
		},
		Edges: []graph.EdgeType{
			{Name: "AT", From: "Thing", To: "Place", Distinct: "name", Fields: every(), Indexes: []graph.Index{{"to", "name"}}},
			{Name: "NEXT", From: "Thing", To: "Thing", Fields: []graph.Field{{Name: "order", Kind: graph.Integer}}, Indexes: []graph.Index{{"to"}}},
			{Name: "ALSO", From: "Thing", To: "Thing", Distinct: "how", Fields: []graph.Field{{Name: "how", Kind: graph.Text}}, Derived: true},
			{Name: "MARKED", From: "Thing", To: "Mark"},
		},
	}
}

// fixture is one subtest with its store.
type fixture struct {
	*testing.T
	ctx   context.Context
	store graph.Store
}

// values are field values by name; fields that are not named are unknown.
type values map[string]any

// node makes a node of the suite's schema.
func node(label, key string, v values) graph.Node {
	l, _ := Schema().Label(label)
	return graph.Node{Label: label, Key: key, Values: positional(l.Fields, v)}
}

// thing is a node of the label with every kind of field.
func thing(key string, v values) graph.Node { return node("Thing", key, v) }

// edge makes an edge of the suite's schema.
func edge(name, from, to string, v values) graph.Edge {
	e, _ := Schema().Edge(name)
	return graph.Edge{Type: name, From: from, To: to, Values: positional(e.Fields, v)}
}

func positional(fields []graph.Field, v values) []any {
	all := make([]any, len(fields))
	for i, f := range fields {
		all[i] = v[f.Name]
	}
	return all
}

// update runs fn in an Update that must be committed.
func (f *fixture) update(fn func(graph.Writer) error) {
	f.Helper()
	require.NoError(f, f.store.Update(f.ctx, fn))
}

// put puts nodes in an Update of their own.
func (f *fixture) put(nodes ...graph.Node) {
	f.Helper()
	f.update(func(w graph.Writer) error { return w.Put(f.ctx, nodes) })
}

// connect connects edges in an Update of their own.
func (f *fixture) connect(edges ...graph.Edge) {
	f.Helper()
	f.update(func(w graph.Writer) error { return w.Connect(f.ctx, edges) })
}

// view runs fn in a View.
func (f *fixture) view(fn func(graph.Reader)) {
	f.Helper()
	require.NoError(f, f.store.View(f.ctx, func(r graph.Reader) error {
		fn(r)
		return nil
	}))
}

// get reads nodes of one label by key.
func (f *fixture) get(label string, keys ...string) map[string]graph.Node {
	f.Helper()
	found := map[string]graph.Node{}
	f.view(func(r graph.Reader) {
		nodes, err := r.Get(f.ctx, label, keys)
		require.NoError(f, err)
		for _, n := range nodes {
			found[n.Key] = n
		}
		require.Len(f, nodes, len(found), "a node is returned twice")
	})
	return found
}

// find returns the keys that a query answers with, page after page.
func (f *fixture) find(q graph.Query) []string {
	f.Helper()
	keys := []string{}
	f.view(func(r graph.Reader) { keys = f.findIn(r, q) })
	return keys
}

func (f *fixture) findIn(r graph.Reader, q graph.Query) []string {
	f.Helper()
	keys := []string{}
	for {
		page, err := r.Find(f.ctx, q)
		require.NoError(f, err)
		for _, n := range page.Nodes {
			keys = append(keys, n.Key)
		}
		if page.Next == "" {
			return keys
		}
		require.NotEmpty(f, page.Nodes, "a page without nodes says that more follow")
		q.Cursor = page.Next
	}
}

// neighbours returns the edges that a query answers with.
func (f *fixture) neighbours(q graph.NeighbourQuery) []graph.Edge {
	f.Helper()
	var edges []graph.Edge
	f.view(func(r graph.Reader) {
		var err error
		edges, err = r.Neighbours(f.ctx, q)
		require.NoError(f, err)
	})
	return edges
}

// version reads the version of the record.
func (f *fixture) version() graph.Version {
	f.Helper()
	var v graph.Version
	f.view(func(r graph.Reader) {
		var err error
		v, err = r.Version(f.ctx)
		require.NoError(f, err)
	})
	return v
}

// edgeNames writes edges as "from-to" or "from-to/distinct", to compare them at a glance.
func edgeNames(edges []graph.Edge) []string {
	names := []string{}
	for _, e := range edges {
		name := e.From + "-" + e.To
		t, _ := Schema().Edge(e.Type)
		for i, field := range t.Fields {
			if field.Name == t.Distinct {
				if s, ok := e.Values[i].(string); ok {
					name += "/" + s
				}
			}
		}
		names = append(names, name)
	}
	return names
}
