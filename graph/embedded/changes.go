package embedded

import (
	"context"
	"strings"

	"liantu/graph"
)

// Changes lists what changed after a version: the nodes that carry a later
// one, and those that were deleted.
func (r *reader) Changes(ctx context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	if limit < 0 {
		return nil, graph.Errorf(graph.Invalid, "changes: limit %d", limit)
	}
	if err := r.use(ctx); err != nil {
		return nil, err
	}
	if r.recent != nil {
		if changes, known := r.recent.List(since, r.version, "", limit); known {
			return changes, nil
		}
	}
	last := int64(r.version) + 1 // of this transaction, where it writes
	if limit > 0 {
		var err error
		if last, err = r.lastWithin(ctx, since, limit, last); err != nil {
			return nil, err
		}
	}
	var changes []graph.Change
	text := r.catalog.changed(`SELECT $version AS version, $label AS label, $key AS key, $deleted AS deleted FROM $table WHERE $version > ?1 AND $version <= ?2`) +
		` ORDER BY version, label, key`
	err := r.conn.each(ctx, text, []any{int64(since), last}, func(row []any) error {
		version, _ := row[0].(int64)
		label, _ := row[1].(string)
		key, _ := row[2].(string)
		deleted, _ := row[3].(int64)
		changes = append(changes, graph.Change{Version: graph.Version(version), Label: label, Key: key, Deleted: deleted != 0})
		return nil
	})
	return changes, err
}

// lastWithin is the version in which the list of changes reaches the limit,
// or last where it does not.
func (r *reader) lastWithin(ctx context.Context, since graph.Version, limit int, last int64) (int64, error) {
	text := r.catalog.changed(`SELECT * FROM (SELECT $version AS version FROM $table WHERE $version > ?1 ORDER BY $version LIMIT ?2)`) +
		` ORDER BY version LIMIT 1 OFFSET ?2 - 1`
	err := r.conn.each(ctx, text, []any{int64(since), limit}, func(row []any) error {
		last, _ = row[0].(int64)
		return nil
	})
	return last, err
}

// changed puts together one SELECT for the deleted nodes and each recorded label.
func (c catalog) changed(part string) string {
	parts := []string{strings.NewReplacer("$version", "version", "$label", "label", "$key", "key", "$deleted", "1", "$table", "liantu_deleted").Replace(part)}
	for _, name := range c.names {
		if t, ok := c.nodes[name]; ok && !t.derived {
			parts = append(parts, strings.NewReplacer("$version", versionColumn, "$label", "'"+t.what+"'", "$key", t.column("key"),
				"$deleted", "0", "$table", quote(t.what)).Replace(part))
		}
	}
	return strings.Join(parts, " UNION ALL ")
}
