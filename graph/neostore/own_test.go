package neostore_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

var errTried = errors.New("only tried")

// ownWrites does the same in one Update of both stores, in any order, and
// expects the same answers on the way: what the writer holds back or knows
// without asking must not be seen.
func ownWrites(t *testing.T, server *neotest.Server) {
	neo, model := fresh(t, server, graphtest.Schema()), embeddedStore(t, graphtest.Schema())
	for _, s := range []graph.Store{neo, model} {
		require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
			return errors.Join(w.Put(t.Context(), []graph.Node{thing("a", "old"), thing("b", "old")}),
				w.Connect(t.Context(), []graph.Edge{also("a", "b", "x")}))
		}))
	}
	rapid.Check(t, func(rt *rapid.T) {
		acts := rapid.SliceOfN(rapid.Custom(graphtest.DrawAct), 1, 12).Draw(rt, "acts")
		require.Equal(rt, answers(rt, model, acts), answers(rt, neo, acts))
	})
}

func also(from, to, how string) graph.Edge {
	return graph.Edge{Type: "ALSO", From: from, To: to, Values: []any{how}}
}

func answers(t *rapid.T, s graph.Store, acts []graphtest.Act) (said []string) {
	t.Helper()
	err := s.Update(t.Context(), func(w graph.Writer) error {
		said = nil
		for _, a := range slices.Concat(acts, []graphtest.Act{{Name: "find"}, {Name: "out", Key: "a", Other: "c"}, {Name: "changes"}}) {
			answer, err := a.Do(t.Context(), w)
			if graph.CodeOf(err) != graph.Invalid {
				require.NoError(t, err, "%v", said)
			}
			said = append(said, fmt.Sprint(a, " ", graph.CodeOf(err), " ", answer))
			if err != nil {
				return errTried
			}
		}
		return errTried
	})
	require.ErrorIs(t, err, errTried)
	return said
}
