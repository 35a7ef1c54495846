package search

import (
	"context"

	"liantu/graph"
)

// ChangesSince lists the firms that changed in whole versions after since,
// about limit of them, the version that is reached with them, and whether that
// is all.
func ChangesSince(ctx context.Context, r graph.Reader, since graph.Version, limit int) (changed []string, to graph.Version, whole bool, err error) {
	now, err := r.Version(ctx)
	if err != nil {
		return nil, 0, false, err
	}
	for ; ; limit *= 2 {
		changes, err := r.Changes(ctx, since, limit)
		if err != nil {
			return nil, 0, false, err
		}
		to, whole = now, len(changes) < limit
		if !whole { // the last version may go on beyond the limit
			last := changes[len(changes)-1].Version
			for len(changes) > 0 && changes[len(changes)-1].Version == last {
				changes = changes[:len(changes)-1]
			}
			if len(changes) == 0 {
				continue
			}
			to = changes[len(changes)-1].Version
		}
		for _, c := range changes {
			if c.Label == firmLabel {
				changed = append(changed, c.Key)
			}
		}
		return changed, to, whole, nil
	}
}
