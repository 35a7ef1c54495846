package neostore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

const (
	// rowsPerStatement is how many rows one statement writes.
	rowsPerStatement = 2000
	// keysPerStatement is how many keys one statement looks up.
	keysPerStatement = 5000
)

// writer writes in one transaction, and reads what it has written.
type writer struct {
	reader
	wrote bool
	// there are the keys that this Update has put or met, by label, so that
	// the ends of edges need not be looked up again.
	there map[string]map[string]bool
	bare  bare
	// absent are the keys that this Update has asked for in vain.
	absent map[place]bool
	held   map[*nodeTable]*births
	// graves says whether there are notes of deleted nodes: 0 not asked yet.
	graves int
	// changes are the nodes that this Update has changed, some of them more than
	// once; unlisted says that there are others.
	changes  []graph.Change
	unlisted bool
}

var _ graph.Writer = (*writer)(nil)

func newWriter(tx neo4j.ExplicitTransaction, c catalog) *writer {
	return &writer{reader: reader{tx: tx, catalog: c}, there: map[string]map[string]bool{}, bare: newBare(),
		absent: map[place]bool{}, held: map[*nodeTable]*births{}}
}

// Version is the version that the commit will make once something is written.
func (w *writer) Version(ctx context.Context) (graph.Version, error) {
	if w.wrote {
		return w.next(), w.use(ctx)
	}
	return w.version, w.use(ctx)
}

// next is the version that this transaction makes if it writes.
func (w *writer) next() graph.Version { return w.version + 1 }

