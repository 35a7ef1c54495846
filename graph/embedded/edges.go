package embedded

import (
	"context"

	"liantu/graph"
)

// Connect creates or replaces edges.
func (w *writer) Connect(ctx context.Context, edges []graph.Edge) error {
	if err := w.use(ctx); err != nil {
		return err
	}
	byType := map[*edgeTable][]graph.Edge{}
	var tables []*edgeTable
	for _, edge := range edges {
		t, err := w.catalog.edge(edge.Type)
		if err != nil {
			return err
		}
		if err := t.edge.CheckEdge(edge); err != nil {
			return err
		}
		if len(byType[t]) == 0 {
			tables = append(tables, t)
		}
		byType[t] = append(byType[t], edge)
	}
	for _, t := range tables {
		if err := w.checkEnds(ctx, t, byType[t]); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if err := w.connectAll(ctx, t, byType[t]); err != nil {
			return err
		}
	}
	return nil
}

// checkEnds refuses edges one of whose ends is not in the record.
func (w *writer) checkEnds(ctx context.Context, t *edgeTable, edges []graph.Edge) error {
	from := distinctKeys(edges, func(e graph.Edge) string { return e.From })
	to := distinctKeys(edges, func(e graph.Edge) string { return e.To })
	if err := w.checkExist(ctx, t.what, t.from, from); err != nil {
		return err
	}
	return w.checkExist(ctx, t.what, t.to, to)
}

func (w *writer) checkExist(ctx context.Context, edge string, t *nodeTable, keys []string) error {
	text := `SELECT value FROM json_each(?) AS e WHERE NOT EXISTS (SELECT 1 FROM ` + quote(t.what) +
		` WHERE ` + t.column("key") + ` = e.value) LIMIT 1`
	var missing string
	err := w.conn.each(ctx, text, []any{list(keys)}, func(row []any) error {
		missing, _ = row[0].(string)
		return nil
	})
	if err == nil && missing != "" {
		return graph.Errorf(graph.Invalid, "%s: its end %s %q is not in the record", edge, t.what, missing)
	}
	return err
}

func distinctKeys(edges []graph.Edge, end func(graph.Edge) string) []string {
	seen := make(map[string]bool, len(edges))
	var keys []string
	for _, e := range edges {
		if key := end(e); !seen[key] {
			seen[key] = true
			keys = append(keys, key)
		}
	}
	return keys
}

func (w *writer) connectAll(ctx context.Context, t *edgeTable, edges []graph.Edge) error {
	err := w.insert(ctx, &t.table, len(edges), func(i int, args []any) []any {
		args = append(args, edges[i].From, edges[i].To)
		for j, v := range edges[i].Values {
			if v == nil && t.fields[j].Name == t.distinct {
				v = []byte{}
			}
			args = append(args, v)
		}
		return args
	})
	if err != nil || t.derived {
		return err
	}
	from := distinctKeys(edges, func(e graph.Edge) string { return e.From })
	for _, key := range from {
		w.changed(t.from, key)
	}
	return w.mark(ctx, t.from, among, list(from))
}

// Disconnect removes edges that start at the given nodes.
func (w *writer) Disconnect(ctx context.Context, q graph.DisconnectQuery) error {
	t, err := w.catalog.edge(q.Edge)
	if err != nil {
		return err
	}
	if err := graph.CheckConds(t.what, t.kind, q.Where); err != nil {
		return err
	}
	if err := w.use(ctx); err != nil || len(q.From) == 0 {
		return err
	}
	c := inKeys(`"from"`, q.From)
	t.conditions(&c, q.Where)
	return w.removeEdges(ctx, t, c)
}

// Delete removes nodes and every edge at them.
func (w *writer) Delete(ctx context.Context, label string, keys []string) error {
	t, err := w.catalog.node(label)
	if err != nil {
		return err
	}
	if err := w.use(ctx); err != nil || len(keys) == 0 {
		return err
	}
	w.unlisted = true
	for _, name := range w.catalog.names {
		e, ok := w.catalog.edges[name]
		if !ok {
			continue
		}
		if e.from == t {
			if err := w.removeEdges(ctx, e, inKeys(`"from"`, keys)); err != nil {
				return err
			}
		}
		if e.to == t {
			if err := w.removeEdges(ctx, e, inKeys(`"to"`, keys)); err != nil {
				return err
			}
		}
	}
	c := inKeys(t.column("key"), keys)
	if !t.derived {
		_, err := w.write(ctx, `INSERT INTO liantu_deleted (key, label, version) SELECT `+t.column("key")+`, ?, ? FROM `+quote(t.what)+c.where()+
			` ON CONFLICT (label, key) DO UPDATE SET version = excluded.version`, append([]any{t.what, int64(w.next())}, c.args...)...)
		if err != nil {
			return err
		}
	}
	_, err = w.write(ctx, `DELETE FROM `+quote(t.what)+c.where(), c.args...)
	return err
}

// removeEdges removes the edges that meet the conditions; where the type is
// recorded, the nodes they start from have changed.
func (w *writer) removeEdges(ctx context.Context, t *edgeTable, c clause) error {
	if !t.derived {
		w.unlisted = true
		from := ` IN (SELECT "from" FROM ` + quote(t.what) + c.where() + `)`
		if err := w.mark(ctx, t.from, from, c.args...); err != nil {
			return err
		}
	}
	_, err := w.write(ctx, `DELETE FROM `+quote(t.what)+c.where(), c.args...)
	return err
}
