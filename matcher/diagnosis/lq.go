package diagnosis

import (
	"fmt"
	"math"
	"slices"

	"liantu/graph"
)

// regionCounts sums the tallies of a region: producers by link, and all firms.
func (s *State) regionCounts(region string) (producers map[string]int64, firms int64) {
	producers = map[string]int64{}
	prefix := graph.RegionPrefix(region)
	for _, t := range s.Tallies {
		if len(t.Region) < len(prefix) || t.Region[:len(prefix)] != prefix {
			continue
		}
		switch {
		case t.Link == "":
			firms += t.N
		case t.Role == graph.Producer:
			producers[t.Link] += t.N
		}
	}
	return producers, firms
}

// lqInput is what location quotients are computed from, once for all links.
type lqInput struct {
	here, there map[string]int64
	nHere, nAll int64
	refusal     string // why there is no quotient
	reference   string
}

func (s *State) lqInput(rules *StatusRules) lqInput {
	in := lqInput{reference: s.Traits.Reference}
	in.here, in.nHere = s.regionCounts(s.Home)
	in.there, in.nAll = s.regionCounts(s.Traits.Reference)
	switch {
	case in.reference == "":
		in.refusal = "没有参照区"
	case in.nHere == 0 || in.nAll <= in.nHere:
		in.refusal = "记录中没有参照区（" + in.reference + "）的企业"
	case !s.referenceAsComplete(rules):
		in.refusal = "参照区（" + in.reference + "）的记录不如本地完整，不能作参照"
	}
	return in
}

// referenceAsComplete says whether the record holds every year of the
// reference that it holds of the home region: a sample is never a reference.
func (s *State) referenceAsComplete(rules *StatusRules) bool {
	home := heldYears(s.Years[s.Home], rules.Coverage.HeldShare)
	reference := heldYears(s.Years[s.Traits.Reference], rules.Coverage.HeldShare)
	for _, y := range home {
		if !slices.Contains(reference, y) {
			return false
		}
	}
	return len(home) > 0
}

// put works out a link's location quotient, shrunk towards 1 by a prior of a
// few firms at the reference's rate, with the interval of a Poisson count
// under a variance-stabilising square root.
func (in *lqInput) put(rules *StatusRules, link string, f Figures) {
	n, all := in.here[link], in.there[link]
	if in.refusal != "" || all == 0 {
		text := in.refusal
		if text == "" {
			text = "参照区没有该环节的企业"
		}
		f.put(Figure{Name: "lq", Text: text})
		return
	}
	expected := float64(in.nHere) * float64(all) / float64(in.nAll)
	prior := rules.LQ.Prior
	lq := (float64(n) + prior) / (expected + prior)
	root, half := math.Sqrt(float64(n)+prior), rules.LQ.Z/2
	low := math.Pow(math.Max(0, root-half), 2) / (expected + prior)
	high := math.Pow(root+half, 2) / (expected + prior)
	f.put(Figure{Name: "lq", Value: &lq, Low: &low, High: &high,
		Text:   "区位商（参照区 " + in.reference + "，向1收缩；只作参考）",
		Inputs: []string{fmt.Sprintf("本地 %d/%d", n, in.nHere), fmt.Sprintf("参照 %d/%d", all, in.nAll)}})
	f.put(Figure{Name: "lq_low", Value: &low, Text: "区位商区间下限"})
}
