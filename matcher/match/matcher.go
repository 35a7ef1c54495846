package match

import (
	"cmp"
	"context"
	"regexp"
	"slices"
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

	mu       sync.Mutex // guards what is kept of the record's regions and of the latest diagnosis
	brander  *brander
	brands   map[string][]*bearer
	brandsOf *diagnosis.State
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
func (m *Matcher) ForGap(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, gap string, roster *Roster, o Options) (*Answer, error) {
	g, ok := d.Gap(gap)
	if !ok {
		return nil, graph.Errorf(graph.NotFound, "没有编号为 %s 的缺口", gap)
	}
	a, err := m.ForLink(ctx, r, d, g.Link, roster, o)
	if err != nil {
		return nil, err
	}
	a.Gap, a.Why = g.ID, g.Why
	return a, nil
}

// ForLink ranks firms that could bring a link's product; NotFound for an
// unknown link or park. Where the link's status is unknown the list is empty,
// unless it is asked for anyway, and the answer says which data would settle
// it. The firms are found in the roster, which must be that of r's snapshot,
// or, where it is nil, in the record: the answer is the same.
func (m *Matcher) ForLink(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, roster *Roster, o Options) (*Answer, error) {
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
	from, err := m.source(ctx, r, roster)
	if err != nil {
		return nil, err
	}
	p, err := m.gather(ctx, from, d, link, cmp.Or(o.Excluded, m.weights.Limits.Excluded))
	if err != nil {
		return nil, err
	}
	if err := m.standBeside(ctx, r, link, p.cards); err != nil {
		return nil, err
	}
	if err := p.bar(ctx, r, link, a.Constraints); err != nil {
		return nil, err
	}
	s, err := m.scoring(ctx, r, from, d, link, p)
	if err != nil {
		return nil, err
	}
	s.about(d, x)
	err = a.fill(ctx, r, s, p, o, func(list []ranked) ([]entry, error) {
		presences, err := presencesOf(ctx, r, link, idsOf(list))
		if err != nil {
			return nil, err
		}
		return entriesOf(ctx, r, list, nil, presences)
	})
	if err != nil {
		return nil, err
	}
	a.Local = m.local(d, x)
	a.Technology, err = m.technology(ctx, r, from, link)
	return a, err
}

// source is the roster where there is one, else the record.
func (m *Matcher) source(ctx context.Context, r graph.Reader, roster *Roster) (source, error) {
	b, err := m.branderOf(ctx, r)
	if err != nil {
		return nil, err
	}
	if roster != nil {
		return &fromRoster{Roster: roster, given: bitsFor(len(roster.firms))}, nil
	}
	return &fromRecord{Matcher: m, r: r, b: b, given: map[string]bool{}}, nil
}

// answer is an empty one for a diagnosis.
func (m *Matcher) answer(d *diagnosis.Diagnosis) *Answer {
	return &Answer{Version: Version{Record: d.Version, Rules: d.RulesVersion, Weights: m.weights.Version}, Candidates: []Candidate{},
		Excluded: []Excluded{}, ExcludedCounts: map[string]int{}, Local: []Local{}, Technology: []Local{}, Order: orderText}
}

// fill ranks a pool into the answer; entries are read of those alone that it
// shows.
func (a *Answer) fill(ctx context.Context, r graph.Reader, s *scoring, p *pool, o Options, entries func([]ranked) ([]entry, error)) error {
	s.weigh()
	list, total := rank(s, p.cards, o)
	a.Total = total
	full, err := entries(list)
	if err != nil {
		return err
	}
	a.take(s, list, full)
	a.ExcludedCounts = p.counts
	a.Excluded, err = p.listed(ctx, r, a.Link)
	return err
}

// take makes candidates of a ranked list.
func (a *Answer) take(s *scoring, list []ranked, entries []entry) {
	for i := range list {
		c := s.receipt(&list[i], &entries[i])
		c.Rank = i + 1
		a.Candidates = append(a.Candidates, c)
	}
}

// scoring gathers what the scorer needs beside the firms of any list.
func (m *Matcher) scoring(ctx context.Context, r graph.Reader, from source, d *diagnosis.Diagnosis, link string, p *pool) (*scoring, error) {
	traits := &d.State().Traits
	now := m.now()
	s := &scoring{weights: m.weights, now: now, today: now.Format(time.DateOnly), expiry: m.expiry, place: m.place, west: traits.West,
		verb: "生产", names: map[string]string{}}
	for _, region := range traits.Neighbourhood {
		s.nextDoor = append(s.nextDoor, graph.AreaOf(region))
	}
	for strength, worth := range m.weights.Fit.Strength {
		s.strengths[strength.Rank()] = worth
	}
	for id, l := range d.Links {
		s.names[id] = l.Link.Name
	}
	var err error
	s.ties, err = m.findTies(ctx, r, from, d, link, p.cards)
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
