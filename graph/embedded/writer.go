package embedded

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
)

const (
	// rowsPerStatement is how many rows one INSERT writes; more gain nothing.
	rowsPerStatement = 200
	// maxArguments is SQLite's limit of arguments per statement.
	maxArguments = 32766
)

// writer writes in one transaction, and reads what it has written.
type writer struct {
	reader
	wrote  bool
	failed error // of a write that may have been done in part
	// changes are the nodes that this Update has changed, some of them more than
	// once; unlisted says that there are others.
	changes  []graph.Change
	unlisted bool
}

var _ graph.Writer = (*writer)(nil)

// Version is the version that the commit will make once something is written.
func (w *writer) Version(ctx context.Context) (graph.Version, error) {
	if w.wrote {
		return w.next(), w.use(ctx)
	}
	return w.version, w.use(ctx)
}

// next is the version that this transaction makes if it writes.
func (w *writer) next() graph.Version { return w.version + 1 }

// finish stores the new version. A write that failed in part is never
// committed, whatever the caller made of its error.
func (w *writer) finish(ctx context.Context) error {
	if w.failed != nil || !w.wrote {
		return w.failed
	}
	_, err := w.conn.exec(ctx, `UPDATE liantu_meta SET value = ? WHERE name = 'version'`, int64(w.next()))
	return err
}

// changed notes that this transaction changes a node.
func (w *writer) changed(t *nodeTable, key string) {
	if !t.derived {
		w.changes = append(w.changes, graph.Change{Version: w.next(), Label: t.what, Key: key})
	}
}

// write runs a statement that changes the record.
func (w *writer) write(ctx context.Context, text string, args ...any) (int64, error) {
	n, err := w.conn.exec(ctx, text, args...)
	if err != nil {
		w.failed = err
		return 0, err
	}
	w.wrote = w.wrote || n > 0
	return n, nil
}

// Put creates or replaces nodes.
func (w *writer) Put(ctx context.Context, nodes []graph.Node) error {
	if err := w.use(ctx); err != nil {
		return err
	}
	byLabel := map[*nodeTable][]graph.Node{}
	var tables []*nodeTable
	for start := 0; start < len(nodes); {
		t, err := w.catalog.node(nodes[start].Label)
		if err != nil {
			return err
		}
		end := start
		for ; end < len(nodes) && nodes[end].Label == t.what; end++ {
			if err := t.label.CheckNode(nodes[end]); err != nil {
				return err
			}
		}
		if len(byLabel[t]) == 0 {
			tables = append(tables, t)
		}
		byLabel[t] = append(byLabel[t], nodes[start:end]...)
		start = end
	}
	for _, t := range tables {
		if err := w.putAll(ctx, t, byLabel[t]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) putAll(ctx context.Context, t *nodeTable, nodes []graph.Node) error {
	version := int64(w.next())
	err := w.insert(ctx, &t.table, len(nodes), func(i int, args []any) []any {
		w.changed(t, nodes[i].Key)
		args = append(append(args, nodes[i].Key), nodes[i].Values...)
		if t.versioned {
			args = append(args, version)
		}
		return args
	})
	if err != nil || t.derived {
		return err
	}
	return w.undelete(ctx, t, nodes)
}

// undelete takes nodes off the list of deleted ones. Labels of which nothing
// was ever deleted, most of them, cost one question.
func (w *writer) undelete(ctx context.Context, t *nodeTable, nodes []graph.Node) error {
	var some bool
	if err := w.conn.one(ctx, `SELECT EXISTS (SELECT 1 FROM liantu_deleted WHERE label = ?)`, []any{t.what}, &some); err != nil || !some {
		return err
	}
	keys := make([]string, len(nodes))
	for i, n := range nodes {
		keys[i] = n.Key
	}
	_, err := w.write(ctx, `DELETE FROM liantu_deleted WHERE label = ? AND key`+among, t.what, list(keys))
	return err
}

// insert writes n rows, as many to a statement as it takes. Statements of
// three sizes serve any number, so that they are prepared once.
func (w *writer) insert(ctx context.Context, t *table, n int, row func(i int, args []any) []any) error {
	width := len(t.written())
	args := make([]any, 0, width*min(n, rowsPerStatement, maxArguments/width))
	var text string
	for at, last := 0, 0; at < n; {
		size := 1
		for _, s := range []int{min(rowsPerStatement, maxArguments/width), 20} {
			if n-at >= s {
				size = s
				break
			}
		}
		args = args[:0]
		for i := at; i < at+size; i++ {
			args = row(i, args)
		}
		if size != last {
			text, last = t.insertText(size), size
		}
		if _, err := w.write(ctx, text, args...); err != nil {
			return err
		}
		at += size
	}
	return nil
}

// insertText is the statement that writes rows, replacing those with the same
// key. Nothing in it can fail for some of the rows, keys and values having
// been checked, so OR FAIL spares SQLite the copy that undoing them takes; an
// error of the disk undoes the whole transaction.
func (t *table) insertText(rows int) string {
	columns := t.written()
	one := `(` + strings.Repeat(`?, `, len(columns)-1) + `?)`
	var replaced []string
	for _, name := range columns {
		if !slices.Contains(t.keys, name) {
			replaced = append(replaced, quote(name)+` = excluded.`+quote(name))
		}
	}
	action := `NOTHING`
	if len(replaced) > 0 {
		action = `UPDATE SET ` + strings.Join(replaced, ", ")
	}
	return `INSERT OR FAIL INTO ` + quote(t.what) + ` (` + quoteAll(columns) + `) VALUES ` +
		strings.Repeat(one+`, `, rows-1) + one +
		` ON CONFLICT (` + quoteAll(t.keys) + `) DO ` + action
}

// mark lists the nodes of a label whose keys meet the condition as changed by
// this transaction; those that it has put say so already. Derived labels are
// not listed.
func (w *writer) mark(ctx context.Context, t *nodeTable, condition string, args ...any) error {
	if t.derived {
		return nil
	}
	_, err := w.write(ctx, `UPDATE `+quote(t.what)+` SET `+versionColumn+` = ?1 WHERE `+versionColumn+` IS NOT ?1 AND `+t.column("key")+condition,
		append([]any{int64(w.next())}, args...)...)
	return err
}