// write runs a statement that changes the record and gives what it changed.
func (w *writer) write(ctx context.Context, text string, params map[string]any) (neo4j.Counters, error) {
	result, err := w.tx.Run(ctx, text, params)
	if err != nil {
		return nil, w.fail(ctx, err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return nil, w.fail(ctx, err)
	}
	counters := summary.Counters()
	w.wrote = w.wrote || counters.ContainsUpdates()
	return counters, nil
}

// Put creates or replaces nodes.
func (w *writer) Put(ctx context.Context, nodes []graph.Node) error {
	if err := w.use(ctx); err != nil {
		return err
	}
	byLabel := map[*nodeTable][]map[string]any{}
	place := map[*nodeTable]map[string]int{} // of the row of a key
	var tables []*nodeTable
	for _, n := range nodes {
		t, err := w.catalog.node(n.Label)
		if err != nil {
			return err
		}
		if err := t.check(n); err != nil {
			return err
		}
		if place[t] == nil {
			tables = append(tables, t)
			place[t] = map[string]int{}
		}
		row := t.properties(n.Values)
		row[t.label.KeyName] = n.Key
		if !t.derived {
			row[versionProperty] = int64(w.next())
		}
		if at, twice := place[t][n.Key]; twice {
			byLabel[t][at] = row
			continue
		}
		place[t][n.Key] = len(byLabel[t])
		byLabel[t] = append(byLabel[t], row)
	}
	for _, t := range tables {
		w.list(t, byLabel[t])
		known, err := w.hold(ctx, t, byLabel[t])
		if err != nil {
			return err
		}
		if err := w.putAll(ctx, t, known); err != nil {
			return err
		}
	}
	return nil
}

// list notes the nodes of these rows as changed.
func (w *writer) list(t *nodeTable, rows []map[string]any) {
	if t.derived {
		return
	}
	for _, row := range rows {
		w.changes = append(w.changes, graph.Change{Version: w.next(), Label: t.what, Key: t.keyOf(row)})
	}
}

// check says what keeps a node from being put.
func (t *nodeTable) check(n graph.Node) error {
	if len(n.Key) > longestKey {
		return graph.Errorf(graph.Invalid, "%s：键长 %d 字节，最多 %d / the key is too long", t.what, len(n.Key), longestKey)
	}
	return t.label.CheckNode(n)
}

func (w *writer) putAll(ctx context.Context, t *nodeTable, rows []map[string]any) error {
	key := quote(t.label.KeyName)
	text := "UNWIND $rows AS row MERGE (n:" + quote(t.what) + " {" + key + ": row." + key + "}) SET n = row"
	there := w.thereOf(t)
	return chunks(rows, rowsPerStatement, func(rows []map[string]any) error {
		counters, err := w.write(ctx, text, map[string]any{"rows": rows})
		if err != nil {
			return err
		}
		w.wrote = true
		keys := make([]string, len(rows))
		for i, row := range rows {
			keys[i] = t.keyOf(row)
			there[keys[i]] = true
			if counters.NodesCreated() == len(rows) {
				w.bare.born[place{t.what, keys[i]}] = true
			}
		}
		return w.unbury(ctx, t, keys)
	})
}

// thereOf are the known keys of a label.
func (w *writer) thereOf(t *nodeTable) map[string]bool {
	if w.there[t.what] == nil {
		w.there[t.what] = map[string]bool{}
	}
	return w.there[t.what]
}

// keyOf is the key in a row of properties.
func (t *nodeTable) keyOf(row map[string]any) string {
	key, _ := row[t.label.KeyName].(string)
	return key
}

// unbury removes the notes that nodes are gone which have been put again.
func (w *writer) unbury(ctx context.Context, t *nodeTable, keys []string) error {
	if t.derived {
		return nil
	}
	if w.graves == 0 {
		err := w.each(ctx, "MATCH (g:`_Gone`) RETURN count(g) > 0", nil, func(row []any) error {
			w.graves = -1
			if some, _ := row[0].(bool); some {
				w.graves = 1
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if w.graves < 0 {
		return nil
	}
	return chunks(keys, keysPerStatement, func(keys []string) error {
		_, err := w.write(ctx, "UNWIND $keys AS key MATCH (g:`_Gone`) USING INDEX g:`_Gone`(label, key) WHERE g.label = $label AND g.key = key DELETE g",
			map[string]any{"keys": keys, "label": t.what})
		return err
	})
}

// Delete removes nodes and every edge at them.
func (w *writer) Delete(ctx context.Context, label string, keys []string) error {
	t, err := w.catalog.node(label)
	if err != nil {
		return err
	}
	if err := w.ready(ctx); err != nil {
		return err
	}
	w.unlisted = true
	for _, key := range keys {
		delete(w.there[label], key)
	}
	for _, name := range w.catalog.names {
		if e, ok := w.catalog.edges[name]; ok && e.to == t && !e.derived {
			if err := w.markLosers(ctx, e, keys); err != nil {
				return err
			}
		}
	}
	return chunks(keys, rowsPerStatement, func(keys []string) error {
		text := "MATCH " + t.byKey("n") + " WHERE " + t.column("key") + " IN $keys "
		if !t.derived {
			w.graves = 1
			text += "MERGE (g:`_Gone` {label: $label, key: " + t.column("key") + "}) SET g.version = $version "
		}
		// Properties go first: the server finds nodes by what the same
		// transaction gave them, and then says that they are deleted.
		_, err := w.write(ctx, text+"SET n = {} DETACH DELETE n", map[string]any{"keys": keys, "label": t.what, "version": int64(w.next())})
		return err
	})
}

// markLosers lists the nodes as changed whose recorded edge leads to a node
// that is about to be deleted.
func (w *writer) markLosers(ctx context.Context, e *edgeTable, keys []string) error {
	if e.from.derived {
		return nil
	}
	text := "MATCH " + e.to.byKey("b") + " WHERE " + e.column("to") + " IN $keys MATCH " + e.leading() + " SET a.`_version` = $version"
	return chunks(keys, keysPerStatement, func(keys []string) error {
		_, err := w.write(ctx, text, map[string]any{"keys": keys, "version": int64(w.next())})
		return err
	})
}
