package graph

import (
	"context"
	"encoding/json"
	"iter"
)

// binding ties one declared field to a place in the Go type: the declaration,
// the writing and the reading of a field stand in one line of its noun's file.
type binding[T any] struct {
	field Field
	get   func(*T) any
	set   func(*T, any) error // nil: the field is not read, see Part
}

// Noun is typed access to the nodes of one label. It is written once above
// the Store contract and runs on every engine.
type Noun[T any] struct {
	label    Label
	key      func(*T) *string
	bindings []binding[T]
}

// EdgeNoun is typed access to the edges of one type.
type EdgeNoun[T any] struct {
	edge     EdgeType
	ends     func(*T) (from, to *string)
	bindings []binding[T]
}

func declareLabel[T any](name, key string, bs []binding[T], indexes []Index, derived bool) Label {
	return Label{Name: name, KeyName: key, Fields: fieldsOf(bs), Indexes: indexes, Derived: derived}
}

func fieldsOf[T any](bs []binding[T]) []Field {
	fields := make([]Field, len(bs))
	for i, b := range bs {
		fields[i] = b.field
	}
	return fields
}

// Node encodes one item.
func (n Noun[T]) Node(item *T) Node {
	values := make([]any, len(n.bindings))
	for i, b := range n.bindings {
		values[i] = b.get(item)
	}
	return Node{Label: n.label.Name, Key: *n.key(item), Values: values}
}

// Item decodes one node; Corrupt when a value does not fit its field.
func (n Noun[T]) Item(node Node) (T, error) {
	var item T
	return item, n.decode(&item, node)
}

func (n Noun[T]) decode(item *T, node Node) error {
	*n.key(item) = node.Key
	return decode(item, n.label.Name+" "+node.Key, n.bindings, node.Values)
}

func decode[T any](item *T, what string, bs []binding[T], values []any) error {
	if len(values) != len(bs) {
		return Errorf(Corrupt, "%s: %d values for %d fields", what, len(values), len(bs))
	}
	for i, b := range bs {
		if values[i] == nil || b.set == nil {
			continue
		}
		if err := b.set(item, values[i]); err != nil {
			return Wrap(Corrupt, err, "%s: field %s", what, b.field.Name)
		}
	}
	return nil
}

// Put creates or replaces the items.
func (n Noun[T]) Put(ctx context.Context, w Writer, items []T) error {
	nodes := make([]Node, len(items))
	for i := range items {
		nodes[i] = n.Node(&items[i])
	}
	return w.Put(ctx, nodes)
}

// Delete removes the items with these keys and all edges at them.
func (n Noun[T]) Delete(ctx context.Context, w Writer, keys []string) error {
	return w.Delete(ctx, n.label.Name, keys)
}

// Get returns the items that exist, by key.
func (n Noun[T]) Get(ctx context.Context, r Reader, keys []string) (map[string]T, error) {
	nodes, err := r.Get(ctx, n.label.Name, keys)
	if err != nil {
		return nil, err
	}
	items := make(map[string]T, len(nodes))
	for _, node := range nodes {
		if items[node.Key], err = n.Item(node); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// One returns the item with this key, or an error with code NotFound.
func (n Noun[T]) One(ctx context.Context, r Reader, key string) (T, error) {
	items, err := n.Get(ctx, r, []string{key})
	if err != nil {
		var none T
		return none, err
	}
	item, ok := items[key]
	if !ok {
		return item, Errorf(NotFound, "%s %q is not in the record", n.label.Name, key)
	}
	return item, nil
}

// Find returns one page of items and the cursor of the next; q.Label is filled in.
func (n Noun[T]) Find(ctx context.Context, r Reader, q Query) ([]T, string, error) {
	q.Label = n.label.Name
	page, err := r.Find(ctx, q)
	if err != nil {
		return nil, "", err
	}
	items := make([]T, len(page.Nodes))
	for i, node := range page.Nodes {
		if items[i], err = n.Item(node); err != nil {
			return nil, "", err
		}
	}
	return items, page.Next, nil
}

// All goes through every item that meets q, page by page.
func (n Noun[T]) All(ctx context.Context, r Reader, q Query) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			items, next, err := n.Find(ctx, r, q)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			q.Cursor = next
		}
	}
}

