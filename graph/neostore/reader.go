package neostore

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

// defaultPage is the page size where a query states none.
const defaultPage = 1000

// reader answers questions in one transaction.
type reader struct {
	tx      neo4j.ExplicitTransaction
	catalog catalog
	version graph.Version
	mark    string        // of the commit that made the version
	recent  *graph.Recent // nil: the server is asked for all changes
	broken  func(error)   // told of what does not fit, to go on; nil: it ends the reading
	ended   bool
	failed  error // what ended the transaction on the server, with its code
	cause   error // the same as the driver said it
}

var _ graph.Reader = (*reader)(nil)

// end makes every later use an error.
func (r *reader) end() { r.ended = true }

// use says whether the transaction can still be asked.
func (r *reader) use(ctx context.Context) error {
	if r.ended {
		return graph.Errorf(graph.Internal, "a transaction is used after its end")
	}
	return ctx.Err()
}

// each gives every row of an answer to row, as the rows arrive.
func (r *reader) each(ctx context.Context, text string, params map[string]any, row func([]any) error) error {
	result, err := r.tx.Run(ctx, text, params)
	if err != nil {
		return r.fail(ctx, err)
	}
	for result.Next(ctx) {
		if err := row(result.Record().Values); err != nil {
			_, _ = result.Consume(ctx)
			return err
		}
	}
	if err := result.Err(); err != nil {
		return r.fail(ctx, err)
	}
	return nil
}

// fail remembers the first failure: the server has ended the transaction.
func (r *reader) fail(ctx context.Context, err error) error {
	coded := failure(ctx, err)
	if r.failed == nil {
		r.failed, r.cause = coded, err
	}
	return coded
}

// readRecord runs a statement that locks and then gives the record's id and
// version. Errors are the driver's own, for the caller to judge.
func (r *reader) readRecord(ctx context.Context, id, text string, params map[string]any) error {
	result, err := r.tx.Run(ctx, text, params)
	if err != nil {
		return err
	}
	rows, err := result.Collect(ctx)
	if err != nil {
		return err
	}
	if len(rows) != 1 {
		return graph.Errorf(graph.Corrupt, "Neo4j 中没有记录节点 (:_Record)，或不止一个 / the record node is not there, or not alone")
	}
	version, known := rows[0].Values[1].(int64)
	if !known {
		return graph.Errorf(graph.Corrupt, "记录节点 (:_Record) 没有版本号 / the record node has no version")
	}
	if rows[0].Values[0] != id {
		return graph.Errorf(graph.Conflict, "Neo4j 中的记录已被换成另一个 / another record stands in the database now")
	}
	r.version = graph.Version(version)
	r.mark, _ = rows[0].Values[2].(string)
	return nil
}

// Version is the version this transaction reads.
func (r *reader) Version(ctx context.Context) (graph.Version, error) {
	return r.version, r.use(ctx)
}

// Get returns the nodes that exist among the keys.
func (r *reader) Get(ctx context.Context, label string, keys []string) ([]graph.Node, error) {
	t, err := r.catalog.node(label)
	if err != nil {
		return nil, err
	}
	if err := r.use(ctx); err != nil || len(keys) == 0 {
		return nil, err
	}
	c := newClause()
	c.and(t.column("key") + " IN " + c.param(keys))
	nodes, _, err := r.nodes(ctx, t, t.byKey("n"), c, "")
	return nodes, err
}

// Find returns one page of nodes.
func (r *reader) Find(ctx context.Context, q graph.Query) (graph.Page, error) {
	t, err := r.catalog.node(q.Label)
	if err != nil {
		return graph.Page{}, err
	}
	if err := t.label.CheckQuery(q); err != nil {
		return graph.Page{}, err
	}
	if err := r.use(ctx); err != nil {
		return graph.Page{}, err
	}
	c := newClause()
	c.and(t.column("key") + " IS NOT NULL") // lets the key's index give the order
	t.conditions(c, q.Where)
	if q.Cursor != "" {
		values, key, err := t.label.CursorPlace(q.OrderBy, q.Cursor)
		if err != nil {
			return graph.Page{}, err
		}
		t.after(c, q.OrderBy, values, key)
	}
	limit := q.Limit
	if limit == 0 {
		limit = defaultPage
	}
	nodes, rows, err := r.nodes(ctx, t, t.pattern+t.chosenIndex(q), c, t.order(q.OrderBy)+" LIMIT "+c.param(limit+1))
	if err != nil || rows <= limit || len(nodes) == 0 {
		return graph.Page{Nodes: nodes}, err
	}
	nodes = nodes[:min(limit, len(nodes))]
	next, err := t.label.CursorAfter(q.OrderBy, nodes[len(nodes)-1])
	return graph.Page{Nodes: nodes, Next: next}, err
}

// chosenIndex is the index to look nodes up by where a condition names few
// values, "" where the choice is the server's. Left to itself it goes through
// all nodes in the order of their keys, for a list of many values or by a plan
// that it made while there were few nodes.
func (t *nodeTable) chosenIndex(q graph.Query) string {
	if len(q.OrderBy) == 0 && !slices.ContainsFunc(q.Where, func(c graph.Cond) bool { return c.Field != "key" }) {
		return t.hint("n")
	}
	for _, c := range q.Where {
		alone := slices.ContainsFunc(t.indexes, func(index []string) bool { return len(index) == 1 && index[0] == c.Field })
		if alone && (c.Op == graph.Eq || c.Op == graph.In) && !long(c.Value) {
			return " USING INDEX n:" + quote(t.what) + "(" + quote(c.Field) + ")"
		}
	}
	return ""
}

// nodes reads whole nodes, of so many rows; order is what follows RETURN.
func (r *reader) nodes(ctx context.Context, t *nodeTable, pattern string, c *clause, order string) (nodes []graph.Node, rows int, err error) {
	text := "MATCH " + pattern + c.where() + " RETURN " + t.column("key") + ", properties(n)" + order
	err = r.each(ctx, text, c.params, func(row []any) error {
		rows++
		node, err := t.node(row)
		if err = r.goOn(err); err == nil && node.Key != "" {
			nodes = append(nodes, node)
		}
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	return nodes, rows, nil
}

// goOn tells of what is broken, where somebody listens, and ends with it elsewhere.
func (r *reader) goOn(err error) error {
	if err == nil || r.broken == nil {
		return err
	}
	r.broken(err)
	return nil
}
