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

// Each calls visit for every key, in their order, with the item that has it, of
// which nothing is read but its key and the fields of the part, or with nil where
// none has it. An item is good until visit returns: the next one takes its
// place. Corrupt when a value does not fit a field that is read.
func (p Part[T]) Each(ctx context.Context, r Reader, keys []string, visit func(key string, item *T) error) error {
	nodes, err := r.Get(ctx, p.noun.label.Name, keys)
	if err != nil {
		return err
	}
	at := make(map[string]int, len(nodes))
	for i := range nodes {
		at[nodes[i].Key] = i
	}
	var none, one T
	for _, key := range keys {
		var item *T
		if i, ok := at[key]; ok {
			one = none
			item = &one
			if err := p.noun.decode(item, nodes[i]); err != nil {
				return err
			}
		}
		if err := visit(key, item); err != nil {
			return err
		}
	}
	return nil
}

// Pack gives what the part reads of a node, to be kept in little memory.
func (p Part[T]) Pack(node Node) []any {
	var packed []any
	for i, b := range p.noun.bindings {
		if b.set != nil {
			packed = append(packed, node.Values[i])
		}
	}
	return packed
}

// Unpack is a node with what was packed of it; its other values are unknown.
func (p Part[T]) Unpack(key string, packed []any) Node {
	node := Node{Label: p.noun.label.Name, Key: key, Values: make([]any, len(p.noun.bindings))}
	for i, b := range p.noun.bindings {
		if b.set != nil {
			node.Values[i], packed = packed[0], packed[1:]
		}
	}
	return node
}
