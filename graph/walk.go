package graph

import (
	"cmp"
	"maps"
	"slices"
)

// defaultReach is how many nodes a walk returns where a query states no limit.
const defaultReach = 10000

// Check says what is wrong with a walk; edge gives a declaration or Invalid.
func (q WalkQuery) Check(edge func(name string) (EdgeType, error)) error {
	if len(q.Edges) == 0 || q.Depth < 0 || q.Limit < 0 {
		return Errorf(Invalid, "a walk along %d edge types to depth %d, limit %d", len(q.Edges), q.Depth, q.Limit)
	}
	label := ""
	for _, name := range q.Edges {
		e, err := edge(name)
		if err != nil {
			return err
		}
		if label == "" {
			label = e.From
		}
		if e.From != label || e.To != label {
			return Errorf(Invalid, "a walk from %s cannot go along %s", label, name)
		}
	}
	return nil
}

// Follow walks breadth first over what at answers: the edges of one type, in
// the walk's direction, at many nodes. Engines build Walk on it.
func (q WalkQuery) Follow(at func(edge string, keys []string) ([]Edge, error)) ([]Step, error) {
	limit := q.Limit
	if limit == 0 {
		limit = defaultReach
	}
	seen := map[string]bool{}
	for _, key := range q.From {
		seen[key] = true
	}
	var steps []Step
	frontier := q.From
	for depth := 1; depth <= q.Depth && len(frontier) > 0 && len(steps) < limit; depth++ {
		level, err := q.level(at, frontier, seen)
		if err != nil {
			return nil, err
		}
		frontier = frontier[:0:0]
		for _, step := range level {
			step.Depth = depth
			steps = append(steps, step)
			frontier = append(frontier, step.Key)
		}
	}
	return steps[:min(limit, len(steps))], nil
}

// level is the nodes one step on from the frontier, by key.
func (q WalkQuery) level(at func(string, []string) ([]Edge, error), frontier []string, seen map[string]bool) ([]Step, error) {
	within := map[string]bool{}
	for _, key := range frontier {
		within[key] = true
	}
	level := map[string]Step{}
	reach := func(key string, edge Edge) {
		if !seen[key] {
			seen[key] = true
			level[key] = Step{Key: key, Edge: edge}
		}
	}
	for _, name := range q.Edges {
		edges, err := at(name, frontier)
		if err != nil {
			return nil, err
		}
		for _, edge := range edges {
			if q.Direction != Into && within[edge.From] {
				reach(edge.To, edge)
			}
			if q.Direction != Out && within[edge.To] {
				reach(edge.From, edge)
			}
		}
	}
	return slices.SortedFunc(maps.Values(level), func(a, b Step) int { return cmp.Compare(a.Key, b.Key) }), nil
}
