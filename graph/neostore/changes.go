package neostore

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"liantu/graph"
)

// Changes lists what changed after a version. An index that follows an import
// asks many times a second: what has nothing new is not asked of the server.
func (r *reader) Changes(ctx context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	if err := r.use(ctx); err != nil || since >= r.version {
		return nil, err
	}
	if r.recent != nil {
		if changes, known := r.recent.List(since, r.version, r.mark, limit); known {
			return changes, nil
		}
	}
	return r.changed(ctx, since, limit)
}

// changed asks for changes, those of an Update's own writes included.
func (r *reader) changed(ctx context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	until, err := r.limitVersion(ctx, since, limit)
	if err != nil {
		return nil, err
	}
	var changes []graph.Change
	err = r.each(ctx, r.catalog.changesText(), map[string]any{"since": int64(since), "until": until}, func(row []any) error {
		return r.goOn(appendChange(&changes, row))
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(changes, func(a, b graph.Change) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
	return changes, nil
}

// changesText lists the changes of all recorded labels in one question.
func (c catalog) changesText() string {
	var parts []string
	for _, t := range c.recorded() {
		parts = append(parts, "MATCH "+t.byVersion()+" WHERE $since < n.`_version` <= $until RETURN n.`_version` AS version, '"+
			t.what+"' AS label, "+t.column("key")+" AS key, false AS gone")
	}
	parts = append(parts, "MATCH (g:`_Gone`) WHERE $since < g.version <= $until RETURN g.version AS version, g.label AS label, g.key AS key, true AS gone")
	return strings.Join(parts, " UNION ALL ")
}

// byVersion matches the nodes of the label by the index of their version.
func (t *nodeTable) byVersion() string {
	return t.pattern + " USING INDEX n:" + quote(t.what) + "(`_version`)"
}

func appendChange(changes *[]graph.Change, row []any) error {
	version, ok1 := row[0].(int64)
	label, ok2 := row[1].(string)
	key, ok3 := row[2].(string)
	gone, ok4 := row[3].(bool)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return graph.Errorf(graph.Corrupt, "变更 %v 不成样子 / a change that is none", row)
	}
	*changes = append(*changes, graph.Change{Version: graph.Version(version), Label: label, Key: key, Deleted: gone})
	return nil
}

// limitVersion is the version in which a list of changes reaches the limit;
// no version ends it where there is no limit or it is not reached.
func (r *reader) limitVersion(ctx context.Context, since graph.Version, limit int) (int64, error) {
	until := int64(math.MaxInt64) // of an Update's own writes too
	if limit <= 0 {
		return until, nil
	}
	params := map[string]any{"since": int64(since), "limit": limit, "before": limit - 1}
	err := r.each(ctx, r.catalog.limitText(), params, func(row []any) error {
		version, ok := row[0].(int64)
		if !ok {
			return r.goOn(graph.Errorf(graph.Corrupt, "版本 %v 不是整数 / a version that is none", shown(row[0])))
		}
		until = version
		return nil
	})
	return until, err
}

// limitText gives the version of the change that reaches the limit, if one does.
func (c catalog) limitText() string {
	var parts []string
	for _, t := range c.recorded() {
		parts = append(parts, "MATCH "+t.byVersion()+" WHERE n.`_version` > $since RETURN n.`_version` AS version ORDER BY version LIMIT $limit")
	}
	parts = append(parts, "MATCH (g:`_Gone`) WHERE g.version > $since RETURN g.version AS version ORDER BY version LIMIT $limit")
	return "CALL () { " + strings.Join(parts, " UNION ALL ") + " } RETURN version ORDER BY version SKIP $before LIMIT 1"
}
