package neostore

import (
	"context"
	"slices"

	"liantu/graph"
)

// A writer answers what it knows itself, and has what it holds back written
// before it asks the server for the rest.

// Get returns the nodes that exist among the keys, and notes those that do not.
func (w *writer) Get(ctx context.Context, label string, keys []string) ([]graph.Node, error) {
	if w.held[w.catalog.nodes[label]] != nil {
		if err := w.ready(ctx); err != nil {
			return nil, err
		}
	}
	nodes, err := w.reader.Get(ctx, label, keys)
	if err != nil {
		return nil, err
	}
	met := make(map[string]bool, len(nodes))
	for _, n := range nodes {
		met[n.Key] = true
	}
	for _, key := range keys {
		if !met[key] {
			w.absent[place{label, key}] = true
		}
	}
	return nodes, nil
}

// Find returns one page of nodes.
func (w *writer) Find(ctx context.Context, q graph.Query) (graph.Page, error) {
	if err := w.ready(ctx); err != nil {
		return graph.Page{}, err
	}
	return w.reader.Find(ctx, q)
}

// Count counts nodes or edges in groups.
func (w *writer) Count(ctx context.Context, q graph.CountQuery) ([]graph.Group, error) {
	if err := w.ready(ctx); err != nil {
		return nil, err
	}
	return w.reader.Count(ctx, q)
}

// Neighbours returns the edges of a type at the given nodes. None are asked
// for that are to start where none starts.
func (w *writer) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([]graph.Edge, error) {
	if t := w.catalog.edges[q.Edge]; t != nil && q.Direction == graph.Out {
		q.Keys = slices.DeleteFunc(slices.Clone(q.Keys), func(key string) bool { return w.bare.at(t, key) })
	}
	if len(q.Keys) > 0 {
		if err := w.ready(ctx); err != nil {
			return nil, err
		}
	}
	return w.reader.Neighbours(ctx, q)
}

// Walk follows edges breadth first.
func (w *writer) Walk(ctx context.Context, q graph.WalkQuery) ([]graph.Step, error) {
	if err := w.ready(ctx); err != nil {
		return nil, err
	}
	return w.reader.Walk(ctx, q)
}

// Changes lists what changed after a version.
func (w *writer) Changes(ctx context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	if err := w.ready(ctx); err != nil {
		return nil, err
	}
	if !w.wrote {
		return w.reader.Changes(ctx, since, limit)
	}
	return w.changed(ctx, since, limit)
}
