package neostore_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
)

// textsByCodePoint asks for texts that the server's own order, its string
// literals or its indexes could get wrong.
func textsByCodePoint(t *testing.T, s graph.Store) {
	texts := []string{"", "A", "é", "中", "（", "😀", "𠮷（", "𠮷", "\uE000", "\uFFFD", `\u0041（`, `\（`, `\\'（`, "'（", "'", "（\n\t😀", "{}$p0（", "（'})DETACH DELETE n//",
		strings.Repeat("长", 3000), strings.Repeat("长", 3000) + "😀", strings.Repeat("长", 3000) + "（", strings.Repeat("长", 667), strings.Repeat("长", 666), "\U0010FFFF"}
	var nodes []graph.Node
	for i, text := range texts {
		nodes = append(nodes, graph.Node{Label: "Thing", Key: fmt.Sprintf("%02d", i), Values: []any{text, nil, nil, nil, nil, nil}})
	}
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error { return w.Put(t.Context(), nodes) }))
	sorted := slices.Sorted(slices.Values(texts))
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		rapid.Check(t, func(rt *rapid.T) {
			text := rapid.SampledFrom(texts).Draw(rt, "text")
			op := rapid.SampledFrom([]graph.Op{graph.Eq, graph.Ne, graph.Lt, graph.Le, graph.Gt, graph.Ge, graph.Prefix, graph.In}).Draw(rt, "op")
			q := graph.Query{Label: "Thing", Limit: rapid.IntRange(1, 30).Draw(rt, "limit"), OrderBy: []graph.Order{{Field: "name", Desc: rapid.Bool().Draw(rt, "desc")}}}
			cond := graph.Cond{Field: "name", Op: op, Value: text}
			if op == graph.In {
				cond.Value = []string{text, "中"}
			}
			q.Where = []graph.Cond{cond}
			want := slices.DeleteFunc(slices.Clone(sorted), func(have string) bool { return !meets(have, op, text) })
			if q.OrderBy[0].Desc {
				slices.Reverse(want)
			}
			require.Equal(rt, want, namesOf(rt, t, r, q))
		})
		return nil
	}))
}

func meets(have string, op graph.Op, text string) bool {
	switch op {
	case graph.Eq:
		return have == text
	case graph.Ne:
		return have != text
	case graph.Lt:
		return have < text
	case graph.Le:
		return have <= text
	case graph.Gt:
		return have > text
	case graph.Ge:
		return have >= text
	case graph.Prefix:
		return strings.HasPrefix(have, text)
	}
	return have == text || have == "中"
}

// namesOf reads all pages and gives the names.
func namesOf(rt *rapid.T, t *testing.T, r graph.Reader, q graph.Query) []string {
	names := []string{}
	for {
		page, err := r.Find(t.Context(), q)
		require.NoError(rt, err)
		for _, n := range page.Nodes {
			names = append(names, n.Values[0].(string))
		}
		if page.Next == "" {
			return names
		}
		q.Cursor = page.Next
	}
}

// longTextsTellEdgesApart puts edges whose distinct texts only differ behind
// the part that an index can hold.
func longTextsTellEdgesApart(t *testing.T, s graph.Store) {
	a, b := strings.Repeat("长", 3000)+"a", strings.Repeat("长", 3000)+"b"
	thing := graph.Node{Label: "Thing", Key: "t", Values: make([]any, 6)}
	place := graph.Node{Label: "Place", Key: "p", Values: make([]any, 1)}
	at := func(name any, n int64) graph.Edge {
		return graph.Edge{Type: "AT", From: "t", To: "p", Values: []any{name, n, nil, nil, nil, nil}}
	}
	edges := []graph.Edge{at("short", 1), at(a, 1), at(b, 1), at(nil, 1)}
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		if err := w.Put(t.Context(), []graph.Node{thing, place}); err != nil {
			return err
		}
		return w.Connect(t.Context(), edges)
	}))
	edges[1] = at(a, 2)
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error { return w.Connect(t.Context(), edges[1:2]) }))
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		held, err := r.Neighbours(t.Context(), graph.NeighbourQuery{Edge: "AT", Keys: []string{"t"}})
		require.NoError(t, err)
		require.Equal(t, edges, held)
		groups, err := r.Count(t.Context(), graph.CountQuery{Edge: "AT", GroupBy: []string{"name"}})
		require.NoError(t, err)
		require.Len(t, groups, 4)
		return nil
	}))
}

// tooLongKeys are refused before the server is asked.
func tooLongKeys(t *testing.T, s graph.Store) {
	err := s.Update(t.Context(), func(w graph.Writer) error {
		return w.Put(t.Context(), []graph.Node{{Label: "Mark", Key: strings.Repeat("k", 8000)}})
	})
	require.Equal(t, graph.Invalid, graph.CodeOf(err))
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		return w.Put(t.Context(), []graph.Node{{Label: "Mark", Key: strings.Repeat("k", 7500)}})
	}))
}
