package graph

import (
	"cmp"
	"context"
	"slices"
)

// Ways gives up to limit ways from one node to another that pass no node
// twice, the shortest first, those of one length by the keys they pass. Each
// is its edges; of several between two nodes the first by place of its type
// and distinct field. None where there is no way within the depth, or where
// both are one node.
func Ways(ctx context.Context, r Reader, q PathQuery, limit int) ([][]Edge, error) {
	if q.Depth < 1 || limit < 1 {
		return nil, Errorf(Invalid, "ways of up to %d edges, limit %d", q.Depth, limit)
	}
	steps, err := r.Walk(ctx, WalkQuery{From: []string{q.To}, Edges: q.Edges, Direction: Into, Depth: q.Depth, Limit: farthest})
	if err != nil {
		return nil, err
	}
	s := seeking{to: q.To, limit: limit, left: map[string]int{q.To: 0}, next: map[string][]Edge{}, on: map[string]bool{q.From: true}}
	keys := make([]string, 0, len(steps))
	for _, step := range steps {
		s.left[step.Key] = step.Depth
		keys = append(keys, step.Key)
	}
	least, leads := s.left[q.From]
	if q.From == q.To || !leads {
		return nil, nil
	}
	if err := s.load(ctx, r, q.Edges, keys); err != nil {
		return nil, err
	}
	for length := least; length <= q.Depth && len(s.ways) < limit; length++ {
		if err := s.seek(ctx, q.From, length); err != nil {
			return nil, err
		}
	}
	return s.ways, nil
}

// seeking is a search for ways, depth first, one length after another.
type seeking struct {
	to    string
	limit int
	left  map[string]int    // how many edges a node is from the end, at least
	next  map[string][]Edge // by the key they lead to; only those that can lead to the end
	on    map[string]bool   // nodes of the way so far
	way   []Edge
	ways  [][]Edge
}

func (s *seeking) load(ctx context.Context, r Reader, types, keys []string) error {
	type pair struct{ from, to string }
	seen := map[pair]bool{}
	for _, name := range types {
		edges, err := r.Neighbours(ctx, NeighbourQuery{Edge: name, Keys: keys})
		if err != nil {
			return err
		}
		for _, e := range edges {
			if _, leads := s.left[e.To]; leads && !seen[pair{e.From, e.To}] {
				seen[pair{e.From, e.To}] = true
				s.next[e.From] = append(s.next[e.From], e)
			}
		}
	}
	for _, edges := range s.next {
		slices.SortFunc(edges, func(a, b Edge) int { return cmp.Compare(a.To, b.To) })
	}
	return nil
}

// seek finds the ways on from a node that have exactly this many edges.
func (s *seeking) seek(ctx context.Context, at string, length int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, e := range s.next[at] {
		if s.on[e.To] || s.left[e.To] > length-1 || (e.To == s.to) != (length == 1) {
			continue
		}
		s.way = append(s.way, e)
		if e.To == s.to {
			s.ways = append(s.ways, slices.Clone(s.way))
		} else {
			s.on[e.To] = true
			if err := s.seek(ctx, e.To, length-1); err != nil {
				return err
			}
			delete(s.on, e.To)
		}
		s.way = s.way[:len(s.way)-1]
		if len(s.ways) == s.limit {
			break
		}
	}
	return nil
}
