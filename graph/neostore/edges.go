package neostore

import (
	"context"
	"slices"

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
		for _, edge := range byType[t] {
			w.meet(t.from.what, edge.From)
			w.meet(t.to.what, edge.To)
		}
	}
	if err := w.checkMet(ctx); err != nil {
		return err
	}
	for _, t := range tables {
		if err := w.connectAll(ctx, t, byType[t]); err != nil {
			return err
		}
	}
	return nil
}

// meet notes a key that must be there; one that is known to be stays so.
func (w *writer) meet(label, key string) {
	if there := w.thereOf(w.catalog.nodes[label]); !there[key] {
		there[key] = false
	}
}

// checkMet refuses keys that are not in the record, else knows that they are.
func (w *writer) checkMet(ctx context.Context) error {
	for label, there := range w.there {
		var keys []string
		for key, known := range there {
			if !known {
				keys = append(keys, key)
			}
		}
		missing := ""
		t := w.catalog.nodes[label]
		text := "UNWIND $keys AS key OPTIONAL MATCH " + t.byKey("n") + " WHERE " + t.column("key") + " = key WITH key, n WHERE n IS NULL RETURN min(key)"
		err := chunks(keys, keysPerStatement, func(keys []string) error {
			return w.each(ctx, text, map[string]any{"keys": keys}, func(row []any) error {
				if key, ok := row[0].(string); ok {
					missing = key
				}
				return nil
			})
		})
		for _, key := range keys {
			if err != nil || missing != "" {
				delete(there, key)
			} else {
				there[key] = true
			}
		}
		if err == nil && missing != "" {
			err = graph.Errorf(graph.Invalid, "关系的一端 %s %q 不在记录中 / an end of an edge is not in the record", label, missing)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// same tells the ways apart in which an edge is told from its parallels.
type same int

const (
	byPair    same = iota // the only one of its pair, or its distinct field
	byUnknown             // its distinct field is unknown
	byWhole               // its distinct field is cut
	byNothing             // no other edge of the type starts there: it is new
)

// told is what MERGE tells an edge by, as a property map.
func (t *edgeTable) told(by same) string {
	switch {
	case t.distinct == "":
		return ""
	case by == byUnknown:
		return " {`" + unknownProperty + "`: true}"
	case by == byWhole:
		return " {" + quote(wholePrefix+t.distinct) + ": row.d}"
	}
	return " {" + quote(t.distinct) + ": row.d}"
}

// edgeRow is what a statement takes of an edge.
func (t *edgeTable) edgeRow(edge graph.Edge, distinct any) (map[string]any, same) {
	properties := t.properties(edge.Values)
	row := map[string]any{"a": edge.From, "b": edge.To, "r": properties}
	if t.distinct == "" {
		return row, byPair
	}
	if distinct == nil {
		properties[unknownProperty] = true
		return row, byUnknown
	}
	row["d"] = distinct
	if _, cut := properties[wholePrefix+t.distinct]; cut {
		return row, byWhole
	}
	return row, byPair
}

func (w *writer) connectAll(ctx context.Context, t *edgeTable, edges []graph.Edge) error {
	at := slices.IndexFunc(t.fields, func(f graph.Field) bool { return f.Name == t.distinct })
	type identity struct {
		from, to string
		distinct any
	}
	type spot struct {
		by same
		at int
	}
	spots := map[identity]spot{}
	var rows [byNothing + 1][]map[string]any
	for _, edge := range edges {
		id := identity{from: edge.From, to: edge.To}
		if at >= 0 {
			id.distinct = edge.Values[at]
		}
		row, by := t.edgeRow(edge, id.distinct)
		if s, twice := spots[id]; twice {
			rows[s.by][s.at] = row
			continue
		}
		if w.bare.at(t, edge.From) {
			by = byNothing
		}
		spots[id] = spot{by, len(rows[by])}
		rows[by] = append(rows[by], row)
	}
	rows[byNothing] = w.attach(t, rows[byNothing])
	if slices.ContainsFunc(rows[:], func(rows []map[string]any) bool { return len(rows) > 0 }) {
		if err := w.ready(ctx); err != nil {
			return err
		}
	}
	for by := range rows {
		if err := w.writeEdges(ctx, t, same(by), rows[by]); err != nil {
			return err
		}
	}
	for _, edge := range edges {
		w.bare.edges[place{t.what, edge.From}] = false
		if w.startChanged(t) != "" {
			w.changes = append(w.changes, graph.Change{Version: w.next(), Label: t.from.what, Key: edge.From})
		}
	}
	w.wrote = w.wrote || len(edges) > 0
	return nil
}

func (w *writer) writeEdges(ctx context.Context, t *edgeTable, by same, rows []map[string]any) error {
	verb := " MERGE (a)-[r:" + quote(t.what) + t.told(by) + "]->(b)"
	if by == byNothing {
		verb = " CREATE (a)-[r:" + quote(t.what) + "]->(b)"
	}
	text := "UNWIND $rows AS row MATCH " + t.from.byKey("a") + " WHERE " + t.column("from") + " = row.a" +
		" MATCH " + t.to.byKey("b") + " WHERE " + t.column("to") + " = row.b" + verb + " SET r = row.r" + w.startChanged(t)
	return chunks(rows, rowsPerStatement, func(rows []map[string]any) error {
		_, err := w.write(ctx, text, map[string]any{"rows": rows, "version": int64(w.next())})
		return err
	})
}

// startChanged lists the start of a recorded edge as changed.
func (w *writer) startChanged(t *edgeTable) string {
	if t.derived || t.from.derived {
		return ""
	}
	return " SET a.`" + versionProperty + "` = $version"
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
	if err := w.ready(ctx); err != nil {
		return err
	}
	return chunks(q.From, keysPerStatement, func(from []string) error {
		c := newClause()
		text := "MATCH " + t.from.byKey("a") + " WHERE " + t.column("from") + " IN " + c.param(from) + " MATCH " + t.following()
		t.conditions(c, q.Where)
		text += c.where() + w.startChanged(t) + " DELETE r"
		c.params["version"] = int64(w.next())
		counters, err := w.write(ctx, text, c.params)
		if err != nil {
			return err
		}
		w.unlisted = w.unlisted || !t.derived && counters.ContainsUpdates()
		if len(q.Where) == 0 {
			for _, key := range from {
				w.bare.edges[place{t.what, key}] = true
			}
		}
		return nil
	})
}
