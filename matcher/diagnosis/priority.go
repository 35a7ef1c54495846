package diagnosis

import (
	"fmt"
	"math"
	"strings"

	"liantu/graph"
)

// Part is one named addend of a gap's priority. A nil Value is unknown and
// adds nothing.
type Part struct {
	Part   string   `json:"part"`
	Name   string   `json:"name"`
	Weight float64  `json:"weight"`
	Value  *float64 `json:"value"`
	Points float64  `json:"points"`
	Inputs []string `json:"inputs,omitempty"`
}

// prioritise sums the parts; the priority is exactly the sum of their points.
func (d *Diagnosis) prioritise(x *LinkDiagnosis, n neighbours, g *Gap) {
	for _, rule := range d.rules.Priority.Parts {
		p := Part{Part: rule.Part, Name: rule.Name, Weight: rule.Weight}
		p.Value, p.Inputs = d.partValue(rule.Part, x, n, g)
		if p.Value != nil {
			v := math.Min(1, math.Max(0, *p.Value))
			p.Value = &v
			if v != 0 { // a negative weight must not write -0
				p.Points = v * rule.Weight
			}
		}
		g.Parts = append(g.Parts, p)
		g.Priority += p.Points
	}
}

func (d *Diagnosis) partValue(part string, x *LinkDiagnosis, n neighbours, g *Gap) (*float64, []string) {
	known := func(v float64, inputs ...string) (*float64, []string) { return &v, inputs }
	switch part {
	case "kind":
		name := string(g.Kind)
		if g.Kind == Strengthen && g.Confidence == ByCounts {
			name += "_by_counts"
		}
		return known(d.rules.Priority.Kind[name], name)
	case "demand_pull":
		return d.demandPull(x, n, g)
	case "supply_push":
		return d.SupplyPush(x.Link.ID)
	case "plan":
		if len(x.Link.Articles) == 0 {
			return known(0, "没有条款点名")
		}
		return known(1, strings.TrimPrefix(articlesText(x.Link.Articles), "；"))
	case "relatedness":
		return d.relatedness.density(x.Link.ID)
	case "position":
		reach := len(d.downstream(x.Link.ID, 3))
		return known(float64(reach)/d.rules.Priority.Saturation.Reach, fmt.Sprintf("三步之内的下游环节 %d 个", reach))
	case "cost":
		for _, c := range x.Link.Catalogue {
			if c.Class == "两高" {
				return known(1, "两高："+c.Source)
			}
		}
		return nil, []string{"能耗、水耗与目录类别不详"}
	case "constraint":
		for _, gate := range g.GateDetails {
			if gate.Gate == Constrained {
				return known(1, gate.Text)
			}
		}
		return known(0, "没有在本地有效的限制")
	case "market":
		m := x.Figures["market"]
		if m.Value == nil {
			return nil, []string{m.Text}
		}
		return known(1-*m.Value, append([]string{m.Text}, m.Inputs...)...)
	}
	return nil, []string{"规则文件中的分项 " + part + " 没有算法"}
}

// demandPull is the share of demand that leaks where that is known, else the
// number of local users and buying links against saturation.
func (d *Diagnosis) demandPull(x *LinkDiagnosis, n neighbours, g *Gap) (*float64, []string) {
	if leak, demand := x.Figures.value("leakage"), x.Figures.value("demand"); leak != nil && demand != nil && *demand > 0 {
		v := *leak / *demand
		return &v, []string{fmt.Sprintf("外流 %s ÷ 需求 %s", trim(*leak), trim(*demand))}
	}
	if g.Kind == Strengthen {
		return nil, []string{"本地已有供应，外流不详"}
	}
	buyers := 0
	for _, id := range n.buyers {
		buyers += d.state.producers(id)
	}
	users := int(*x.Figures.value("users"))
	v := float64(buyers+users) / d.rules.Priority.Saturation.Users
	return &v, []string{fmt.Sprintf("下游生产企业 %d 家，使用企业 %d 家（产能不详，只计家数）", buyers, users)}
}

// SupplyPush is the share of the process's inputs that are made here; where
// alternatives share a group, one of them is enough.
func (d *Diagnosis) SupplyPush(link string) (*float64, []string) {
	here := map[string]bool{}
	var made []string
	for _, f := range d.state.Flows {
		if f.To != link || f.Kind == graph.Relation {
			continue
		}
		slot := f.Group
		if slot == "" {
			slot = f.From
		}
		is := d.state.isPresent(f.From)
		here[slot] = here[slot] || is
		if is {
			made = append(made, d.state.name(f.From))
		}
	}
	if len(here) == 0 {
		return nil, []string{"没有登记原料关系"}
	}
	n := 0
	for _, is := range here {
		if is {
			n++
		}
	}
	v := float64(n) / float64(len(here))
	text := fmt.Sprintf("%d 种原料中本地有 %d 种", len(here), n)
	if n > 0 {
		text += "：" + strings.Join(made, "、")
	}
	return &v, []string{text}
}

// downstream are the links within some steps down the flows.
func (d *Diagnosis) downstream(link string, depth int) map[string]bool {
	seen := map[string]bool{}
	frontier := []string{link}
	for range depth {
		var next []string
		for _, id := range frontier {
			for _, to := range d.next[id] {
				if to != link && !seen[to] {
					seen[to] = true
					next = append(next, to)
				}
			}
		}
		frontier = next
	}
	return seen
}
