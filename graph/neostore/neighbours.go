package neostore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"liantu/graph"
)

// Neighbours returns the edges of a type at the given nodes.
func (r *reader) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([]graph.Edge, error) {
	t, err := r.catalog.edge(q.Edge)
	if err != nil {
		return nil, err
	}
	if err := q.Check(t.what, t.kind); err != nil {
		return nil, err
	}
	if err := r.use(ctx); err != nil || len(q.Keys) == 0 {
		return nil, err
	}
	return r.edgesAt(ctx, t, q)
}

func (r *reader) edgesAt(ctx context.Context, t *edgeTable, q graph.NeighbourQuery) ([]graph.Edge, error) {
	c := newClause()
	keys := c.param(q.Keys)
	t.conditions(c, q.Where)
	where := c.where()
	out := "MATCH " + t.from.byKey("a") + " WHERE " + t.column("from") + " IN " + keys + " MATCH " + t.following() + where
	into := "MATCH " + t.to.byKey("b") + " WHERE " + t.column("to") + " IN " + keys + " MATCH " + t.leading() + where
	if index := t.servingIndex(q.Where); index != "" && len(q.Keys) >= manyKeys {
		into = "MATCH " + t.pattern + index + where + " AND " + t.column("to") + " IN " + keys
	}
	text := out
	switch q.Direction {
	case graph.Into:
		text = into
	case graph.Both:
		text = "CALL () { " + out + " RETURN a, r, b UNION " + into + " RETURN a, r, b } WITH a, r, b"
	}
	text += " RETURN " + t.column("from") + " AS from, " + t.column("to") + " AS to, properties(r)"
	if q.Limit > 0 { // else they are put in order here, which costs less
		text += " ORDER BY from, to"
		if t.distinct != "" {
			text += ", " + t.whole(t.distinct)
		}
		text += " LIMIT " + c.param(q.Limit)
	}
	var edges []graph.Edge
	err := r.each(ctx, text, c.params, func(row []any) error {
		edge, err := t.edgeOf(row)
		if err = r.goOn(err); err == nil && edge.From != "" && edge.To != "" {
			edges = append(edges, edge)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(edges, t.compare)
	return edges, nil
}

// manyKeys is from how many nodes on the edges that end there are looked up by
// an index of their own: following them from so many nodes reads nearly all.
const manyKeys = 100

// servingIndex names the index of the relationships that serves all its fields,
// "" where there is none: it is not left to the server, which follows the
// relationships from each node.
func (t *edgeTable) servingIndex(where []graph.Cond) string {
	asked := func(field string, ops ...graph.Op) bool {
		return slices.ContainsFunc(where, func(c graph.Cond) bool {
			return c.Field == field && slices.Contains(ops, c.Op) && !long(c.Value)
		})
	}
	for _, index := range t.indexes {
		last := len(index) - 1
		serves := asked(index[last], graph.Eq, graph.In, graph.Prefix)
		for _, field := range index[:last] {
			serves = serves && asked(field, graph.Eq, graph.In)
		}
		if serves {
			return " USING INDEX r:" + quote(t.what) + "(`" + strings.Join(index, "`, `") + "`)"
		}
	}
	return ""
}

// compare orders edges by from, to and distinct field, unknown last.
func (t *edgeTable) compare(a, b graph.Edge) int {
	if c := cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To)); c != 0 || t.distinct == "" {
		return c
	}
	at := slices.IndexFunc(t.fields, func(f graph.Field) bool { return f.Name == t.distinct })
	x, known := a.Values[at].(string)
	y, alsoKnown := b.Values[at].(string)
	switch {
	case known && alsoKnown:
		return strings.Compare(x, y)
	case known:
		return -1
	case alsoKnown:
		return 1
	}
	return 0
}

// following matches the edges that start at a.
func (t *edgeTable) following() string {
	return "(a)-[r:" + quote(t.what) + "]->(b:" + quote(t.to.what) + ")"
}

// leading matches the edges that end at b.
func (t *edgeTable) leading() string {
	return "(b)<-[r:" + quote(t.what) + "]-(a:" + quote(t.from.what) + ")"
}

// Walk follows edges breadth first, one question per edge type and depth.
func (r *reader) Walk(ctx context.Context, q graph.WalkQuery) ([]graph.Step, error) {
	if err := q.Check(func(name string) (graph.EdgeType, error) {
		t, err := r.catalog.edge(name)
		if err != nil {
			return graph.EdgeType{}, err
		}
		return t.edge, nil
	}); err != nil {
		return nil, err
	}
	if err := r.use(ctx); err != nil {
		return nil, err
	}
	return q.Follow(func(edge string, keys []string) ([]graph.Edge, error) {
		return r.edgesAt(ctx, r.catalog.edges[edge], graph.NeighbourQuery{Keys: keys, Direction: q.Direction})
	})
}
