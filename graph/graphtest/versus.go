package graphtest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// versusNodes is how many things Versus generates.
const versusNodes = 3000

// Versus writes the same generated graph to two empty stores of Schema, asks
// both the same questions and wants equal answers, changes included. The
// stores may be of different engines; one that is known to be right judges
// the other.
func Versus(t *testing.T, left, right graph.Store) {
	v := versus{T: t, stores: [2]graph.Store{left, right}, random: rand.New(rand.NewPCG(7, 11))}
	for round := range 4 {
		v.write(round)
	}
	v.same("version", func(r graph.Reader) (any, error) { return r.Version(t.Context()) })
	v.digests(Schema())
	for i := range 25 {
		v.ask(i)
	}
	for _, limit := range []int{0, 1, 700, 2000} {
		for since := range graph.Version(6) {
			v.same(fmt.Sprint("changes since ", since, " to ", limit), func(r graph.Reader) (any, error) { return r.Changes(t.Context(), since, limit) })
		}
	}
}

type versus struct {
	*testing.T
	stores [2]graph.Store
	random *rand.Rand
}

// same asks both stores one question.
func (v *versus) same(question string, ask func(graph.Reader) (any, error)) {
	v.Helper()
	var answers [2]any
	for i, s := range v.stores {
		require.NoError(v, s.View(v.Context(), func(r graph.Reader) error {
			var err error
			answers[i], err = ask(r)
			return err
		}), question)
	}
	require.Equal(v, answers[0], answers[1], question)
}

func (v *versus) digests(schema graph.Schema) {
	v.Helper()
	v.same("digests", func(r graph.Reader) (any, error) { return graph.Digests(v.Context(), r, schema) })
}

// update runs the same writes on both stores.
func (v *versus) update(fn func(graph.Writer) error) {
	v.Helper()
	for _, s := range v.stores {
		require.NoError(v, s.Update(v.Context(), fn))
	}
}

// write makes one version: things, places, edges; from the second round on
// many are there already, and some are deleted and taken apart.
func (v *versus) write(round int) {
	var nodes []graph.Node
	for range versusNodes / 3 {
		nodes = append(nodes, v.thing(), node("Place", v.key("p", 200), values{"title": v.text()}))
	}
	var edges []graph.Edge
	for range versusNodes / 2 {
		from, to := nodes[2*v.random.IntN(len(nodes)/2)].Key, nodes[2*v.random.IntN(len(nodes)/2)].Key
		place := nodes[2*v.random.IntN(len(nodes)/2)+1].Key
		edges = append(edges,
			edge("AT", from, place, values{"name": v.maybe(v.text()), "n": v.maybe(v.random.Int64N(9)), "ok": v.maybe(v.random.IntN(2) == 0)}),
			edge("NEXT", from, to, values{"order": v.maybe(v.random.Int64N(5))}),
			edge("ALSO", to, from, values{"how": v.maybe(v.text())}))
	}
	gone := []string{v.key("t", versusNodes), v.key("t", versusNodes), v.key("t", versusNodes)}
	apart := graph.DisconnectQuery{Edge: "NEXT", From: []string{v.key("t", versusNodes), edges[1].From}, Where: []graph.Cond{{Field: "order", Op: graph.Ge, Value: int64(2)}}}
	v.update(func(w graph.Writer) error {
		if err := w.Put(v.Context(), nodes); err != nil {
			return err
		}
		if err := w.Connect(v.Context(), edges); err != nil || round == 0 {
			return err
		}
		if err := w.Disconnect(v.Context(), apart); err != nil {
			return err
		}
		return w.Delete(v.Context(), "Thing", gone)
	})
}

func (v *versus) key(letter string, n int) string {
	return fmt.Sprintf("%s%04d", letter, v.random.IntN(n))
}

func (v *versus) text() string {
	words := []string{"", "煤", "煤焦", "煤焦油", "焦油（粗）", "𠮷", "𠮷（", "A", "a", "é", strings.Repeat("长", 900)}
	return words[v.random.IntN(len(words))]
}

// maybe makes one of five values unknown.
func (v *versus) maybe(x any) any {
	if v.random.IntN(5) == 0 {
		return nil
	}
	return x
}

func (v *versus) thing() graph.Node {
	return thing(v.key("t", versusNodes), values{
		"name": v.maybe(v.text()), "n": v.maybe(v.random.Int64N(20) - 5), "x": v.maybe(float64(v.random.IntN(9)) / 4),
		"ok": v.maybe(v.random.IntN(2) == 0), "on": v.maybe(fmt.Sprintf("20%02d-0%d-01", v.random.IntN(20), 1+v.random.IntN(9))), "doc": v.maybe(`{"a":1}`),
	})
}

