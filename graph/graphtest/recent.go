package graphtest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
)

// Recent lets stores of one record of Schema write, the first more than the
// others, and holds what each remembers of it against what one that has
// written nothing is told by the engine.
func Recent(t *testing.T, asking graph.Store, writing ...graph.Store) {
	var now graph.Version
	rapid.Check(t, func(rt *rapid.T) {
		before := now
		for range rapid.IntRange(1, 5).Draw(rt, "updates") {
			s := writing[0]
			if rapid.IntRange(0, 5).Draw(rt, "who") == 0 {
				s = writing[len(writing)-1]
			}
			require.NoError(rt, s.Update(t.Context(), func(w graph.Writer) error {
				for _, a := range rapid.SliceOfN(rapid.Custom(DrawAct), 1, 3).Draw(rt, "acts") {
					if _, err := a.Do(rt.Context(), w); graph.CodeOf(err) != graph.Invalid {
						require.NoError(rt, err)
					}
				}
				return nil
			}))
		}
		now, _ = ChangesOf(rt, asking, before, 0)
		for since := max(before, now-3); since <= now; since++ {
			for _, limit := range []int{0, 1, 3} {
				_, want := ChangesOf(rt, asking, since, limit)
				for _, s := range writing {
					version, have := ChangesOf(rt, s, since, limit)
					require.Equal(rt, now, version)
					require.Equal(rt, want, have, "since %d to %d", since, limit)
				}
			}
		}
	})
}

// ChangesOf is the version of a store and what has changed since another.
func ChangesOf(t require.TestingT, s graph.Store, since graph.Version, limit int) (version graph.Version, changes []graph.Change) {
	ctx := t.(interface{ Context() context.Context }).Context()
	require.NoError(t, s.View(ctx, func(r graph.Reader) error {
		var err error
		if version, err = r.Version(ctx); err != nil {
			return err
		}
		changes, err = r.Changes(ctx, since, limit)
		return err
	}))
	return version, changes
}
