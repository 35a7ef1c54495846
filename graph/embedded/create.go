package embedded

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
)

func sqlType(k graph.Kind) string {
	switch k {
	case graph.Integer, graph.Flag:
		return "INTEGER"
	case graph.Real:
		return "REAL"
	}
	return "TEXT"
}

// definition is the column of a field in CREATE and ALTER TABLE.
func definition(f graph.Field) string { return quote(f.Name) + " " + sqlType(f.Kind) }

// createTable is the statement that makes the table where it is missing.
func (t *table) createTable() string {
	var parts []string
	for _, end := range t.ends() {
		parts = append(parts, quote(end)+" TEXT NOT NULL")
	}
	for _, f := range t.fields {
		parts = append(parts, definition(f))
	}
	if t.versioned {
		parts = append(parts, definition(graph.Field{Name: versionColumn, Kind: graph.Integer}))
	}
	text := `CREATE TABLE IF NOT EXISTS ` + quote(t.what) + ` (` + strings.Join(parts, ", ") +
		`, PRIMARY KEY (` + quoteAll(t.keys) + `))`
	if t.compact {
		text += ` WITHOUT ROWID`
	}
	return text
}

// createIndexes are the statements that make the indexes where they are missing.
func (t *table) createIndexes() []string {
	var texts []string
	for _, index := range t.indexes {
		columns := make([]string, len(index))
		for i, field := range index {
			columns[i] = t.column(field)
		}
		text := `CREATE INDEX IF NOT EXISTS ` + quote(t.indexName(index)) + ` ON ` + quote(t.what) + ` (` + strings.Join(columns, ", ") + `)`
		if len(index) == 1 && !slices.Contains(t.keys, index[0]) {
			text += ` WHERE ` + columns[0] + ` IS NOT NULL` // most firms have no group, nor a parent
		}
		texts = append(texts, text)
	}
	return texts
}

func (t *table) indexName(index graph.Index) string {
	return t.what + "_by_" + strings.Join(index, "_and_")
}

// create makes the tables, columns and indexes that are missing. What a
// former schema declared and this one does not stays where it is.
func (c catalog) create(ctx context.Context, conn *conn) error {
	for _, t := range c.tables() {
		if _, err := conn.exec(ctx, t.createTable()); err != nil {
			return err
		}
		columns, err := t.missingColumns(ctx, conn)
		if err != nil {
			return err
		}
		for _, f := range columns {
			if err := t.add(ctx, conn, f); err != nil {
				return err
			}
		}
		for _, text := range t.createIndexes() {
			if _, err := conn.exec(ctx, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds a column. Nodes of a label that becomes a recorded one count as
// changed in the last version.
func (t *table) add(ctx context.Context, conn *conn, f graph.Field) error {
	if _, err := conn.exec(ctx, `ALTER TABLE `+quote(t.what)+` ADD COLUMN `+definition(f)); err != nil {
		return err
	}
	if f.Name != versionColumn {
		return nil
	}
	_, err := conn.exec(ctx, `UPDATE `+quote(t.what)+` SET `+versionColumn+` = (SELECT value FROM liantu_meta WHERE name = 'version')`)
	return err
}

// missing lists the declared tables and columns that the file does not have.
func (c catalog) missing(ctx context.Context, conn *conn) ([]string, error) {
	var missing []string
	for _, t := range c.tables() {
		fields, err := t.missingColumns(ctx, conn)
		if err != nil {
			return nil, err
		}
		for _, f := range fields {
			missing = append(missing, t.what+"."+f.Name)
		}
	}
	return missing, nil
}

// missingColumns lists the declared fields without a column. A table that is
// keyed otherwise than declared is a Conflict.
func (t *table) missingColumns(ctx context.Context, conn *conn) ([]graph.Field, error) {
	have := map[string]bool{}
	keyed := map[int64]string{}
	err := conn.each(ctx, `SELECT name, pk FROM pragma_table_info(?)`, []any{t.what}, func(row []any) error {
		name, _ := row[0].(string)
		have[name] = true
		if at, _ := row[1].(int64); at > 0 {
			keyed[at] = name
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, key := range t.keys {
		if len(have) > 0 && (keyed[int64(i+1)] != key || len(keyed) != len(t.keys)) {
			return nil, graph.Errorf(graph.Conflict, "记录中 %[1]s 的主键与声明不同 / the record keys %[1]s otherwise than declared", t.what)
		}
	}
	var missing []graph.Field
	for _, f := range t.fields {
		if !have[f.Name] {
			missing = append(missing, f)
		}
	}
	if t.versioned && !have[versionColumn] {
		missing = append(missing, graph.Field{Name: versionColumn, Kind: graph.Integer})
	}
	if len(have) == 0 && len(missing) == 0 { // a table of keys alone
		missing = append(missing, graph.Field{Name: t.keys[0]})
	}
	return missing, nil
}
