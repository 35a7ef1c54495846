package neostore

import (
	"cmp"
	"context"
	"math"
	"slices"

	"liantu/graph"
)

// Changes lists what changed after a version.
func (r *reader) Changes(ctx context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	if err := r.use(ctx); err != nil {
		return nil, err
	}
	until, err := r.limitVersion(ctx, since, limit)
	if err != nil {
		return nil, err
	}
	var changes []graph.Change
	params := map[string]any{"since": int64(since), "until": until}
	for _, t := range r.catalog.recorded() {
		text := "MATCH " + t.byVersion() + " WHERE $since < n.`_version` <= $until RETURN n.`_version`, " + t.column("key")
		err := r.each(ctx, text, params, func(row []any) error {
			return r.goOn(appendChange(&changes, row[0], t.what, row[1], false))
		})
		if err != nil {
			return nil, err
		}
	}
	err = r.each(ctx, "MATCH (g:`_Gone`) WHERE $since < g.version <= $until RETURN g.version, g.label, g.key", params, func(row []any) error {
		return r.goOn(appendChange(&changes, row[0], row[1], row[2], true))
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(changes, func(a, b graph.Change) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
	return changes, nil
}

// byVersion matches the nodes of the label by the index of their version.
func (t *nodeTable) byVersion() string {
	return t.pattern + " USING INDEX n:" + quote(t.what) + "(`_version`)"
}

func appendChange(changes *[]graph.Change, version, label, key any, deleted bool) error {
	v, ok1 := version.(int64)
	l, ok2 := label.(string)
	k, ok3 := key.(string)
	if !ok1 || !ok2 || !ok3 {
		return graph.Errorf(graph.Corrupt, "变更 %v %v %v 不成样子 / a change that is none", version, label, key)
	}
	*changes = append(*changes, graph.Change{Version: graph.Version(v), Label: l, Key: k, Deleted: deleted})
	return nil
}

// limitVersion is the version in which a list of changes reaches the limit;
// no version ends it where there is no limit or it is not reached.
func (r *reader) limitVersion(ctx context.Context, since graph.Version, limit int) (int64, error) {
	const noEnd = math.MaxInt64 // of an Update's own writes too
	if limit <= 0 {
		return noEnd, nil
	}
	var versions []int64
	collect := func(row []any) error {
		if v, ok := row[0].(int64); ok {
			versions = append(versions, v)
		}
		return nil
	}
	params := map[string]any{"since": int64(since), "limit": limit}
	for _, t := range r.catalog.recorded() {
		text := "MATCH " + t.byVersion() + " WHERE n.`_version` > $since WITH n.`_version` AS version ORDER BY version LIMIT $limit RETURN version"
		if err := r.each(ctx, text, params, collect); err != nil {
			return 0, err
		}
	}
	text := "MATCH (g:`_Gone`) WHERE g.version > $since WITH g.version AS version ORDER BY version LIMIT $limit RETURN version"
	if err := r.each(ctx, text, params, collect); err != nil {
		return 0, err
	}
	if len(versions) < limit {
		return noEnd, nil
	}
	slices.Sort(versions)
	return versions[limit-1], nil
}
