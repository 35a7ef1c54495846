package neostore

import (
	"context"
	"maps"
	"slices"
)

// births are new nodes of one label that are not written yet: the edges that
// are to start at them go with them in one statement, which then looks for
// neither the nodes nor other edges. They are written before anything is asked
// that they could bear on.
type births struct {
	rows  []map[string]any
	at    map[string]int // row of a key
	edges map[*edgeTable][]map[string]any
}

// hold keeps the rows back that are known to be of new nodes and gives the rest.
func (w *writer) hold(ctx context.Context, t *nodeTable, rows []map[string]any) (known []map[string]any, err error) {
	for _, row := range rows {
		if held := w.held[t]; held != nil {
			if _, twice := held.at[t.keyOf(row)]; twice {
				if err := w.bear(ctx); err != nil {
					return nil, err
				}
			}
		}
		if !w.absent[place{t.what, t.keyOf(row)}] {
			known = append(known, row)
		}
	}
	for _, row := range rows {
		key := t.keyOf(row)
		if !w.absent[place{t.what, key}] {
			continue
		}
		delete(w.absent, place{t.what, key})
		held := w.held[t]
		if held == nil {
			held = &births{at: map[string]int{}, edges: map[*edgeTable][]map[string]any{}}
			w.held[t] = held
		}
		held.at[key] = len(held.rows)
		held.rows = append(held.rows, row)
		w.thereOf(t)[key] = true
		w.bare.born[place{t.what, key}] = true
		w.wrote = true
	}
	return known, nil
}

// attach gives the held nodes the new edges that start at them and gives the
// rest. An edge to a node that is held itself has to wait for it.
func (w *writer) attach(t *edgeTable, rows []map[string]any) (rest []map[string]any) {
	from := w.held[t.from]
	if from == nil {
		return rows
	}
	for _, row := range rows {
		at, isHeld := from.at[row["a"].(string)]
		if to := w.held[t.to]; to != nil {
			if _, waits := to.at[row["b"].(string)]; waits {
				isHeld = false
			}
		}
		if !isHeld {
			rest = append(rest, row)
			continue
		}
		row["a"] = at
		from.edges[t] = append(from.edges[t], row)
	}
	return rest
}

// ready writes what is held before the transaction is asked for more.
func (w *writer) ready(ctx context.Context) error {
	if err := w.use(ctx); err != nil {
		return err
	}
	return w.bear(ctx)
}

// bear writes the held nodes with their edges, unless the transaction is over.
func (w *writer) bear(ctx context.Context) error {
	if len(w.held) == 0 || w.failed != nil {
		return w.failed
	}
	held := w.held
	w.held = map[*nodeTable]*births{}
	for _, name := range w.catalog.names {
		t := w.catalog.nodes[name]
		if b := held[t]; t != nil && b != nil {
			if err := w.bearAll(ctx, t, b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) bearAll(ctx context.Context, t *nodeTable, b *births) error {
	for first := 0; first < len(b.rows); first += rowsPerStatement {
		rows := b.rows[first:min(len(b.rows), first+rowsPerStatement)]
		text := "UNWIND $rows AS row CREATE (n:" + quote(t.what) + ") SET n = row"
		params := map[string]any{"rows": rows}
		for _, name := range w.catalog.names {
			e := w.catalog.edges[name]
			if e == nil || len(b.edges[e]) == 0 {
				continue
			}
			if len(params) == 1 {
				text += " WITH collect(n) AS born"
			}
			ends := w.catalog.edges[name].byEnd(b.edges[e], first, len(rows))
			params["to_"+name] = ends
			text += " CALL (born) { UNWIND $" + quote("to_"+name) + " AS end MATCH " + e.to.byKey("b") + " WHERE " + e.column("to") + " = end.b" +
				" UNWIND end.edges AS edge WITH b, edge, born[edge.a] AS a CREATE (a)-[r:" + quote(name) + "]->(b) SET r = edge.r }"
		}
		if _, err := w.write(ctx, text, params); err != nil {
			return err
		}
		keys := make([]string, len(rows))
		for i, row := range rows {
			keys[i] = t.keyOf(row)
		}
		if err := w.unbury(ctx, t, keys); err != nil {
			return err
		}
	}
	return nil
}

// byEnd gathers the edges of n rows from the first by where they lead, so that
// each end is looked up once.
func (t *edgeTable) byEnd(edges []map[string]any, first, n int) []map[string]any {
	ends := map[string][]map[string]any{}
	for _, edge := range edges {
		if at := edge["a"].(int) - first; 0 <= at && at < n {
			to := edge["b"].(string)
			ends[to] = append(ends[to], map[string]any{"a": at, "r": edge["r"]})
		}
	}
	var rows []map[string]any
	for _, to := range slices.Sorted(maps.Keys(ends)) {
		rows = append(rows, map[string]any{"b": to, "edges": ends[to]})
	}
	return rows
}
