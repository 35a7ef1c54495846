package graph

import (
	"cmp"
	"context"
	"slices"
)

// PathQuery asks for ways along edge types that stay with one label.
type PathQuery struct {
	From, To string
	Edges    []string
	Depth    int // longest way, in edges
}

// farthest is how many nodes a search for a way may reach.
const farthest = 1_000_000

// ShortestPath gives the edges of a shortest way from one node to another;
// nil where there is none within the depth, or where both are one node. Of
// several it is the first by place of the edge's type, from, to and distinct
// field.
func ShortestPath(ctx context.Context, r Reader, q PathQuery) ([]Edge, error) {
	if q.From == q.To {
		return nil, nil
	}
	steps, err := r.Walk(ctx, WalkQuery{From: []string{q.From}, Edges: q.Edges, Depth: q.Depth, Limit: farthest})
	if err != nil {
		return nil, err
	}
	by := map[string]Edge{}
	for _, step := range steps {
		by[step.Key] = step.Edge
	}
	var path []Edge
	for at := q.To; at != q.From; at = path[len(path)-1].From {
		edge, reached := by[at]
		if !reached {
			return nil, nil
		}
		path = append(path, edge)
	}
	slices.Reverse(path)
	return path, nil
}

// Dependence says how many nodes lie behind a node: downstream of a link, or
// customers of a firm and theirs.
type Dependence struct {
	Key        string
	Dependants int
}

// MostDependedOn ranks nodes by how many others the edges lead to from them
// within the depth, most first, then by key. Limit 0 means all.
func MostDependedOn(ctx context.Context, r Reader, keys []string, edges []string, depth, limit int) ([]Dependence, error) {
	if depth < 1 || limit < 0 {
		return nil, Errorf(Invalid, "dependants to depth %d, limit %d", depth, limit)
	}
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	next := map[string][]string{}
	frontier := keys
	for range depth { // all that the walks from any key will need
		var found []string
		for _, edge := range edges {
			all, err := r.Neighbours(ctx, NeighbourQuery{Edge: edge, Keys: frontier})
			if err != nil {
				return nil, err
			}
			for _, e := range all {
				next[e.From] = append(next[e.From], e.To)
				found = append(found, e.To)
			}
		}
		slices.Sort(found)
		frontier = slices.DeleteFunc(slices.Compact(found), func(key string) bool { return next[key] != nil })
		if len(frontier) == 0 {
			break
		}
	}
	ranked := make([]Dependence, 0, len(keys))
	for _, key := range keys {
		ranked = append(ranked, Dependence{key, reach(next, key, depth)})
	}
	slices.SortFunc(ranked, func(a, b Dependence) int {
		return cmp.Or(cmp.Compare(b.Dependants, a.Dependants), cmp.Compare(a.Key, b.Key))
	})
	if limit > 0 {
		ranked = ranked[:min(limit, len(ranked))]
	}
	return ranked, nil
}

// reach counts the nodes within the depth, the start itself not among them.
func reach(next map[string][]string, start string, depth int) int {
	seen := map[string]bool{start: true}
	frontier := []string{start}
	for range depth {
		var level []string
		for _, key := range frontier {
			for _, to := range next[key] {
				if !seen[to] {
					seen[to] = true
					level = append(level, to)
				}
			}
		}
		frontier = level
	}
	return len(seen) - 1
}