// List is All in one slice.
func (n Noun[T]) List(ctx context.Context, r Reader, q Query) ([]T, error) {
	var items []T
	for item, err := range n.All(ctx, r, q) {
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

// Edge encodes one item.
func (n EdgeNoun[T]) Edge(item *T) Edge {
	values := make([]any, len(n.bindings))
	for i, b := range n.bindings {
		values[i] = b.get(item)
	}
	from, to := n.ends(item)
	return Edge{Type: n.edge.Name, From: *from, To: *to, Values: values}
}

// Item decodes one edge; Corrupt when a value does not fit its field.
func (n EdgeNoun[T]) Item(edge Edge) (T, error) {
	var item T
	from, to := n.ends(&item)
	*from, *to = edge.From, edge.To
	return item, decode(&item, edge.From+"-"+n.edge.Name+"->"+edge.To, n.bindings, edge.Values)
}

// Connect creates or replaces the edges.
func (n EdgeNoun[T]) Connect(ctx context.Context, w Writer, items []T) error {
	edges := make([]Edge, len(items))
	for i := range items {
		edges[i] = n.Edge(&items[i])
	}
	return w.Connect(ctx, edges)
}

// Disconnect removes the edges that start at the given nodes and meet all conditions.
func (n EdgeNoun[T]) Disconnect(ctx context.Context, w Writer, from []string, where ...Cond) error {
	return w.Disconnect(ctx, DisconnectQuery{Edge: n.edge.Name, From: from, Where: where})
}

// At returns the edges at the given nodes; q.Edge is filled in.
func (n EdgeNoun[T]) At(ctx context.Context, r Reader, q NeighbourQuery) ([]T, error) {
	q.Edge = n.edge.Name
	edges, err := r.Neighbours(ctx, q)
	if err != nil {
		return nil, err
	}
	items := make([]T, len(edges))
	for i, edge := range edges {
		if items[i], err = n.Item(edge); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// text binds a string; "" is unknown.
func text[T any](name string, at func(*T) *string) binding[T] { return stringField(name, Text, at) }

// day binds a date as YYYY-MM-DD; "" is unknown.
func day[T any](name string, at func(*T) *string) binding[T] { return stringField(name, Day, at) }

func stringField[T any](name string, kind Kind, at func(*T) *string) binding[T] {
	return binding[T]{
		field: Field{name, kind},
		get: func(t *T) any {
			if s := *at(t); s != "" {
				return s
			}
			return nil
		},
		set: func(t *T, v any) error { return assign(at(t), v) },
	}
}

// integer binds a whole number; always known.
func integer[T any](name string, at func(*T) *int64) binding[T] {
	return binding[T]{
		field: Field{name, Integer},
		get:   func(t *T) any { return *at(t) },
		set:   func(t *T, v any) error { return assign(at(t), v) },
	}
}

// year binds a whole number of which 0 is unknown.
func year[T any](name string, at func(*T) *int64) binding[T] {
	b := integer(name, at)
	b.get = func(t *T) any {
		if n := *at(t); n != 0 {
			return n
		}
		return nil
	}
	return b
}

// number binds a real number; nil is unknown.
func number[T any](name string, at func(*T) **float64) binding[T] {
	return binding[T]{
		field: Field{name, Real},
		get: func(t *T) any {
			if p := *at(t); p != nil {
				return *p
			}
			return nil
		},
		set: func(t *T, v any) error {
			f := new(float64)
			*at(t) = f
			return assign(f, v)
		},
	}
}

// flag binds a truth value; always known.
func flag[T any](name string, at func(*T) *bool) binding[T] {
	return binding[T]{
		field: Field{name, Flag},
		get:   func(t *T) any { return *at(t) },
		set:   func(t *T, v any) error { return assign(at(t), v) },
	}
}

// document binds anything that JSON can hold; its empty form is unknown.
func document[T any](name string, at func(*T) any) binding[T] {
	return binding[T]{
		field: Field{name, JSON},
		get: func(t *T) any {
			b, err := json.Marshal(at(t))
			if err != nil {
				return err // no value that a field can hold: Put refuses the node
			}
			switch string(b) {
			case "null", "{}", "[]", `""`:
				return nil
			}
			return string(b)
		},
		set: func(t *T, v any) error {
			s, ok := v.(string)
			if !ok {
				return Errorf(Corrupt, "a %T where JSON text belongs", v)
			}
			return json.Unmarshal([]byte(s), at(t))
		},
	}
}

func assign[V any](at *V, v any) error {
	value, ok := v.(V)
	if !ok {
		return Errorf(Corrupt, "a %T where a %T belongs", v, *at)
	}
	*at = value
	return nil
}
