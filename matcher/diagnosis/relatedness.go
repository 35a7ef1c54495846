package diagnosis

import (
	"fmt"
	"math/bits"
	"strings"

	"liantu/graph"
)

// relatedness is the product space of the record: which links tend to be
// strong in the same prefectures (Hidalgo, Klinger, Barabási, Hausmann,
// Science 317, 2007: proximity φ is the smaller of the two conditional
// probabilities, density ω the share of proximity that the region has).
type relatedness struct {
	links   map[string]int
	regions int
	has     [][]uint64 // link → bit set of the prefectures where its LQ > 1
	home    []bool     // link → the home region has it with LQ > 1
}

func newRelatedness(s *State, minFirms int64) *relatedness {
	r := &relatedness{links: map[string]int{}}
	for i := range s.Links {
		r.links[s.Links[i].ID] = i
	}
	firms, total := map[string]int64{}, int64(0)
	makers, all := map[string][]int64{}, make([]int64, len(s.Links))
	for _, t := range s.Tallies {
		if len(t.Region) != 4 {
			continue
		}
		link, known := r.links[t.Link]
		switch {
		case t.Link == "":
			firms[t.Region] += t.N
			total += t.N
		case known && t.Role == graph.Producer:
			if makers[t.Region] == nil {
				makers[t.Region] = make([]int64, len(s.Links))
			}
			makers[t.Region][link] += t.N
			all[link] += t.N
		}
	}
	words := (len(makers) + 63) / 64
	r.has = make([][]uint64, len(s.Links))
	for i := range r.has {
		r.has[i] = make([]uint64, words)
	}
	r.home = make([]bool, len(s.Links))
	homePrefix := graph.RegionPrefix(s.Home)
	for region, counts := range makers {
		atHome := strings.HasPrefix(region, homePrefix)
		if firms[region] < minFirms && !atHome {
			continue
		}
		for link, n := range counts {
			// LQ > 1 without division: n/firms > all/total.
			if n == 0 || n*total <= all[link]*firms[region] {
				continue
			}
			if atHome {
				r.home[link] = true
			}
			r.has[link][r.regions/64] |= 1 << (r.regions % 64)
		}
		r.regions++
	}
	return r
}

// density is ω of the home region at a link; unknown where no region has it.
func (r *relatedness) density(id string) (*float64, []string) {
	i := r.links[id]
	mine := ones(r.has[i])
	if mine == 0 {
		return nil, []string{"记录中没有区位商大于1的地区"}
	}
	sum, have := 0.0, 0.0
	for j := range r.has {
		theirs := ones(r.has[j])
		if j == i || theirs == 0 {
			continue
		}
		phi := float64(both(r.has[i], r.has[j])) / float64(max(mine, theirs))
		sum += phi
		if r.home[j] {
			have += phi
		}
	}
	if sum == 0 {
		return nil, []string{"与其他环节没有共现"}
	}
	omega := have / sum
	return &omega, []string{fmt.Sprintf("关联密度 ω=%.3f，依据记录中 %d 个地级区划", omega, r.regions)}
}

func ones(set []uint64) int {
	n := 0
	for _, w := range set {
		n += bits.OnesCount64(w)
	}
	return n
}

func both(a, b []uint64) int {
	n := 0
	for i := range a {
		n += bits.OnesCount64(a[i] & b[i])
	}
	return n
}
