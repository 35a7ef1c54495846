package rank

import "math"

// related is what the product lists put beside a query.
type related struct {
	terms    map[int]float64    // by number
	words    map[string]float64 // of makers' names, that are no terms
	segments map[int]float64
}

// beside looks a folded query up in the product lists. A product that the
// query names brings its synonyms with full weight and its group with less; a
// segment that the query names brings all its groups.
func (p *products) beside(query string, w weights) related {
	like := p.similar.to(query)
	found := related{map[int]float64{}, map[string]float64{}, map[int]float64{}}
	for i := range p.segments {
		s := &p.segments[i]
		named := most(like, s.names)
		best := named
		inGroup := make([]float64, len(s.groups))
		for g, group := range s.groups {
			for _, called := range group {
				inGroup[g] = max(inGroup[g], most(like, called))
			}
			best = max(best, inGroup[g])
		}
		if best < w.Likeness {
			continue
		}
		strength := math.Pow(best, w.Sharpness)
		found.segments[i] = strength
		p.bringNames(found, s, w.SegmentWord*strength)
		for g, group := range s.groups {
			weight := 0.0
			if named >= w.Likeness {
				weight = w.SegmentName * math.Pow(named, w.Sharpness)
			}
			if inGroup[g] >= w.Likeness {
				weight += math.Pow(inGroup[g], w.Sharpness)
			}
			found.bringGroup(group, like, max(inGroup[g], w.Likeness), weight, w.SameGroup)
		}
	}
	return found
}

// bringNames adds what a segment and its makers are called.
func (p *products) bringNames(found related, s *segment, weight float64) {
	for _, n := range s.names {
		found.terms[n] = max(found.terms[n], weight)
	}
	for _, word := range s.words {
		if n, ok := p.number[word]; ok {
			found.terms[n] = max(found.terms[n], weight)
			continue
		}
		found.words[word] = max(found.words[word], weight)
	}
}

// bringGroup adds the products of a group: those that are as like the query
// as the best of them in full, the others by a share.
func (found related) bringGroup(group []synset, like []float64, best, weight, share float64) {
	if weight == 0 {
		return
	}
	for _, called := range group {
		own := weight
		if most(like, called) < best {
			own *= share
		}
		for _, n := range called {
			found.terms[n] = max(found.terms[n], own)
		}
	}
}

func most(like []float64, terms []int) float64 {
	best := 0.0
	for _, n := range terms {
		best = max(best, like[n])
	}
	return best
}
