package match

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Matcher ranks firms for gaps. It holds no state of the record.
type Matcher struct {
	weights *Weights
	now     func() time.Time
}

// New makes a Matcher; now tells the time for ages and freshness.
func New(weights *Weights, now func() time.Time) *Matcher {
	return &Matcher{weights: weights, now: now}
}

// WeightsVersion names the weights that answers are computed with.
func (m *Matcher) WeightsVersion() string { return m.weights.Version }

// Options of a list.
type Options struct {
	Top    int  // at most this many candidates; 0 is all
	Anyway bool // list makers too where the link's status is unknown
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
// unknown link. Where the link's status is unknown the list is empty, unless it
// is asked for anyway, and the answer says which data would settle it.
func (m *Matcher) ForLink(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, o Options) (*Answer, error) {
	x, ok := d.Links[link]
	if !ok {
		return nil, graph.Errorf(graph.NotFound, "没有名为 %s 的环节", link)
	}
	a := &Answer{Link: link, LinkName: x.Link.Name, Why: x.Why, Version: m.version(d), Candidates: []Candidate{},
		Excluded: []Excluded{}, ExcludedCounts: map[string]int{}, Local: []Local{}, Technology: []Local{}}
	if x.Status == diagnosis.Unknown {
		a.Note = "数据不足，尚不能说是缺口：" + x.Why
		if !o.Anyway {
			return a, nil
		}
	}
	p, err := m.gather(ctx, r, d, link)
	if err != nil {
		return nil, err
	}
	s, err := m.scoring(ctx, r, d, x, p)
	if err != nil {
		return nil, err
	}
	a.Candidates = rank(s, p.entries)
	a.Total = len(a.Candidates)
	if o.Top > 0 && len(a.Candidates) > o.Top {
		a.Candidates = a.Candidates[:o.Top]
	}
	if p.excluded != nil {
		a.Excluded = p.excluded
	}
	a.ExcludedCounts = p.counts
	a.Local = m.local(d, x)
	a.Technology, err = m.technology(ctx, r, link)
	return a, err
}

func (m *Matcher) version(d *diagnosis.Diagnosis) Version {
	return Version{Record: d.Version, Rules: d.RulesVersion, Weights: m.weights.Version}
}

// scoring gathers what the scorer needs beside the firms.
func (m *Matcher) scoring(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, x *diagnosis.LinkDiagnosis, p *pool) (*scoring, error) {
	s := &scoring{weights: m.weights, now: m.now(), west: d.State().Traits.West, linkName: x.Link.Name, names: map[string]string{}}
	for id, l := range d.Links {
		s.names[id] = l.Link.Name
	}
	s.advantage, s.inputs = d.SupplyPush(x.Link.ID)
	var err error
	s.ties, err = ties(ctx, r, d.State().Home, p.entries)
	return s, err
}

// ties finds who buys from or sells to a firm at home, or is of one group with it.
func ties(ctx context.Context, r graph.Reader, home string, entries []entry) (map[string][]string, error) {
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.firm.ID
	}
	supplies, err := graph.Supplies().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Both})
	if err != nil || len(supplies) == 0 {
		return nil, err
	}
	var others []string
	for _, s := range supplies {
		others = append(others, s.Supplier, s.Customer)
	}
	firms, err := graph.Firms().Get(ctx, r, others)
	if err != nil {
		return nil, err
	}
	found := map[string][]string{}
	for _, s := range supplies {
		supplier, customer := firms[s.Supplier], firms[s.Customer]
		if graph.InRegion(supplier.Region, home) {
			found[s.Customer] = append(found[s.Customer], "向本地"+supplier.Name()+"采购")
		}
		if graph.InRegion(customer.Region, home) {
			found[s.Supplier] = append(found[s.Supplier], "供货给本地"+customer.Name())
		}
	}
	return found, nil
}

// rank scores, orders and folds groups: by score, then the firm's code or id.
func rank(s *scoring, entries []entry) []Candidate {
	type scored struct {
		Candidate
		group string
	}
	all := make([]scored, len(entries))
	for i := range entries {
		all[i] = scored{s.score(&entries[i]), groupOf(&entries[i].firm)}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Firm.Code, b.Firm.Code), cmp.Compare(a.Firm.ID, b.Firm.ID))
	})
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

func groupOf(f *graph.Firm) string { return graph.NameKey(f.Text(graph.FieldGroup)) }

// technology are those who offer technology for the link: research and
// engineering services on its product.
func (m *Matcher) technology(ctx context.Context, r graph.Reader, link string) ([]Local, error) {
	const looked = 500
	presences, err := atLink(ctx, r, link, graph.Service, looked)
	if err != nil {
		return nil, err
	}
	presences = slices.DeleteFunc(presences, func(p graph.Presence) bool { return !offersTechnology(&p) })
	firms, err := firmsOf(ctx, r, presences)
	if err != nil {
		return nil, err
	}
	list := []Local{}
	for _, p := range presences {
		if f := firms[p.Firm]; f.InBeing && f.Kind == graph.Company && len(list) < m.weights.Limits.Technology {
			list = append(list, Local{Firm: refOf(&f), Text: clauseOf(&p)})
		}
	}
	return list, nil
}

func offersTechnology(p *graph.Presence) bool {
	clause := clauseOf(p)
	for _, word := range []string{"技术", "研发", "研究", "开发", "设计"} {
		if strings.Contains(clause, word) {
			return true
		}
	}
	return false
}