// ask asks one random question of each kind.
func (v *versus) ask(i int) {
	where := v.conds("Thing")
	q := graph.Query{Label: "Thing", Where: where, Limit: 1 + v.random.IntN(400)}
	for _, field := range []string{"name", "n", "x", "ok", "on"} {
		if v.random.IntN(4) == 0 {
			q.OrderBy = append(q.OrderBy, graph.Order{Field: field, Desc: v.random.IntN(2) == 0})
		}
	}
	v.same(fmt.Sprintf("%d: find %+v", i, q), func(r graph.Reader) (any, error) { return allPages(v, r, q) })
	groups := [][]string{nil, {"name"}, {"n", "ok"}, {"on:4"}, {"name:2", "x"}}[v.random.IntN(5)]
	v.sameGroups(graph.CountQuery{Label: "Thing", Where: where, GroupBy: groups})
	groups = [][]string{nil, {"to"}, {"from", "ok"}, {"name:1", "to"}, {"n"}}[v.random.IntN(5)]
	v.sameGroups(graph.CountQuery{Edge: "AT", Where: v.conds("AT"), GroupBy: groups})
	near := graph.NeighbourQuery{Edge: []string{"NEXT", "ALSO"}[v.random.IntN(2)], Direction: graph.Direction(v.random.IntN(3)), Limit: v.random.IntN(30)}
	walk := graph.WalkQuery{Edges: []string{"NEXT", "ALSO"}[:1+v.random.IntN(2)], Direction: graph.Direction(v.random.IntN(3)), Depth: 1 + v.random.IntN(4), Limit: v.random.IntN(900)}
	for range 1 + v.random.IntN(40) {
		near.Keys = append(near.Keys, v.key("t", versusNodes))
		walk.From = append(walk.From[:0], v.key("t", versusNodes))
	}
	v.same(fmt.Sprintf("%d: neighbours %+v", i, near), func(r graph.Reader) (any, error) { return r.Neighbours(v.Context(), near) })
	if i%5 == 0 {
		way := graph.PathQuery{From: walk.From[0], To: near.Keys[0], Edges: walk.Edges, Depth: 6}
		v.same(fmt.Sprintf("%d: ways %+v", i, way), func(r graph.Reader) (any, error) { return graph.Ways(v.Context(), r, way, 5) })
	}
	v.same(fmt.Sprintf("%d: walk %+v", i, walk), func(r graph.Reader) (any, error) { return r.Walk(v.Context(), walk) })
}

// sameGroups compares counts, whose groups come in no stated order.
func (v *versus) sameGroups(q graph.CountQuery) {
	v.same(fmt.Sprintf("count %+v", q), func(r graph.Reader) (any, error) {
		groups, err := r.Count(v.Context(), q)
		slices.SortFunc(groups, func(a, b graph.Group) int { return cmp.Compare(groupName(a.Values), groupName(b.Values)) })
		names := make([]string, len(groups))
		for i, g := range groups {
			names[i] = fmt.Sprint(groupName(g.Values), " ", g.N)
		}
		return names, err
	})
}

func (v *versus) conds(what string) []graph.Cond {
	fields := []graph.Field{{Name: "name", Kind: graph.Text}, {Name: "n", Kind: graph.Integer}, {Name: "ok", Kind: graph.Flag}}
	if what == "AT" {
		fields = append(fields, graph.Field{Name: "to", Kind: graph.Text})
	}
	var conds []graph.Cond
	for _, f := range fields {
		if v.random.IntN(3) > 0 {
			continue
		}
		c := graph.Cond{Field: f.Name, Op: []graph.Op{graph.Eq, graph.Ne, graph.IsKnown, graph.IsUnknown}[v.random.IntN(4)]}
		switch f.Kind {
		case graph.Integer:
			c.Value, c.Op = v.random.Int64N(9), []graph.Op{graph.Lt, graph.Ge, graph.Eq}[v.random.IntN(3)]
		case graph.Flag:
			c.Value = true
		default:
			c.Value = v.text()
			if v.random.IntN(2) == 0 {
				c.Op = []graph.Op{graph.Prefix, graph.Gt, graph.Le}[v.random.IntN(3)]
			}
		}
		conds = append(conds, c)
	}
	return conds
}

func allPages(t *versus, r graph.Reader, q graph.Query) ([]graph.Node, error) {
	var nodes []graph.Node
	for {
		page, err := r.Find(t.Context(), q)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, page.Nodes...)
		if page.Next == "" {
			return nodes, nil
		}
		q.Cursor = page.Next
	}
}
