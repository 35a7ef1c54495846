package graph

import (
	"context"
	"slices"
)

// Part reads some fields of the nodes of one label, for work to which decoding
// the others would be a large part. It cannot write: what it gives is not whole.
type Part[T any] struct{ noun Noun[T] }

// Only is the reading of these declared fields alone. A name that the label
// does not have is a mistake in the program: it panics.
func (n Noun[T]) Only(fields ...string) Part[T] {
	part := n
	part.bindings = slices.Clone(n.bindings)
	for i := range part.bindings {
		part.bindings[i].set = nil
	}
	for _, name := range fields {
		at := slices.IndexFunc(n.bindings, func(b binding[T]) bool { return b.field.Name == name })
		if at < 0 {
			panic(n.label.Name + " has no field " + name)
		}
		part.bindings[at].set = n.bindings[at].set
	}
	return Part[T]{part}
}

// Get returns the items that exist, by key, with nothing in them but their key
// and the fields that are read; Corrupt when a value does not fit one of these.
func (p Part[T]) Get(ctx context.Context, r Reader, keys []string) (map[string]*T, error) {
	nodes, err := r.Get(ctx, p.noun.label.Name, keys)
	if err != nil {
		return nil, err
	}
	items := make(map[string]*T, len(nodes))
	for _, node := range nodes {
		item := new(T)
		if err := p.noun.decode(item, node); err != nil {
			return nil, err
		}
		items[node.Key] = item
	}
	return items, nil
}
