package neostore

import (
	"context"
	"strconv"
	"strings"

	"liantu/graph"
)

// Count counts nodes or edges in groups.
func (r *reader) Count(ctx context.Context, q graph.CountQuery) ([]graph.Group, error) {
	t, err := r.counted(q)
	if err != nil {
		return nil, err
	}
	if err := q.Check(t.what, t.kind); err != nil {
		return nil, err
	}
	if err := r.use(ctx); err != nil {
		return nil, err
	}
	c := newClause()
	t.conditions(c, q.Where)
	columns, kinds := t.groups(q.GroupBy)
	text := "MATCH " + r.matched(t, q) + c.where() + " RETURN " + strings.Join(append([]string{"count(*)"}, columns...), ", ")
	var groups []graph.Group
	err = r.each(ctx, text, c.params, func(row []any) error {
		n, _ := row[0].(int64)
		for i, v := range row[1:] {
			if v != nil && !fits(kinds[i], v) {
				return graph.Errorf(graph.Corrupt, "%s：%s 的值 %v 不合声明 / a value does not fit its field", t.what, q.GroupBy[i], v)
			}
		}
		groups = append(groups, graph.Group{Values: row[1:], N: n})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return groups, nil
}

// counted gives the table of the label or edge that a count names.
func (r *reader) counted(q graph.CountQuery) (*table, error) {
	if err := q.One(); err != nil {
		return nil, err
	}
	if q.Edge != "" {
		t, err := r.catalog.edge(q.Edge)
		if err != nil {
			return nil, err
		}
		return &t.table, nil
	}
	t, err := r.catalog.node(q.Label)
	if err != nil {
		return nil, err
	}
	return &t.table, nil
}

// matched is the pattern of a count. Where no end is asked for, relationships
// are matched by type alone, which the server has counted already.
func (r *reader) matched(t *table, q graph.CountQuery) string {
	e, ok := r.catalog.edges[q.Edge]
	if !ok {
		return t.pattern
	}
	ends := false
	for _, c := range q.Where {
		few := c.Op == graph.Eq || c.Op == graph.In
		switch {
		case few && c.Field == "from":
			return t.pattern + e.from.hint("a")
		case few && c.Field == "to":
			return t.pattern + e.to.hint("b")
		}
		ends = ends || c.Field == "from" || c.Field == "to"
	}
	for _, g := range q.GroupBy {
		field, _, _ := graph.GroupField(g)
		ends = ends || field == "from" || field == "to"
	}
	if ends {
		return t.pattern
	}
	return "()-[r:" + quote(t.what) + "]->()"
}

// groups are the columns of the groups and their kinds; graph.CheckGroups has
// passed them.
func (t *table) groups(by []string) (columns []string, kinds []graph.Kind) {
	for _, group := range by {
		field, n, _ := graph.GroupField(group)
		kind, _ := t.kind(field)
		column := t.whole(field)
		if n > 0 {
			if n <= indexable/4 { // as many characters stand in the cut text as well
				column = t.column(field)
			}
			column = "left(" + column + ", " + strconv.Itoa(n) + ")"
		}
		columns, kinds = append(columns, column), append(kinds, kind)
	}
	return columns, kinds
}
