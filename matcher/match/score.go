package match

import (
	"cmp"
	"math"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"liantu/graph"
	"liantu/matcher/best"
)

// scoring is what the scorer knows beside the firm itself.
type scoring struct {
	weights   *Weights
	parts     []part
	now       time.Time
	today     string                   // of now, as a day
	strengths [4]float64               // what each strength of evidence is worth, by its rank
	expiry    *regexp.Regexp           // days up to which a licence holds
	place     func(code string) string // region's full name
	west      []string                 // region prefixes that count as near
	nextDoor  []graph.Area             // of the neighbourhood
	ties      map[string][]tie         // by firm
	capacity  map[string]graph.Indicator
	need      *float64 // what the home region lacks a year, in base units; nil unknown
	advantage *float64 // share of the link's inputs made at home
	inputs    []string
	linkName  string
	verb      string            // what one does at the link: 生产, or 从事 for services and farming
	names     map[string]string // link → name
	order     map[string]fused  // where words were searched: how the firm stood
}

// feature is one part of a score: its value, and what that was read from.
type feature struct {
	value    func(*card) measure
	evidence func(*entry) []Evidence
}

// part is a feature with its weight.
type part struct {
	PartWeight
	feature
}

// features are all parts that a weights file may name.
func (s *scoring) features() map[string]feature {
	return map[string]feature{"fit": {s.fit, s.fitEvidence}, "scale": {s.scale, s.scaleEvidence}, "tie": {s.tie, s.tieEvidence},
		"west": {s.westward, s.westEvidence}, "growth": {s.growth, s.growthEvidence}, "pressure": {s.pressure, s.pressureEvidence},
		"advantage": {s.comingHere, s.comingEvidence}, "licence": {s.licence, s.licenceEvidence}, "quality": {s.quality, s.qualityEvidence},
		"against": {s.against, s.againstEvidence}, "text": {s.found, s.foundEvidence}}
}

// weigh takes the parts of the weights file.
func (s *scoring) weigh() {
	features := s.features()
	for _, w := range s.weights.Parts {
		if w.Part == "text" && s.order == nil {
			continue // no words were searched: nothing is missing
		}
		s.parts = append(s.parts, part{w, features[w.Part]})
	}
}

// points of a part of a card's score, and its value.
func (p *part) points(c *card) (float64, measure) {
	x := p.value(c)
	if !x.known {
		return 0, x
	}
	x.v = math.Min(1, math.Max(0, x.v))
	return x.v*p.Weight + 0, x // no negative zero
}

// score is the one scorer: it orders every list, and receipt sums the same points.
func (s *scoring) score(c *card) float64 {
	sum := 0.0
	for i := range s.parts {
		points, _ := s.parts[i].points(c)
		sum += points
	}
	return sum
}

// ranked is a card in its place, with those of its group that stand behind it.
type ranked struct {
	*card
	score   float64
	members []FirmRef
}

// rank scores, folds groups and orders, by the rule that orderText states: the
// best of the list, on request with few of any one province, and how many
// there are in all.
func rank(s *scoring, cards []card, o Options) (list []ranked, total int) {
	scores := s.scores(cards)
	size := len(cards)
	if o.Diverse == 0 && o.Top > 0 {
		size = min(size, o.Top) // of a wide list few are shown, and only they need be put in order
	}
	single := best.Of[int](size)
	var grouped []int
	for i := range cards {
		if cards[i].group == "" {
			single.Add(scores[i], i)
		} else {
			grouped = append(grouped, i)
		}
	}
	list = fold(cards, scores, grouped)
	total = len(list) + len(cards) - len(grouped)
	for _, c := range single.All() {
		list = append(list, ranked{card: &cards[c.Item], score: c.Worth})
	}
	slices.SortFunc(list, better)
	return cut(list, o), total
}

// scores are the cards' scores; those of many are worked out side by side.
func (s *scoring) scores(cards []card) []float64 {
	const enough = 1000 // for a goroutine to be worth its while
	scores := make([]float64, len(cards))
	share := max(enough, (len(cards)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for start := 0; start < len(cards); start += share {
		wait.Go(func() {
			for i := start; i < min(start+share, len(cards)); i++ {
				scores[i] = s.score(&cards[i])
			}
		})
	}
	wait.Wait()
	return scores
}

// fold puts the firms of a group behind the best of it.
func fold(cards []card, scores []float64, at []int) []ranked {
	grouped := make([]ranked, len(at))
	for i, n := range at {
		grouped[i] = ranked{card: &cards[n], score: scores[n]}
	}
	slices.SortFunc(grouped, better)
	first := map[string]int{}
	var list []ranked
	for _, c := range grouped {
		group := graph.NameKey(c.group)
		if at, seen := first[group]; seen {
			list[at].members = append(list[at].members, c.ref())
			continue
		}
		first[group] = len(list)
		list = append(list, c)
	}
	return list
}

// better is negative where a stands before b.
func better(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(uncoded(a.card), uncoded(b.card)),
		strings.Compare(a.code, b.code), strings.Compare(a.id, b.id))
}

func uncoded(c *card) int {
	if c.code == "" {
		return 1
	}
	return 0
}

// cut keeps the top of a list, on request with few of any one province.
func cut(list []ranked, o Options) []ranked {
	if o.Diverse > 0 {
		of := map[string]int{}
		list = slices.DeleteFunc(list, func(c ranked) bool {
			province := c.region[:min(2, len(c.region))]
			of[province]++
			return of[province] > o.Diverse
		})
	}
	if o.Top > 0 && len(list) > o.Top {
		list = list[:o.Top]
	}
	return list
}
