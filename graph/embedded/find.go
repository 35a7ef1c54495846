package embedded

import (
	"context"
	"strings"

	"liantu/graph"
)

// defaultPage is the page size where a query states none.
const defaultPage = 1000

// Find returns one page of nodes.
func (r *reader) Find(ctx context.Context, q graph.Query) (graph.Page, error) {
	t, err := r.catalog.node(q.Label)
	if err != nil {
		return graph.Page{}, err
	}
	if err := t.label.CheckQuery(q); err != nil {
		return graph.Page{}, err
	}
	questions, err := t.questions(q)
	if err != nil {
		return graph.Page{}, err
	}
	if err := r.use(ctx); err != nil {
		return graph.Page{}, err
	}
	limit := q.Limit
	if limit == 0 {
		limit = defaultPage
	}
	var nodes []graph.Node // one more than the page tells whether another follows
	for _, ask := range questions {
		more, err := r.nodes(ctx, t, ask.text+` LIMIT ?`, append(ask.args, limit+1-len(nodes)))
		if err != nil {
			return graph.Page{}, err
		}
		if nodes = append(nodes, more...); len(nodes) > limit {
			next, err := t.label.CursorAfter(q.OrderBy, nodes[limit-1])
			return graph.Page{Nodes: nodes[:limit], Next: next}, err
		}
	}
	return graph.Page{Nodes: nodes}, nil
}

// questions are what follows FROM in the statements whose answers, one after
// the other, are the answer to the query. Nodes of which the first order
// field is unknown have a question of their own: that field's index holds
// them first, and the contract wants them last.
func (t *nodeTable) questions(q graph.Query) ([]clause, error) {
	var values []any
	var key string
	if q.Cursor != "" {
		var err error
		if values, key, err = t.label.CursorPlace(q.OrderBy, q.Cursor); err != nil {
			return nil, err
		}
	}
	if len(q.OrderBy) == 0 {
		c := t.asked(q)
		if q.Cursor != "" {
			c.and(t.column("key")+` > ?`, key)
		}
		return []clause{{c.where() + t.order(nil), c.args}}, nil
	}
	first := t.column(q.OrderBy[0].Field)
	var all []clause
	if q.Cursor == "" || values[0] != nil {
		known := t.asked(q)
		known.and(first + ` IS NOT NULL`)
		if q.Cursor != "" {
			begin := ` >= ?` // where in the index to begin
			if q.OrderBy[0].Desc {
				begin = ` <= ?`
			}
			known.and(first+begin, values[0])
			known.add(t.after(q.OrderBy, values, key))
		}
		all = append(all, clause{known.where() + t.order(q.OrderBy), known.args})
	}
	unknown := t.asked(q)
	unknown.and(first + ` IS NULL`)
	if q.Cursor != "" && values[0] == nil {
		unknown.add(t.after(q.OrderBy[1:], values[1:], key))
	}
	return append(all, clause{unknown.where() + t.order(q.OrderBy[1:]), unknown.args}), nil
}

// asked are the query's own conditions.
func (t *nodeTable) asked(q graph.Query) clause {
	var c clause
	t.conditions(&c, q.Where)
	return c
}

// order is an ORDER BY part: unknown last, then by key.
func (t *table) order(by []graph.Order) string {
	var parts []string
	for _, o := range by {
		part := t.column(o.Field)
		if o.Desc {
			part += ` DESC`
		}
		parts = append(parts, part+` NULLS LAST`)
	}
	return ` ORDER BY ` + strings.Join(append(parts, t.column("key")), ", ")
}

// after is the condition that a node stands behind the place of a cursor: at
// the first order field that differs it is behind, and with all of them equal
// its key is greater.
func (t *table) after(by []graph.Order, values []any, key string) clause {
	var all, equal clause
	for i, o := range by {
		column := t.column(o.Field)
		if values[i] == nil {
			equal.and(column + ` IS NULL`) // nothing comes after unknown
			continue
		}
		sign := ` > ?`
		if o.Desc {
			sign = ` < ?`
		}
		all.or(equal, `(`+column+sign+` OR `+column+` IS NULL)`, values[i])
		equal.and(column+` = ?`, values[i])
	}
	all.or(equal, t.column("key")+` > ?`, key)
	return clause{`(` + all.text + `)`, all.args}
}

// or adds "equal AND text" as an alternative.
func (c *clause) or(equal clause, text string, args ...any) {
	equal.args = append([]any(nil), equal.args...)
	equal.and(text, args...)
	if c.text != "" {
		c.text += ` OR `
	}
	c.text += `(` + equal.text + `)`
	c.args = append(c.args, equal.args...)
}
