package embedded

import (
	"context"
	"fmt"

	"liantu/graph"
)

// Verify looks at every page of the file and at what the store promises of
// its rows. What it finds are findings, not errors, damage that keeps it from
// reading on included.
func (s *Store) Verify(ctx context.Context) (graph.Findings, error) {
	v := verification{findings: graph.Findings{Checked: map[string]int64{}, Problems: []string{}}}
	if err := s.begin(); err != nil {
		return v.findings, err
	}
	defer s.running.Done()
	problems, err := integrity(ctx, s.reads)
	v.findings.Problems = append(v.findings.Problems, problems...)
	if err == nil {
		err = s.reads.with(ctx, func(c *conn) error {
			v.conn = c
			return c.transaction(ctx, "BEGIN", func() error { return v.all(ctx, s.catalog) })
		})
	}
	if graph.CodeOf(err) == graph.Corrupt {
		v.problem("%v", err)
		err = nil
	}
	return v.findings, err
}

// verification gathers findings on one snapshot.
type verification struct {
	conn     *conn
	findings graph.Findings
}

func (v *verification) all(ctx context.Context, c catalog) error {
	for _, t := range c.tables() {
		var n int64
		if err := v.conn.one(ctx, `SELECT count(*) FROM `+quote(t.what), nil, &n); err != nil {
			return err
		}
		v.findings.Checked[t.what] = n
		if err := v.columns(ctx, t); err != nil {
			return err
		}
		if err := v.types(ctx, t); err != nil {
			return err
		}
	}
	for _, name := range c.names {
		if t, ok := c.edges[name]; ok {
			if err := v.ends(ctx, t); err != nil {
				return err
			}
		}
	}
	return v.changes(ctx, c)
}

// columns reports columns that no declaration names: their values are not
// seen by this program.
func (v *verification) columns(ctx context.Context, t *table) error {
	declared := map[string]bool{}
	for _, name := range t.written() {
		declared[name] = true
	}
	return v.conn.each(ctx, `SELECT name FROM pragma_table_info(?)`, []any{t.what}, func(row []any) error {
		if name := fmt.Sprint(row[0]); !declared[name] {
			v.problem("%s: column %s is not declared", t.what, name)
		}
		return nil
	})
}

// types reports values that do not fit their field.
func (v *verification) types(ctx context.Context, t *table) error {
	for _, f := range t.fields {
		column := t.column(f.Name)
		bad := `typeof(` + column + `) <> '` + typeOf(f.Kind) + `'`
		switch {
		case f.Name == t.distinct:
			bad += ` AND ` + column + ` IS NOT x''`
		default:
			bad += ` AND ` + column + ` IS NOT NULL`
		}
		if f.Kind == graph.JSON {
			bad += ` OR NOT json_valid(` + column + `)`
		}
		if err := v.count(ctx, "%s: %d values of "+f.Name+" do not fit it", t.what,
			`SELECT count(*) FROM `+quote(t.what)+` WHERE `+bad); err != nil {
			return err
		}
	}
	return nil
}

// typeOf is what SQLite says of a value of the kind.
func typeOf(k graph.Kind) string {
	switch k {
	case graph.Integer, graph.Flag:
		return "integer"
	case graph.Real:
		return "real"
	}
	return "text"
}

// ends reports edges one of whose ends is not in the record.
func (v *verification) ends(ctx context.Context, t *edgeTable) error {
	ends := map[string]*nodeTable{`"from"`: t.from, `"to"`: t.to}
	for _, column := range []string{`"from"`, `"to"`} {
		node := ends[column]
		err := v.count(ctx, "%s: %d edges without their "+column+" end", t.what,
			`SELECT count(*) FROM `+quote(t.what)+` AS e WHERE NOT EXISTS (SELECT 1 FROM `+quote(node.what)+
				` WHERE `+node.column("key")+` = e.`+column+`)`)
		if err != nil {
			return err
		}
	}
	return nil
}

// changes reports nodes that the list of changes has otherwise than they are.
func (v *verification) changes(ctx context.Context, c catalog) error {
	for _, name := range c.names {
		t, ok := c.nodes[name]
		if !ok || t.derived {
			continue
		}
		err := v.count(ctx, "%s: %d nodes that are there and listed as deleted", t.what,
			`SELECT count(*) FROM liantu_deleted WHERE label = '`+t.what+`' AND key IN (SELECT `+t.column("key")+` FROM `+quote(t.what)+`)`)
		if err != nil {
			return err
		}
		err = v.count(ctx, "%s: %d nodes of no version or of one that is still to come", t.what,
			`SELECT count(*) FROM `+quote(t.what)+` WHERE `+versionColumn+` IS NULL OR `+versionColumn+` > (SELECT value FROM liantu_meta WHERE name = 'version')`)
		if err != nil {
			return err
		}
	}
	return nil
}

// count reports how many rows a question finds, where it finds any.
func (v *verification) count(ctx context.Context, sentence, what, question string) error {
	var n int64
	if err := v.conn.one(ctx, question, nil, &n); err != nil || n == 0 {
		return err
	}
	v.problem(sentence, what, n)
	return nil
}

func (v *verification) problem(sentence string, args ...any) {
	v.findings.Problems = append(v.findings.Problems, fmt.Sprintf(sentence, args...))
}
