package search

import (
	"context"

	"liantu/graph"
)

// ChangesSince lists the firms that changed in whole versions after since, up
// to the version in which there are limit changes, the version that is reached
// with them, and whether that is all.
func ChangesSince(ctx context.Context, r graph.Reader, since graph.Version, limit int) (changed []string, to graph.Version, whole bool, err error) {
	now, err := r.Version(ctx)
	if err != nil {
		return nil, 0, false, err
	}
	changes, err := r.Changes(ctx, since, limit)
	if err != nil {
		return nil, 0, false, err
	}
	if to, whole = now, len(changes) < limit; !whole {
		to = changes[len(changes)-1].Version
	}
	for _, c := range changes {
		if c.Label == firmLabel {
			changed = append(changed, c.Key)
		}
	}
	return changed, to, whole, nil
}
