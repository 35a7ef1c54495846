package embedded

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
	if err := q.Check(t.what, t.kind); err != nil {
		return nil, err
	}
	if err := r.use(ctx); err != nil || len(q.Keys) == 0 {
		return nil, err
	}
	return r.edgesAt(ctx, t, q)
}

func (r *reader) edgesAt(ctx context.Context, t *edgeTable, q graph.NeighbourQuery) ([]graph.Edge, error) {
	var c clause
	keys := list(q.Keys)
	switch q.Direction {
	case graph.Out:
		c.and(`"from"`+among, keys)
	case graph.Into:
		c.and(`"to"`+among, keys)
	default:
		c.and(`("from"`+among+` OR "to"`+among+`)`, keys, keys)
	}
	t.conditions(&c, q.Where)
	text := `SELECT ` + quoteAll(t.columns()) + ` FROM ` + quote(t.what) + c.where() + ` ORDER BY ` + quoteAll(t.keys)
	if q.Limit > 0 {
		text += ` LIMIT ?`
		c.args = append(c.args, q.Limit)
	}
	var edges []graph.Edge
	err := r.conn.each(ctx, text, c.args, func(row []any) error {
		from, ok1 := row[0].(string)
		to, ok2 := row[1].(string)
		if !ok1 || !ok2 {
			return graph.Errorf(graph.Corrupt, "%s: an end, %v or %v, is no text", t.what, row[0], row[1])
		}
		edges = append(edges, graph.Edge{Type: t.what, From: from, To: to, Values: t.values(row[2:])})
		return nil
	})
	return edges, err
}

// Walk follows edges breadth first, one question per edge type and depth.
func (r *reader) Walk(ctx context.Context, q graph.WalkQuery) ([]graph.Step, error) {
	err := q.Check(func(name string) (graph.EdgeType, error) {
		t, err := r.catalog.edge(name)
		if err != nil {
			return graph.EdgeType{}, err
		}
		return t.edge, nil
	})
	if err != nil {
		return nil, err
	}
	if err := r.use(ctx); err != nil {
		return nil, err
	}
	return q.Follow(func(edge string, keys []string) ([]graph.Edge, error) {
		return r.edgesAt(ctx, r.catalog.edges[edge], graph.NeighbourQuery{Keys: keys, Direction: q.Direction})
	})
}
