package neostore_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

// recentChanges lets two stores write and holds what each remembers of it
// against what a third one, which has written nothing, is told by the server.
func recentChanges(t *testing.T, server *neotest.Server) {
	first := fresh(t, server, graphtest.Schema())
	second, asking := open(t, server, graphtest.Schema()), open(t, server, graphtest.Schema())
	var now graph.Version
	rapid.Check(t, func(rt *rapid.T) {
		before := now
		for range rapid.IntRange(1, 5).Draw(rt, "updates") {
			s := first
			if rapid.IntRange(0, 5).Draw(rt, "who") == 0 {
				s = second
			}
			require.NoError(rt, s.Update(t.Context(), func(w graph.Writer) error {
				for _, a := range rapid.SliceOfN(rapid.Custom(drawAct), 1, 3).Draw(rt, "acts") {
					if _, err := a.do(rt, w); graph.CodeOf(err) != graph.Invalid {
						require.NoError(rt, err)
					}
				}
				return nil
			}))
		}
		now = changesOf(rt, asking, before, 0).version
		for since := max(before, now-3); since <= now; since++ {
			for _, limit := range []int{0, 1, 3} {
				want := changesOf(rt, asking, since, limit)
				require.Equal(rt, want, changesOf(rt, first, since, limit), "since %d to %d", since, limit)
				require.Equal(rt, want, changesOf(rt, second, since, limit), "since %d to %d", since, limit)
			}
		}
	})

	require.NoError(t, writeBatch(t.Context(), first, 1))
	require.NoError(t, writeBatch(t.Context(), first, 2))
	now = changesOf(t, asking, 0, 1).version
	server.Cypher(t, "MATCH (n:Thing) SET n._version = 0", nil)
	require.Empty(t, changesOf(t, asking, now-2, 0).list)
	require.Len(t, changesOf(t, first, now-2, 0).list, 2*batchSize, "it is remembered")
	server.Cypher(t, "MATCH (r:_Record {key: 'record'}) SET r.commits = ['another']", nil)
	require.Empty(t, changesOf(t, first, now-2, 0).list, "the record is not the one that is remembered")
}

type listed struct {
	version graph.Version
	list    []graph.Change
}

func changesOf(t require.TestingT, s graph.Store, since graph.Version, limit int) (l listed) {
	ctx := t.(interface{ Context() context.Context }).Context()
	require.NoError(t, s.View(ctx, func(r graph.Reader) error {
		var err error
		if l.version, err = r.Version(ctx); err != nil {
			return err
		}
		l.list, err = r.Changes(ctx, since, limit)
		return err
	}))
	return l
}
