package graphtest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
)

func findCases() map[string]func(*fixture) {
	return map[string]func(*fixture){
		"every condition":                     everyCondition,
		"conditions are met together":         conditionsTogether,
		"prefixes end where they end":         prefixes,
		"order puts the unknown last":         unknownLast,
		"text orders by code point":           codePoints,
		"pages cover all, once":               pagesCoverAll,
		"pages while others write":            pagesWhileWriting,
		"a thousand where no limit is stated": defaultLimit,
		"any question agrees with the model":  agreesWithModel,
	}
}

// some are five things with two unknown values of each field.
func some() []graph.Node {
	return []graph.Node{
		thing("a", values{"name": "煤焦油", "n": int64(1), "x": 0.5, "ok": true, "on": "2019-01-02", "doc": `{}`}),
		thing("b", values{"name": "煤焦油加工", "n": int64(2), "x": -1.5, "ok": false, "on": "2019-12-31", "doc": `[1]`}),
		thing("c", values{"name": "焦油", "n": int64(-3), "x": 2.0, "ok": true, "on": "2021-05-06"}),
		thing("d", values{"name": ""}),
		thing("e", nil),
	}
}

func everyCondition(f *fixture) {
	f.put(some()...)
	cases := []struct {
		field string
		op    graph.Op
		value any
		want  []string
	}{
		{"name", graph.Eq, "焦油", []string{"c"}},
		{"name", graph.Ne, "焦油", []string{"a", "b", "d"}},
		{"name", graph.Lt, "煤焦油", []string{"c", "d"}},
		{"name", graph.Le, "煤焦油", []string{"a", "c", "d"}},
		{"name", graph.Gt, "煤焦油", []string{"b"}},
		{"name", graph.Ge, "煤焦油", []string{"a", "b"}},
		{"name", graph.Prefix, "煤", []string{"a", "b"}},
		{"name", graph.Prefix, "", []string{"a", "b", "c", "d"}},
		{"name", graph.In, []string{"焦油", "", "没有"}, []string{"c", "d"}},
		{"name", graph.In, []string{}, []string{}},
		{"name", graph.IsKnown, nil, []string{"a", "b", "c", "d"}},
		{"name", graph.IsUnknown, nil, []string{"e"}},
		{"n", graph.Eq, int64(2), []string{"b"}},
		{"n", graph.Ne, int64(2), []string{"a", "c"}},
		{"n", graph.Lt, int64(1), []string{"c"}},
		{"n", graph.Ge, int64(1), []string{"a", "b"}},
		{"n", graph.In, []int64{-3, 1, 9}, []string{"a", "c"}},
		{"n", graph.IsUnknown, nil, []string{"d", "e"}},
		{"x", graph.Eq, 2.0, []string{"c"}},
		{"x", graph.Le, 0.5, []string{"a", "b"}},
		{"x", graph.Gt, -1.5, []string{"a", "c"}},
		{"ok", graph.Eq, true, []string{"a", "c"}},
		{"ok", graph.Eq, false, []string{"b"}},
		{"ok", graph.Ne, true, []string{"b"}},
		{"ok", graph.IsUnknown, nil, []string{"d", "e"}},
		{"on", graph.Ge, "2019-12-31", []string{"b", "c"}},
		{"on", graph.Prefix, "2019", []string{"a", "b"}},
		{"on", graph.Eq, "2021-05-06", []string{"c"}},
		{"doc", graph.IsKnown, nil, []string{"a", "b"}},
		{"doc", graph.IsUnknown, nil, []string{"c", "d", "e"}},
		{"key", graph.Eq, "c", []string{"c"}},
		{"key", graph.Gt, "c", []string{"d", "e"}},
		{"key", graph.In, []string{"e", "a", "z"}, []string{"a", "e"}},
		{"key", graph.Prefix, "d", []string{"d"}},
		{"key", graph.IsKnown, nil, []string{"a", "b", "c", "d", "e"}},
		{"key", graph.IsUnknown, nil, []string{}},
	}
	for _, c := range cases {
		cond := graph.Cond{Field: c.field, Op: c.op, Value: c.value}
		require.Equal(f, c.want, f.find(graph.Query{Label: "Thing", Where: []graph.Cond{cond}}), "%+v", cond)
	}
}

func conditionsTogether(f *fixture) {
	f.put(some()...)
	require.Equal(f, []string{"b"}, f.find(graph.Query{Label: "Thing", Where: []graph.Cond{
		{Field: "on", Op: graph.Ge, Value: "2019-01-01"}, {Field: "on", Op: graph.Lt, Value: "2020-01-01"},
		{Field: "ok", Op: graph.Eq, Value: false}, {Field: "name", Op: graph.Prefix, Value: "煤"},
	}}))
	require.Empty(f, f.find(graph.Query{Label: "Thing", Where: []graph.Cond{
		{Field: "name", Op: graph.IsKnown}, {Field: "name", Op: graph.IsUnknown},
	}}))
}

