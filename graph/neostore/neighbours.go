package neostore

import (
	"context"

	"liantu/graph"
)

// Neighbours returns the edges of a type at the given nodes.
func (r *reader) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([]graph.Edge, error) {
	t, err := r.catalog.edge(q.Edge)
	if err != nil {
		return nil, err
	}
	if err := graph.CheckConds(t.what, t.kind, q.Where); err != nil {
		return nil, err
	}
	if q.Limit < 0 {
		return nil, graph.Errorf(graph.Invalid, "%s: limit %d", t.what, q.Limit)
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
	text := out
	switch q.Direction {
	case graph.Into:
		text = into
	case graph.Both:
		text = "CALL () { " + out + " RETURN a, r, b UNION " + into + " RETURN a, r, b } WITH a, r, b"
	}
	text += " RETURN " + t.column("from") + " AS from, " + t.column("to") + " AS to, properties(r) ORDER BY from, to"
	if t.distinct != "" {
		text += ", " + t.whole(t.distinct)
	}
	if q.Limit > 0 {
		text += " LIMIT " + c.param(q.Limit)
	}
	var edges []graph.Edge
	err := r.each(ctx, text, c.params, func(row []any) error {
		edge, err := t.edgeOf(row)
		edges = append(edges, edge)
		return err
	})
	if err != nil {
		return nil, err
	}
	return edges, nil
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
