package graphtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"liantu/graph"
)

// model is the plain reading of the contract: lists gone through one by one,
// to hold a store's answers against.
type model struct {
	label graph.Label
	nodes []graph.Node
}

func (m model) value(n graph.Node, field string) any {
	if field == "key" {
		return n.Key
	}
	i := slices.IndexFunc(m.label.Fields, func(f graph.Field) bool { return f.Name == field })
	return n.Values[i]
}

func (m model) find(where []graph.Cond, by []graph.Order) []string {
	var found []graph.Node
	for _, n := range m.nodes {
		if m.meets(n, where) {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b graph.Node) int {
		for _, o := range by {
			if c := compareUnknownLast(m.value(a, o.Field), m.value(b, o.Field), o.Desc); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.Key, b.Key)
	})
	keys := []string{}
	for _, n := range found {
		keys = append(keys, n.Key)
	}
	return keys
}

func (m model) count(where []graph.Cond, by []string) map[string]int64 {
	groups := map[string]int64{}
	if len(by) == 0 {
		groups[groupName(nil)] = 0
	}
	for _, n := range m.nodes {
		if !m.meets(n, where) {
			continue
		}
		group := make([]any, len(by))
		for i, g := range by {
			field, length, _ := graph.GroupField(g)
			group[i] = m.value(n, field)
			if s, ok := group[i].(string); ok && length > 0 {
				runes := []rune(s)
				group[i] = string(runes[:min(length, len(runes))])
			}
		}
		groups[groupName(group)]++
	}
	return groups
}

// groupName writes a group's values, so that groups can be told apart.
func groupName(group []any) string { return fmt.Sprintf("%#v", append([]any{}, group...)) }

func (m model) meets(n graph.Node, where []graph.Cond) bool {
	for _, c := range where {
		if !meets(m.value(n, c.Field), c) {
			return false
		}
	}
	return true
}

func meets(v any, c graph.Cond) bool {
	if v == nil {
		return c.Op == graph.IsUnknown
	}
	switch c.Op {
	case graph.Eq:
		return v == c.Value
	case graph.Ne:
		return v != c.Value
	case graph.Lt:
		return compare(v, c.Value) < 0
	case graph.Le:
		return compare(v, c.Value) <= 0
	case graph.Gt:
		return compare(v, c.Value) > 0
	case graph.Ge:
		return compare(v, c.Value) >= 0
	case graph.Prefix:
		return strings.HasPrefix(v.(string), c.Value.(string))
	case graph.In:
		switch list := c.Value.(type) {
		case []string:
			return slices.Contains(list, v.(string))
		case []int64:
			return slices.Contains(list, v.(int64))
		}
	case graph.IsKnown:
		return true
	}
	return false
}

func compareUnknownLast(a, b any, desc bool) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	case desc:
		return compare(b, a)
	}
	return compare(a, b)
}

func compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return cmp.Compare(a, b.(string))
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a, b.(float64))
	}
	number := map[any]int{false: 0, true: 1}
	return number[a] - number[b]
}
