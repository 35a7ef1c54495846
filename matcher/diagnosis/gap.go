package diagnosis

import (
	"fmt"
	"slices"
	"strings"

	"liantu/graph"
)

// Kind is why a gap is one.
type Kind string

// The kinds, in order of precedence.
const (
	Fill       Kind = "fill"
	Extend     Kind = "extend"
	Add        Kind = "add"
	Strengthen Kind = "strengthen"
)

// The gates a gap can meet.
const (
	Constrained = "constrained"
	Joint       = "joint"
	NotHostable = "not_hostable"
	Glut        = "glut"
)

// Gap is a diagnosed need of the home region at a link.
type Gap struct {
	ID          string     `json:"id"`
	Link        string     `json:"link"`
	LinkName    string     `json:"link_name"`
	Chains      []string   `json:"chains"`
	Kind        Kind       `json:"kind"`
	Modes       []string   `json:"modes,omitempty"` // of strengthen: short, upgrade
	Gates       []string   `json:"gates"`
	GateDetails []Gate     `json:"gate_details,omitempty"`
	Priority    float64    `json:"priority"`
	Parts       []Part     `json:"parts"`
	Why         string     `json:"why"`
	Rule        string     `json:"rule"`
	Articles    []int      `json:"articles,omitempty"`
	Confidence  Confidence `json:"confidence"`
}

// Gate is a gate with the rule, neighbour or figure behind it.
type Gate struct {
	Gate string `json:"gate"`
	Text string `json:"text"`
}

// Confidence says how much a gap rests on: full figures, or counts only.
type Confidence string

// The confidences.
const (
	ByFigures Confidence = "figures"
	ByCounts  Confidence = "counts"
)

// GapID is the id of the gap that a region can have at a link.
func GapID(region, link string) string { return region + "-" + link }

// neighbourhood of a link in the flows, as far as it is present here.
type neighbours struct {
	buyers, feeders []string // ids of present links
}

func (d *Diagnosis) neighboursOf(link string) neighbours {
	var n neighbours
	seen := map[string]bool{}
	add := func(list *[]string, id string) {
		if id != link && !seen[id] && d.state.isPresent(id) {
			seen[id] = true
			*list = append(*list, id)
		}
	}
	for _, f := range d.state.Flows {
		if f.From == link && (f.Kind == graph.Relation || f.Kind == graph.Input && !d.state.served(f)) {
			add(&n.buyers, f.To)
		}
	}
	for _, f := range d.state.Flows {
		if f.To == link {
			add(&n.feeders, f.From)
		}
	}
	return n
}

// gapAt applies the rules in their order of precedence; nil where none holds.
func (d *Diagnosis) gapAt(x *LinkDiagnosis) *Gap {
	l := x.Link
	if l.Context {
		return nil
	}
	n := d.neighboursOf(l.ID)
	g := &Gap{ID: GapID(d.state.Home, l.ID), Link: l.ID, LinkName: l.Name, Chains: d.state.ChainsOf[l.ID],
		Articles: l.Articles, Confidence: ByCounts}
	if x.Figures.value("self_sufficiency") != nil {
		g.Confidence = ByFigures
	}
	users := x.Figures.value("users")
	switch {
	case x.Status == Blank && (users != nil && *users > 0 || len(n.buyers) > 0):
		g.Kind, g.Rule = Fill, "blank+buyers"
		g.Why = fmt.Sprintf("空白，本地已有用户：%s", d.listed(n.buyers, x.Figures["users"].Inputs))
		if len(n.feeders) > 0 {
			g.Rule = "blank+between"
			g.Why += "；原料本地也有：" + d.listed(n.feeders, nil)
		}
		if least, ok := economicScale(l); ok && x.Figures.value("demand") == nil {
			g.Why += "；需求不详，撑不撑得起一座经济规模（" + say(least, yearly(l)) + "）的厂须先查明"
		}
	case x.Status == Blank && len(n.feeders) > 0:
		g.Kind, g.Rule = Extend, "blank+feedstock"
		g.Why = fmt.Sprintf("空白，是本地%s的下游；未见本地用户", d.listed(n.feeders, nil))
	case x.Status == Blank && len(l.Articles) > 0:
		g.Kind, g.Rule = Add, "blank+article"
		g.Why = "空白，本地没有上下游"
	case x.Status == Fair || x.Status == Weak || x.Status == Strong:
		if !d.strengthens(x, g) {
			return nil
		}
	default:
		return nil
	}
	g.Why += articlesText(l.Articles) + "。" + x.Why
	d.gates(x, g)
	d.prioritise(x, n, g)
	return g
}

// served says whether another input of the flow's group is made here, so that
// its process has what it needs without this one.
func (s *State) served(f graph.Flow) bool {
	return f.Group != "" && slices.ContainsFunc(s.Flows, func(o graph.Flow) bool {
		return o.To == f.To && o.Group == f.Group && o.From != f.From && s.isPresent(o.From)
	})
}

func (d *Diagnosis) listed(links, firms []string) string {
	var all []string
	for _, id := range links {
		all = append(all, d.state.name(id))
	}
	return strings.Join(append(all, firms...), "、")
}

func articlesText(articles []int) string {
	if len(articles) == 0 {
		return ""
	}
	text := make([]string, len(articles))
	for i, a := range articles {
		text[i] = fmt.Sprint(a)
	}
	return "；意见第" + strings.Join(text, "、") + "条点名"
}
