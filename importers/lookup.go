package importers

import (
	"context"
	"slices"

	"liantu/graph"
)

// keysPerQuery is how many codes or names are looked up in one query.
const keysPerQuery = 500

// load looks up the firms that hold one of the values in a field.
func (t *taking) load(ctx context.Context, field string, values []string) error {
	if t.run.sink.borne != nil {
		values = t.run.sink.borne(field, values)
	}
	for part := range slices.Chunk(values, keysPerQuery) {
		found, err := graph.Firms().List(ctx, t.w, graph.Query{Where: []graph.Cond{{Field: field, Op: graph.In, Value: part}}, Limit: 2 * keysPerQuery})
		if err != nil {
			return err
		}
		for at := range found {
			t.add(&found[at])
		}
	}
	return nil
}

func (t *taking) add(f *graph.Firm) *graph.Firm {
	if have, ok := t.firms[f.ID]; ok {
		return have
	}
	t.firms[f.ID] = f
	if code := f.Code(); code != "" {
		t.byCode[code] = f
	}
	t.byName[f.NameKey] = append(t.byName[f.NameKey], f)
	return f
}

// loadFormer looks up the firms that bore one of the names before.
func (t *taking) loadFormer(ctx context.Context, names []string) error {
	for part := range slices.Chunk(names, keysPerQuery) {
		keys := make([]string, len(part))
		for at, name := range part {
			keys[at] = graph.NameAlias(name)
		}
		edges, err := graph.AliasesOf().At(ctx, t.w, graph.NeighbourQuery{Keys: keys, Direction: graph.Out})
		if err != nil || len(edges) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		ids := make([]string, len(edges))
		for at, e := range edges {
			ids[at] = e.Firm
		}
		held, err := graph.Firms().Get(ctx, t.w, ids)
		if err != nil {
			return err
		}
		for _, e := range edges {
			if f, ok := held[e.Firm]; ok {
				name := e.Alias[len(graph.NameAlias("")):]
				t.byFormer[name] = append(t.byFormer[name], t.add(&f))
			}
		}
	}
	return nil
}

// codedOf gives the firms with a credit code that bear or bore a name.
func (t *taking) codedOf(name string) []*graph.Firm {
	var coded []*graph.Firm
	for _, f := range slices.Concat(t.byName[name], t.byFormer[name]) {
		if f.Code() != "" && !slices.Contains(coded, f) {
			coded = append(coded, f)
		}
	}
	return coded
}

func (t *taking) hasPlain(name string) bool {
	return slices.ContainsFunc(t.byName[name], func(f *graph.Firm) bool { return f.Code() == "" })
}
