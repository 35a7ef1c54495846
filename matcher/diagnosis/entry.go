package diagnosis

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"liantu/graph"
)

// EntryFile holds the lists of what may not, or only on conditions, newly come.
const EntryFile = "rules/entry.yaml"

// EntryRules are rules/entry.yaml.
type EntryRules struct {
	Version string            `yaml:"version"`
	Rules   []graph.EntryRule `yaml:"rules"`
}

// loadEntry reads the entry rules; a record of before they were written has none.
func loadEntry(fsys fs.FS) (EntryRules, []byte, error) {
	var rules EntryRules
	b, err := fs.ReadFile(fsys, EntryFile)
	if errors.Is(err, fs.ErrNotExist) {
		return rules, nil, nil
	}
	if err == nil {
		err = yaml.UnmarshalWithOptions(b, &rules, yaml.Strict())
	}
	if err != nil {
		return rules, nil, graph.Wrap(graph.Invalid, err, "规则文件 %s 有误", EntryFile)
	}
	return rules, b, nil
}

// Barrier is a rule that stands against a link's product coming to the home
// region, or to one of its parks.
type Barrier struct {
	Rule     string   `json:"rule,omitempty"`
	List     string   `json:"list"`            // 产业政策, a negative list, or the park's own
	Park     string   `json:"park,omitempty"`  // id of the park whose rule it is
	Effect   string   `json:"effect"`          // forbidden | quota | condition
	Firms    []string `json:"firms,omitempty"` // words in the type of the firms that alone are meant
	Words    []string `json:"words,omitempty"` // words by which the meant firms speak of themselves
	Text     string   `json:"text"`
	Source   string   `json:"source"`
	From     string   `json:"from,omitempty"`
	Verified *bool    `json:"verified"` // nil where the rule does not say
	Note     string   `json:"note,omitempty"`
	Instead  string   `json:"instead,omitempty"` // what could serve instead
}

// Cited is the rule with its source and date, as answers say it.
func (b *Barrier) Cited() string {
	text := b.Text + "（" + b.Source
	if b.From != "" {
		text += "，" + b.From + "起"
	}
	if b.Verified != nil && !*b.Verified {
		text += "，未核实"
	}
	return text + "）"
}

// Forbids says whether the rule keeps some firm out.
func (b *Barrier) Forbids() bool { return b.Effect == graph.Forbidden }

// Blocks says whether the rule keeps everybody out.
func (b *Barrier) Blocks() bool { return b.Forbids() && b.everybody() }

// Gates says whether the rule makes a gap a constrained one.
func (b *Barrier) Gates() bool { return b.Effect != graph.OnCondition && b.everybody() }

func (b *Barrier) everybody() bool { return len(b.Firms)+len(b.Words) == 0 }

// Bars says whether the rule keeps out a firm of this type that says this of itself.
func (b *Barrier) Bars(kind, said string) bool {
	rule := graph.EntryRule{Firms: b.Firms, Words: b.Words}
	return b.Forbids() && rule.MeansFirm(kind, said)
}

// Listens says whether it hangs on what a firm of this type says of itself
// whether the rule keeps it out.
func (b *Barrier) Listens(kind string) bool {
	rule := graph.EntryRule{Firms: b.Firms}
	return b.Forbids() && len(b.Words) > 0 && rule.MeansType(kind)
}

// The lists that are not written in rules/entry.yaml.
const (
	policyList = "产业政策"
	parkList   = "园区限制"
)

// Barriers are the rules on a link's product that hold today in a park of the
// home region, or, where park is nil, in the region as such; those that forbid
// come first. Each says what could serve instead.
func (d *Diagnosis) Barriers(l *graph.Link, park *graph.Park) []Barrier {
	list := d.rulesAgainst(l, park)
	for i := range list {
		list[i].Instead = d.instead(&list[i], l, park)
	}
	return list
}

func (d *Diagnosis) rulesAgainst(l *graph.Link, park *graph.Park) []Barrier {
	list := []Barrier{}
	within, place := d.state.withParents(park), d.state.Home
	if park != nil {
		place = park.Region
	}
	for _, c := range l.Constraints {
		if !d.inForce(c.Where, c.From, c.Until, place) {
			continue
		}
		b := Barrier{List: policyList, Effect: c.Effect, Text: c.Text, Source: c.Source, From: c.From}
		if len(c.Parks) > 0 {
			at := slices.IndexFunc(within, func(p *graph.Park) bool { return slices.Contains(c.Parks, p.ID) })
			if at < 0 {
				continue
			}
			b.Park, b.List = within[at].ID, parkList
		}
		list = append(list, b)
	}
	owner := d.state.ownerOf(l.ID)
	for i := range d.rules.Entry.Rules {
		r := &d.rules.Entry.Rules[i]
		if r.Means(l, owner) && d.inForce(r.Where, r.From, r.Until, place) {
			list = append(list, barriersOf(r, park)...)
		}
	}
	for _, p := range within {
		for i := range p.Constraints {
			if r := &p.Constraints[i]; r.Means(l, owner) && d.inForce(r.Where, r.From, r.Until, place) {
				b := barrierOf(r, parkList)
				b.Park = p.ID
				list = append(list, b)
			}
		}
	}
	order := []string{graph.Forbidden, graph.ByQuota, graph.OnCondition}
	slices.SortStableFunc(list, func(a, b Barrier) int {
		return cmp.Compare(slices.Index(order, a.Effect), slices.Index(order, b.Effect))
	})
	return list
}

