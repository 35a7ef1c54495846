package rank

import "slices"

// scored is a document and its score.
type scored struct {
	doc   int
	score float32
}

// before orders by score, then by place.
func (a scored) before(b scored) bool {
	return a.score > b.score || a.score == b.score && a.doc < b.doc
}

// top gives the n documents of greatest positive score, best first.
func top(scores []float32, n int) []scored {
	best := make([]scored, 0, n+1)
	for doc, score := range scores {
		s := scored{doc, score}
		if score <= 0 || len(best) == n && !s.before(best[n-1]) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, s, func(a, b scored) int {
			if a.before(b) {
				return -1
			}
			return 1
		})
		best = slices.Insert(best, at, s)
		best = best[:min(len(best), n)]
	}
	return best
}

// settled is how many of the best scores have 1 on average after scale.
const settled = 5

// scale divides scores by the mean of the best few, so that parts of
// different kinds can be added up.
func scale(scores []float32) {
	var sum float32
	for _, s := range top(scores, settled) {
		sum += s.score
	}
	if sum == 0 {
		return
	}
	mean := sum / settled
	for i := range scores {
		scores[i] /= mean
	}
}