func prefixes(f *fixture) {
	names := []string{"a", "a\U0010FFFF", "a\U0010FFFFb", "b", "\uD7FFx", "\uE000", "\U0010FFFF", "\U0010FFFF\U0010FFFF", "𠮷", "𠮷a", "𠮸", "a%", "a_", "a*", "A"}
	for i, name := range names {
		f.put(thing(fmt.Sprintf("%02d", i), values{"name": name}))
	}
	for _, prefix := range append(names, "%", "_", "") {
		want := []string{}
		for i, name := range names {
			if meets(name, graph.Cond{Op: graph.Prefix, Value: prefix}) {
				want = append(want, fmt.Sprintf("%02d", i))
			}
		}
		require.Equal(f, want, f.find(graph.Query{Label: "Thing", Where: []graph.Cond{{Field: "name", Op: graph.Prefix, Value: prefix}}}), "prefix %q", prefix)
	}
}

func unknownLast(f *fixture) {
	f.put(some()...)
	cases := map[graph.Order][]string{
		{Field: "name"}:             {"d", "c", "a", "b", "e"},
		{Field: "name", Desc: true}: {"b", "a", "c", "d", "e"},
		{Field: "n"}:                {"c", "a", "b", "d", "e"},
		{Field: "n", Desc: true}:    {"b", "a", "c", "d", "e"},
		{Field: "x"}:                {"b", "a", "c", "d", "e"},
		{Field: "x", Desc: true}:    {"c", "a", "b", "d", "e"},
		{Field: "ok"}:               {"b", "a", "c", "d", "e"},
		{Field: "ok", Desc: true}:   {"a", "c", "b", "d", "e"},
		{Field: "on"}:               {"a", "b", "c", "d", "e"},
		{Field: "on", Desc: true}:   {"c", "b", "a", "d", "e"},
		{Field: "key", Desc: true}:  {"e", "d", "c", "b", "a"},
	}
	for order, want := range cases {
		for limit := range 6 {
			require.Equal(f, want, f.find(graph.Query{Label: "Thing", OrderBy: []graph.Order{order}, Limit: limit}), "%+v, pages of %d", order, limit)
		}
	}
	two := []graph.Order{{Field: "ok"}, {Field: "n", Desc: true}}
	for limit := range 6 {
		require.Equal(f, []string{"b", "a", "c", "d", "e"}, f.find(graph.Query{Label: "Thing", OrderBy: two, Limit: limit}))
	}
}

func codePoints(f *fixture) {
	names := []string{"A", "Z", "a", "é", "中", "\uE000", "\uFF21", "😀", "𠮷"}
	for i, name := range slices.Backward(names) {
		f.put(thing(name, values{"name": name, "n": int64(i)}))
	}
	require.Equal(f, names, f.find(graph.Query{Label: "Thing"}), "by key")
	require.Equal(f, names, f.find(graph.Query{Label: "Thing", OrderBy: []graph.Order{{Field: "name"}}, Limit: 2}), "by field")
	require.Equal(f, names[7:], f.find(graph.Query{Label: "Thing", Where: []graph.Cond{{Field: "name", Op: graph.Gt, Value: "\uFF21"}}}))
}

func pagesCoverAll(f *fixture) {
	var nodes []graph.Node
	for i := range 100 {
		v := values{"n": int64(i % 7), "name": fmt.Sprint(i % 3)}
		if i%5 == 0 {
			v["n"] = nil
		}
		nodes = append(nodes, thing(fmt.Sprintf("%03d", i), v))
	}
	f.put(nodes...)
	by := []graph.Order{{Field: "n", Desc: true}, {Field: "name"}}
	whole := f.find(graph.Query{Label: "Thing", OrderBy: by, Limit: 100})
	require.Len(f, whole, 100)
	for _, limit := range []int{1, 3, 33, 50, 99} {
		require.Equal(f, whole, f.find(graph.Query{Label: "Thing", OrderBy: by, Limit: limit}))
	}
	f.view(func(r graph.Reader) {
		page, err := r.Find(f.ctx, graph.Query{Label: "Thing", Limit: 100})
		require.NoError(f, err)
		require.Empty(f, page.Next, "a last page that is just full says that more follow")
	})
}

