package match

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Matcher ranks firms for gaps. It may be used from many goroutines.
type Matcher struct {
	weights *Weights
	place   func(code string) string
	now     func() time.Time
	expiry  *regexp.Regexp

	mu       sync.Mutex // guards what is kept of the latest diagnosis
	brander  *brander
	brands   map[string][]*bearer
	brandsAt *diagnosis.Diagnosis
}

// New makes a Matcher; place gives a region's full name, "" for an unknown
// code, and now tells the time for ages and freshness.
func New(weights *Weights, place func(code string) string, now func() time.Time) *Matcher {
	return &Matcher{weights: weights, place: place, now: now, expiry: regexp.MustCompile(`(20\d\d)[年.\-/](\d{1,2})[月.\-/](\d{1,2})`)}
}

// Weights are those that answers are computed with.
func (m *Matcher) Weights() *Weights { return m.weights }

// Options of a list.
type Options struct {
	Top      int  `json:"top,omitempty"`      // at most this many candidates; 0 is all
	Anyway   bool `json:"anyway,omitempty"`   // list makers too where the link's status is unknown
	Diverse  int  `json:"diverse,omitempty"`  // at most this many candidates of one province; 0 any
	Excluded int  `json:"excluded,omitempty"` // at most this many excluded are listed; 0 as the weights file says
	// Park is the id of a park of the home region for which firms are sought;
	// "" for the region as such.
	Park string `json:"park,omitempty"`
}

// ForGap ranks firms for a gap; NotFound where the diagnosis has no such gap.
func (m *Matcher) ForGap(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, gap string, o Options) (*Answer, error) {
	g, ok := d.Gap(gap)
	if !ok {
		return nil, graph.Errorf(graph.NotFound, "没有编号为 %s 的缺口", gap)
	}
	a, err := m.ForLink(ctx, r, d, g.Link, o)
	if err != nil {
		return nil, err
	}
	a.Gap, a.Why = g.ID, g.Why
	return a, nil
}

// ForLink ranks firms that could bring a link's product; NotFound for an
// unknown link or park. Where the link's status is unknown the list is empty, unless it
// is asked for anyway, and the answer says which data would settle it.
func (m *Matcher) ForLink(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, o Options) (*Answer, error) {
	x, ok := d.Links[link]
	if !ok {
		return nil, graph.Errorf(graph.NotFound, "没有名为 %s 的环节", link)
	}
	a := m.answer(d)
	a.Link, a.LinkName, a.Why = link, x.Link.Name, x.Why
	if err := a.restrict(d, x, o.Park); err != nil {
		return nil, err
	}
	if x.Status == diagnosis.Unknown {
		a.addNote("数据不足，尚不能说是缺口：" + x.Why)
		if !o.Anyway {
			return a, nil
		}
	}
	p, err := m.gather(ctx, r, d, link, cmp.Or(o.Excluded, m.weights.Limits.Excluded))
	if err != nil {
		return nil, err
	}
	p.bar(a.Constraints)
	s, err := m.scoring(ctx, r, d, link, p)
	if err != nil {
		return nil, err
	}
	s.about(d, x)
	a.fill(s, p, o)
	a.Local = m.local(d, x)
	a.Technology, err = m.technology(ctx, r, link)
	return a, err
}

// answer is an empty one for a diagnosis.
func (m *Matcher) answer(d *diagnosis.Diagnosis) *Answer {
	return &Answer{Version: Version{Record: d.Version, Rules: d.RulesVersion, Weights: m.weights.Version}, Candidates: []Candidate{},
		Excluded: []Excluded{}, ExcludedCounts: map[string]int{}, Local: []Local{}, Technology: []Local{}, Order: orderText}
}

// fill ranks a pool into the answer.
func (a *Answer) fill(s *scoring, p *pool, o Options) {
	a.Candidates = rank(s, p.entries)
	a.Total = len(a.Candidates)
	a.Candidates = cut(a.Candidates, o)
	a.Excluded, a.ExcludedCounts = p.listed(), p.counts
}

// cut keeps the top of a list, on request with few of any one province.
func cut(list []Candidate, o Options) []Candidate {
	if o.Diverse > 0 {
		of := map[string]int{}
		list = slices.DeleteFunc(list, func(c Candidate) bool {
			province := c.Firm.Region[:min(2, len(c.Firm.Region))]
			of[province]++
			return of[province] > o.Diverse
		})
	}
	if o.Top > 0 && len(list) > o.Top {
		list = list[:o.Top]
	}
	for i := range list {
		list[i].Rank = i + 1
	}
	return list
}

// scoring gathers what the scorer needs beside the firms of any list.
func (m *Matcher) scoring(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, p *pool) (*scoring, error) {
	traits := &d.State().Traits
	s := &scoring{weights: m.weights, now: m.now(), expiry: m.expiry, place: m.place, west: traits.West, nextDoor: traits.Neighbourhood,
		verb: "生产", names: map[string]string{}}
	for id, l := range d.Links {
		s.names[id] = l.Link.Name
	}
	var err error
	s.ties, err = m.findTies(ctx, r, d, link, p.entries)
	return s, err
}

// about tells the scorer of the link that is asked for.
func (s *scoring) about(d *diagnosis.Diagnosis, x *diagnosis.LinkDiagnosis) {
	s.linkName = x.Link.Name
	s.advantage, s.inputs = d.SupplyPush(x.Link.ID)
	if class := slices.Min(append(slices.Clone(x.Link.Industry), "99")); class < "06" || class > "46" && class != "99" {
		s.verb = "从事"
	}
	s.capacity = map[string]graph.Indicator{}
	for _, i := range d.State().Indicators {
		if i.Link == x.Link.ID && i.Measure == "capacity" && i.Value != nil && i.Date >= s.capacity[i.Subject].Date {
			s.capacity[i.Subject] = i
		}
	}
	for _, figure := range []string{"leakage", "demand"} {
		if v := x.Figures[figure].Value; v != nil && s.need == nil {
			s.need = v
		}
	}
}

// rank scores, orders and folds groups, by the rule that orderText states.
func rank(s *scoring, entries []entry) []Candidate {
	type scored struct {
		Candidate
		group string
	}
	all := make([]scored, len(entries))
	for i := range entries {
		all[i] = scored{s.score(&entries[i]), groupOf(&entries[i].firm)}
	}
	slices.SortFunc(all, func(a, b scored) int { return better(&a.Candidate, &b.Candidate) })
	first := map[string]int{}
	list := []Candidate{}
	for _, c := range all {
		if at, seen := first[c.group]; seen && c.group != "" {
			list[at].Members = append(list[at].Members, c.Firm)
			continue
		}
		first[c.group] = len(list)
		c.Rank = len(list) + 1
		list = append(list, c.Candidate)
	}
	return list
}

// better is negative where a stands before b.
func better(a, b *Candidate) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(uncoded(a), uncoded(b)),
		strings.Compare(a.Firm.Code, b.Firm.Code), strings.Compare(a.Firm.ID, b.Firm.ID))
}

func uncoded(c *Candidate) int {
	if c.Firm.Code == "" {
		return 1
	}
	return 0
}

func groupOf(f *graph.Firm) string { return graph.NameKey(f.Text(graph.FieldGroup)) }
