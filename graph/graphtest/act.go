package graphtest

import (
	"context"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"liantu/graph"
)

// Act is one call to a Writer of a store of Schema, on one or two things.
type Act struct {
	Name, Key, Other, Text string
}

// DrawAct draws any of them.
func DrawAct(t *rapid.T) Act {
	key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"})
	return Act{
		Name: rapid.SampledFrom([]string{"get", "get", "put", "put", "connect", "connect", "next", "delete", "disconnect", "apart", "sum", "out", "into", "find"}).Draw(t, "name"),
		Key:  key.Draw(t, "key"), Other: key.Draw(t, "other"), Text: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "text"),
	}
}

// Do does it and gives what was answered.
func (a Act) Do(ctx context.Context, w graph.Writer) (any, error) {
	keys := []string{a.Key, a.Other}
	switch a.Name {
	case "get":
		nodes, err := w.Get(ctx, "Thing", keys)
		slices.SortFunc(nodes, func(a, b graph.Node) int { return strings.Compare(a.Key, b.Key) })
		return nodes, err
	case "put":
		return nil, w.Put(ctx, []graph.Node{thing(a.Key, values{"name": a.Text}), thing(a.Other, values{"name": "other"})})
	case "sum":
		return nil, w.Put(ctx, []graph.Node{node("Sum", a.Key, nil)})
	case "connect":
		return nil, w.Connect(ctx, []graph.Edge{edge("ALSO", a.Key, a.Other, values{"how": a.Text})})
	case "next":
		return nil, w.Connect(ctx, []graph.Edge{edge("NEXT", a.Key, a.Other, nil)})
	case "delete":
		return nil, w.Delete(ctx, "Thing", []string{a.Key})
	case "disconnect":
		return nil, w.Disconnect(ctx, graph.DisconnectQuery{Edge: "ALSO", From: []string{a.Key}})
	case "apart":
		return nil, w.Disconnect(ctx, graph.DisconnectQuery{Edge: "NEXT", From: []string{a.Key}})
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
