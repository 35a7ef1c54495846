package neostore_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
		acts := rapid.SliceOfN(rapid.Custom(drawAct), 1, 12).Draw(rt, "acts")
		require.Equal(rt, answers(rt, model, acts), answers(rt, neo, acts))
	})
}

func also(from, to, how string) graph.Edge {
	return graph.Edge{Type: "ALSO", From: from, To: to, Values: []any{how}}
}

// act is one call to a Writer.
type act struct {
	name, key, other, text string
}

func drawAct(t *rapid.T) act {
	key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"})
	return act{
		name: rapid.SampledFrom([]string{"get", "get", "put", "put", "connect", "connect", "next", "delete", "disconnect", "out", "into", "find"}).Draw(t, "name"),
		key:  key.Draw(t, "key"), other: key.Draw(t, "other"), text: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "text"),
	}
}

func answers(t *rapid.T, s graph.Store, acts []act) (said []string) {
	t.Helper()
	err := s.Update(t.Context(), func(w graph.Writer) error {
		said = nil
		for _, a := range slices.Concat(acts, []act{{name: "find"}, {name: "out", key: "a", other: "c"}, {name: "changes"}}) {
			answer, err := a.do(t, w)
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

func (a act) do(t *rapid.T, w graph.Writer) (any, error) {
	ctx := t.Context()
	keys := []string{a.key, a.other}
	switch a.name {
	case "get":
		nodes, err := w.Get(ctx, "Thing", keys)
		slices.SortFunc(nodes, func(a, b graph.Node) int { return strings.Compare(a.Key, b.Key) })
		return nodes, err
	case "put":
		return nil, w.Put(ctx, []graph.Node{thing(a.key, a.text), thing(a.other, "other")})
	case "connect":
		return nil, w.Connect(ctx, []graph.Edge{also(a.key, a.other, a.text)})
	case "next":
		return nil, w.Connect(ctx, []graph.Edge{{Type: "NEXT", From: a.key, To: a.other, Values: []any{nil}}})
	case "delete":
		return nil, w.Delete(ctx, "Thing", []string{a.key})
	case "disconnect":
		return nil, w.Disconnect(ctx, graph.DisconnectQuery{Edge: "ALSO", From: []string{a.key}})
	case "out":
		return w.Neighbours(ctx, graph.NeighbourQuery{Edge: "ALSO", Keys: keys, Direction: graph.Out})
	case "into":
		return w.Neighbours(ctx, graph.NeighbourQuery{Edge: "NEXT", Keys: keys, Direction: graph.Into})
	case "changes":
		return w.Changes(ctx, 1, 0)
	}
	page, err := w.Find(ctx, graph.Query{Label: "Thing"})
	return page.Nodes, err
}
