package main

import (
	"context"
	"fmt"
	"slices"

	"liantu/data"
	"liantu/graph"
	"liantu/matcher/index"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// liantu is the index of this project, over a record in memory.
type liantu struct {
	local
	engine *index.Index
	record *record
}

func openLiantu(ctx context.Context, folder string) (engine, error) {
	analyzer, err := text.New(data.Starter())
	if err != nil {
		return nil, err
	}
	x, err := index.Open(ctx, folder, "peers", analyzer)
	if err != nil {
		return nil, err
	}
	return &liantu{local{folder}, x, nil}, nil
}

func (l *liantu) index(ctx context.Context, rows []row) error {
	l.record = newRecord(rows)
	return l.engine.Sync(ctx, l.record)
}

func (l *liantu) search(ctx context.Context, p product) ([]string, error) {
	return l.find(ctx, search.Query{Text: p.name, Limit: top})
}

func (l *liantu) find(ctx context.Context, q search.Query) ([]string, error) {
	hits, _, err := l.engine.Search(ctx, q)
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.FirmID
	}
	return ids, err
}

// note tells what asking costs as the program asks: with the best few hundred
// scored again by their texts.
func (l *liantu) note(ctx context.Context, asked []product, rounds int) (string, error) {
	var again measurement
	err := again.ask(ctx, asked, rounds, func(ctx context.Context, p product) ([]string, error) {
		return l.find(ctx, search.Query{Text: p.name, Limit: top, Record: l.record})
	})
	return fmt.Sprintf("with the best 300 scored again by their texts, as the program asks: p50 %.1f, p95 %.1f ms", again.P50, again.P95), err
}

func (l *liantu) close() error { return l.engine.Close() }

// record is the little of a store that an index reads: every row is a version
// of its own. It must cost little beside the index, so that a firm's node is
// cut from a form instead of being encoded.
type record struct {
	graph.Store
	graph.Reader
	rows        []row
	at          map[string]int
	form        graph.Node
	name, scope int // their places in the form
}

func newRecord(rows []row) *record {
	f := graph.Firm{InBeing: true}
	f.Held[graph.FieldName].Text, f.Held[graph.FieldScope].Text = "name", "scope"
	r := &record{rows: rows, at: make(map[string]int, len(rows)), form: graph.Firms().Node(&f)}
	r.name, r.scope = slices.Index(r.form.Values, any("name")), slices.Index(r.form.Values, any("scope"))
	for i := range rows {
		r.at[rows[i].id] = i
	}
	return r
}

func (r *record) ID() string { return "peers" }

func (r *record) View(_ context.Context, fn func(graph.Reader) error) error { return fn(r) }

func (r *record) Version(context.Context) (graph.Version, error) {
	return graph.Version(len(r.rows)), nil
}

func (r *record) Get(_ context.Context, _ string, keys []string) ([]graph.Node, error) {
	nodes := make([]graph.Node, 0, len(keys))
	for _, key := range keys {
		i, ok := r.at[key]
		if !ok {
			continue
		}
		values := slices.Clone(r.form.Values)
		values[r.name], values[r.scope] = known(r.rows[i].name), known(r.rows[i].scope)
		nodes = append(nodes, graph.Node{Label: r.form.Label, Key: key, Values: values})
	}
	return nodes, nil
}

// known is a text as a value; an empty one is unknown.
func known(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (r *record) Changes(_ context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	rest := r.rows[since:]
	if limit > 0 {
		rest = rest[:min(limit, len(rest))]
	}
	changes := make([]graph.Change, len(rest))
	for i := range rest {
		changes[i] = graph.Change{Version: since + graph.Version(i) + 1, Label: "Firm", Key: rest[i].id}
	}
	return changes, nil
}
