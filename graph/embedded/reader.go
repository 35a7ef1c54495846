package embedded

import (
	"context"

	"liantu/graph"
)

// reader answers questions on one snapshot.
type reader struct {
	conn    *conn
	catalog catalog
	version graph.Version
	recent  *graph.Recent // nil: the file is asked for all changes
	ended   bool
}

var _ graph.Reader = (*reader)(nil)

// end makes every later use an error: the connection serves others then.
func (r *reader) end() { r.ended = true }

// use says whether the transaction can still be asked.
func (r *reader) use(ctx context.Context) error {
	if r.ended {
		return graph.Errorf(graph.Internal, "a transaction is used after its end")
	}
	return ctx.Err()
}

func (r *reader) readVersion(ctx context.Context) error {
	return r.conn.one(ctx, `SELECT value FROM liantu_meta WHERE name = 'version'`, nil, &r.version)
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
	c := inKeys(t.column("key"), keys)
	return r.nodes(ctx, t, c.where(), c.args)
}

// nodes reads whole nodes; rest is what follows FROM.
func (r *reader) nodes(ctx context.Context, t *nodeTable, rest string, args []any) ([]graph.Node, error) {
	var nodes []graph.Node
	text := `SELECT ` + quoteAll(t.columns()) + ` FROM ` + quote(t.what) + rest
	err := r.conn.each(ctx, text, args, func(row []any) error {
		key, ok := row[0].(string)
		if !ok {
			return graph.Errorf(graph.Corrupt, "%s: the key %v is no text", t.what, row[0])
		}
		nodes = append(nodes, graph.Node{Label: t.what, Key: key, Values: t.values(row[1:])})
		return nil
	})
	return nodes, err
}

// values copies the fields of a row into the Go types of their kinds.
func (t *table) values(row []any) []any {
	values := make([]any, len(row))
	for i, v := range row {
		values[i] = known(t.fields[i].Kind, v)
	}
	return values
}

// known gives a value of a column its Go type; the empty blob of a distinct
// field is unknown.
func known(kind graph.Kind, v any) any {
	switch v := v.(type) {
	case int64:
		if kind == graph.Flag {
			return v != 0
		}
	case []byte:
		return nil
	}
	return v
}