func barrierOf(r *graph.EntryRule, list string) Barrier {
	return Barrier{Rule: r.ID, List: cmp.Or(r.List, list), Effect: r.Effect, Firms: r.Firms, Words: r.Words, Text: r.Text, Source: r.Source, From: r.From,
		Verified: &r.Verified, Note: r.Note}
}

// barriersOf applies a rule of the lists: one that is tied to chemical parks
// says nothing where no park is asked for, and is no more than a condition
// where it is not known whether the park is certified.
func barriersOf(r *graph.EntryRule, park *graph.Park) []Barrier {
	b := barrierOf(r, policyList)
	if r.ChemicalPark == "" {
		return []Barrier{b}
	}
	if park == nil {
		return nil
	}
	c := &park.Chemical
	b.Park = park.ID
	switch {
	case c.Certified != graph.CertifiedYes && c.Certified != graph.CertifiedNo:
		b.Effect = graph.OnCondition
		b.Text += "；" + park.Name + "是否为认定的化工园区不详，须先查明"
	case (c.Certified == graph.CertifiedYes) != (r.ChemicalPark == graph.ChemicalInside):
		return nil
	case c.Certified == graph.CertifiedYes:
		b.Text += "；" + park.Name + "是认定的" + cmp.Or(c.Kind, "化工园区") + "（" + c.Source + "）"
	default:
		b.Text += "；" + park.Name + "不是认定的化工园区（" + c.Source + "）"
	}
	return []Barrier{b}
}

// instead says what could serve where a rule forbids or asks for quota.
func (d *Diagnosis) instead(b *Barrier, l *graph.Link, park *graph.Park) string {
	if !b.Gates() {
		return ""
	}
	var parts []string
	if b.Park != "" {
		if others := d.otherParks(l, park); len(others) > 0 {
			parts = append(parts, "本地其他园区："+strings.Join(others, "、"))
		}
	}
	if text := d.answerTo(b.Effect, d.whereOf(b, l), l.ID); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, "。")
}

// whereOf is how far the rule behind a barrier reaches.
func (d *Diagnosis) whereOf(b *Barrier, l *graph.Link) []string {
	for _, c := range l.Constraints {
		if b.Rule == "" && c.Text == b.Text && c.Source == b.Source {
			return c.Where
		}
	}
	for _, r := range d.rules.Entry.Rules {
		if r.ID == b.Rule {
			return r.Where
		}
	}
	return nil
}

// otherParks are the parks of the home region that no rule closes to a link's
// product, each with the conditions that hold there.
func (d *Diagnosis) otherParks(l *graph.Link, but *graph.Park) []string {
	var list []string
	for i := range d.state.Parks {
		p := &d.state.Parks[i]
		if p.Kind != graph.SinglePark || but != nil && p.ID == but.ID {
			continue
		}
		rules := d.rulesAgainst(l, p)
		if slices.ContainsFunc(rules, func(b Barrier) bool { return b.Blocks() }) {
			continue
		}
		text := p.Name
		switch {
		case slices.ContainsFunc(rules, func(b Barrier) bool { return b.Gates() }):
			text += "（须置换）"
		case slices.ContainsFunc(rules, func(b Barrier) bool { return b.Park != "" && b.everybody() }):
			text += "（附条件）"
		}
		list = append(list, text)
	}
	return list
}

// ParkNamed is a park of the home region by its id, name or other name;
// NotFound where there is none.
func (d *Diagnosis) ParkNamed(id string) (*graph.Park, error) {
	for i := range d.state.Parks {
		if p := &d.state.Parks[i]; p.ID == id || p.Name == id || slices.Contains(p.Aliases, id) {
			return p, nil
		}
	}
	return nil, graph.Errorf(graph.NotFound, "本地没有 id 为 %s 的园区，可用 liantu parks 查看", id)
}

// withParents is a park and what it is a part of.
func (s *State) withParents(p *graph.Park) []*graph.Park {
	var list []*graph.Park
	for p != nil && !slices.Contains(list, p) {
		list = append(list, p)
		at := slices.IndexFunc(s.Parks, func(o graph.Park) bool { return o.ID == p.Parent })
		if at < 0 {
			break
		}
		p = &s.Parks[at]
	}
	return list
}

func (s *State) ownerOf(link string) string {
	if chains := s.ChainsOf[link]; len(chains) > 0 {
		return chains[0]
	}
	return ""
}
