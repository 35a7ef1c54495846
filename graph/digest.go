package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
)

// Digest says how many nodes of a label, or edges of a type, a snapshot holds
// and gives the SHA-256 of all of them in order, in hexadecimal. Two records
// that hold the same have the same digests, whatever their engines.
type Digest struct {
	What string `json:"what"`
	N    int64  `json:"n"`
	Sum  string `json:"sum"`
}

// Digests goes through all that a schema declares, labels before edges.
func Digests(ctx context.Context, r Reader, schema Schema) ([]Digest, error) {
	var all []Digest
	for _, l := range schema.Labels {
		d := digesting{sum: sha256.New()}
		err := eachPage(ctx, r, l.Name, func(nodes []Node) error {
			for _, n := range nodes {
				d.add(formOfNode(n))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		all = append(all, d.digest(l.Name))
	}
	for _, e := range schema.Edges {
		d := digesting{sum: sha256.New()}
		err := eachPage(ctx, r, e.From, func(nodes []Node) error {
			edges, err := r.Neighbours(ctx, NeighbourQuery{Edge: e.Name, Keys: keysOf(nodes)})
			for _, edge := range edges {
				d.add(formOfEdge(edge))
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, d.digest(e.Name))
	}
	return all, nil
}

type digesting struct {
	sum hash.Hash
	n   int64
}

func (d *digesting) add(form string) {
	d.n++
	d.sum.Write([]byte(form + "\n"))
}

func (d *digesting) digest(what string) Digest {
	return Digest{what, d.n, hex.EncodeToString(d.sum.Sum(nil))}
}

// eachPage goes through the nodes of a label by key.
func eachPage(ctx context.Context, r Reader, label string, do func([]Node) error) error {
	q := Query{Label: label, Limit: copyPage}
	for {
		page, err := r.Find(ctx, q)
		if err != nil {
			return err
		}
		if len(page.Nodes) > 0 {
			if err := do(page.Nodes); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
		q.Cursor = page.Next
	}
}

func keysOf(nodes []Node) []string {
	keys := make([]string, len(nodes))
	for i, n := range nodes {
		keys[i] = n.Key
	}
	return keys
}

// form is one line that two things share when they are the same.
func form(what ...any) string {
	b, err := json.Marshal(what)
	if err != nil {
		panic(err) // values that a store has taken have a form: check.go lets no NaN in
	}
	return string(b)
}

func formOfNode(n Node) string { return form(n.Key, n.Values) }
func formOfEdge(e Edge) string { return form(e.From, e.To, e.Values) }

func nodesByForm(nodes []Node) map[string]bool { return byForm(nodes, formOfNode) }
func edgesByForm(edges []Edge) map[string]bool { return byForm(edges, formOfEdge) }

func byForm[T any](items []T, form func(T) string) map[string]bool {
	by := make(map[string]bool, len(items))
	for _, item := range items {
		by[form(item)] = true
	}
	return by
}

func remove(forms, held map[string]bool) {
	for form := range held {
		delete(forms, form)
	}
}

// inOrder keeps the items whose form is wanted.
func inOrder[T any](items []T, wanted map[string]bool, form func(T) string) []T {
	kept := make([]T, 0, len(wanted))
	for _, item := range items {
		if wanted[form(item)] {
			kept = append(kept, item)
		}
	}
	return kept
}
