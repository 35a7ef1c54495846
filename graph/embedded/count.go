package embedded

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
	var c clause
	t.conditions(&c, q.Where)
	text, kinds := t.grouped(q.GroupBy, c.where())
	var groups []graph.Group
	err = r.conn.each(ctx, text, c.args, func(row []any) error {
		n, _ := row[0].(int64)
		group := graph.Group{N: n, Values: make([]any, len(kinds))}
		for i, kind := range kinds {
			group.Values[i] = known(kind, row[i+1])
		}
		groups = append(groups, group)
		return nil
	})
	return groups, err
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

// grouped is the statement of a count, the number first, and the kinds of
// its groups. graph.CheckGroups has passed them. Where it groups by the
// beginning of a field, the whole values are counted first, as an index holds
// them in order, and the much fewer groups are put together after.
func (t *table) grouped(by []string, where string) (string, []graph.Kind) {
	whole, parts := make([]string, len(by)), make([]string, len(by))
	numbers, kinds := make([]string, len(by)), make([]graph.Kind, len(by))
	anyPart := false
	for i, group := range by {
		field, n, _ := graph.GroupField(group)
		kinds[i], _ = t.kind(field)
		numbers[i] = strconv.Itoa(i + 2)
		whole[i] = t.column(field)
		parts[i] = `g` + numbers[i]
		if n > 0 {
			parts[i] = `substr(` + parts[i] + `, 1, ` + strconv.Itoa(n) + `)`
			anyPart = true
		}
	}
	if len(by) == 0 {
		return `SELECT count(*) FROM ` + quote(t.what) + where, kinds
	}
	names := make([]string, len(by))
	for i, column := range whole {
		names[i] = column + ` AS g` + numbers[i]
	}
	groupBy := ` GROUP BY ` + strings.Join(numbers, ", ")
	text := `SELECT count(*) AS n, ` + strings.Join(names, ", ") + ` FROM ` + quote(t.what) + where + groupBy
	if anyPart {
		text = `SELECT sum(n), ` + strings.Join(parts, ", ") + ` FROM (` + text + `)` + groupBy
	}
	return text, kinds
}