// pagesWhileWriting pages in Views of their own, as a browser does, while
// nodes come and go.
func pagesWhileWriting(f *fixture) {
	put := func(i int) { f.put(thing(fmt.Sprintf("%03d", i), values{"n": int64(i)})) }
	for i := 0; i < 100; i += 2 {
		put(i)
	}
	seen := map[string]int{}
	q := graph.Query{Label: "Thing", OrderBy: []graph.Order{{Field: "n"}}, Limit: 7}
	for page := 0; ; page++ {
		var next string
		f.view(func(r graph.Reader) {
			p, err := r.Find(f.ctx, q)
			require.NoError(f, err)
			for _, n := range p.Nodes {
				seen[n.Key]++
			}
			next = p.Next
		})
		if next == "" {
			break
		}
		q.Cursor = next
		put(2*page + 1)
		put(97 - 2*page)
		put(50) // again, unchanged
	}
	for key, times := range seen {
		require.Equal(f, 1, times, key)
	}
	for i := 0; i < 100; i += 2 {
		require.Contains(f, seen, fmt.Sprintf("%03d", i), "a node that was there all the time")
	}
}

func defaultLimit(f *fixture) {
	nodes := make([]graph.Node, 1001)
	for i := range nodes {
		nodes[i] = thing(fmt.Sprintf("%04d", i), nil)
	}
	f.put(nodes...)
	f.view(func(r graph.Reader) {
		page, err := r.Find(f.ctx, graph.Query{Label: "Thing"})
		require.NoError(f, err)
		require.Len(f, page.Nodes, 1000)
		require.NotEmpty(f, page.Next)
	})
}

// agreesWithModel asks random questions about things with few values, so
// that they meet and tie often.
func agreesWithModel(f *fixture) {
	label, _ := Schema().Label("Thing")
	m := model{label: label}
	for i := range 60 {
		v := values{}
		for j, field := range label.Fields[:5] {
			if list := few(field.Kind); (i/(j+1))%4 != 0 {
				v[field.Name] = list[(i*(j+3)+i/7)%len(list)]
			}
		}
		m.nodes = append(m.nodes, thing(fmt.Sprintf("k%02d", (i*37)%60), v))
	}
	f.put(m.nodes...)
	f.view(func(r graph.Reader) {
		rapid.Check(f.T, func(t *rapid.T) {
			where := rapid.SliceOfN(conditions(label), 0, 3).Draw(t, "where")
			by := rapid.SliceOfNDistinct(orders(label), 0, 3, func(o graph.Order) string { return o.Field }).Draw(t, "order")
			limit := rapid.IntRange(1, 20).Draw(t, "limit")
			require.Equal(t, m.find(where, by), f.findIn(r, graph.Query{Label: "Thing", Where: where, OrderBy: by, Limit: limit}))
			groups := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"name", "name:1", "n", "x", "ok", "on", "on:4"}), 0, 2, rapid.ID[string]).Draw(t, "groups")
			require.Equal(t, m.count(where, groups), f.countIn(r, graph.CountQuery{Label: "Thing", Where: where, GroupBy: groups}))
		})
	})
}

// few are the values that the random things and questions share.
func few(k graph.Kind) []any {
	switch k {
	case graph.Integer:
		return []any{int64(-1), int64(0), int64(1), int64(2)}
	case graph.Real:
		return []any{-0.5, 0.0, 1.0, 2.5}
	case graph.Flag:
		return []any{true, false}
	case graph.Day:
		return []any{"2019-01-01", "2019-06-01", "2020-01-01"}
	}
	return []any{"", "煤", "煤焦", "焦", "𠮷"}
}

func conditions(l graph.Label) *rapid.Generator[graph.Cond] {
	return rapid.Custom(func(t *rapid.T) graph.Cond {
		field := rapid.SampledFrom(l.Fields[:5]).Draw(t, "field")
		value := rapid.SampledFrom(few(field.Kind)).Draw(t, "value")
		c := graph.Cond{Field: field.Name, Value: value}
		ops := []graph.Op{graph.Eq, graph.Ne, graph.IsKnown, graph.IsUnknown}
		switch field.Kind {
		case graph.Text, graph.Day:
			ops = append(ops, graph.Lt, graph.Le, graph.Gt, graph.Ge, graph.Prefix, graph.In)
		case graph.Integer:
			ops = append(ops, graph.Lt, graph.Le, graph.Gt, graph.Ge, graph.In)
		case graph.Real:
			ops = append(ops, graph.Lt, graph.Le, graph.Gt, graph.Ge)
		}
		c.Op = rapid.SampledFrom(ops).Draw(t, "op")
		if c.Op == graph.In && field.Kind == graph.Integer {
			c.Value = []int64{value.(int64), 1}
		} else if c.Op == graph.In {
			c.Value = []string{value.(string), "煤"}
		}
		return c
	})
}

func orders(l graph.Label) *rapid.Generator[graph.Order] {
	return rapid.Custom(func(t *rapid.T) graph.Order {
		return graph.Order{Field: rapid.SampledFrom(l.Fields[:5]).Draw(t, "field").Name, Desc: rapid.Bool().Draw(t, "desc")}
	})
}
