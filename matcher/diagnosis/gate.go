package diagnosis

import (
	"fmt"
	"slices"
	"strings"

	"liantu/graph"
)

// gates says what stands in a gap's way or alters it. None hides the gap.
func (d *Diagnosis) gates(x *LinkDiagnosis, g *Gap) {
	g.Gates = []string{}
	add := func(gate, text string) {
		if !slices.Contains(g.Gates, gate) {
			g.Gates = append(g.Gates, gate)
		}
		g.GateDetails = append(g.GateDetails, Gate{gate, text})
	}
	for _, text := range d.constrained(x.Link) {
		add(Constrained, text)
	}
	if near := d.state.nearBy(x.Link.ID, nil); len(near) > 0 && x.Status != Strong {
		add(Joint, "周边已有："+strings.Join(near, "；"))
	}
	if text := d.tooSmall(x, g); text != "" {
		add(Joint, text)
	}
	if h := x.Figures["hostability"]; h.Value != nil && *h.Value == 0 {
		add(NotHostable, "本地缺少："+strings.Join(h.Inputs, "、"))
	}
	if m := x.Figures["market"]; m.Value != nil && *m.Value < d.rules.Status.Glut.UtilisationBelow {
		add(Glut, fmt.Sprintf("全国开工率 %.0f%%（%s）", 100**m.Value, strings.Join(m.Inputs, "")))
	}
}

// constrained are the rules on new capacity at a link that hold here today.
func (d *Diagnosis) constrained(l *graph.Link) []string {
	list := []string{}
	for _, b := range d.Barriers(l, nil) {
		if b.Gates() {
			list = append(list, b.Cited()+"。"+b.Instead)
		}
	}
	return list
}

// answerTo says, under a rule on new capacity, whose quota or whose product
// could serve: makers here and in the neighbourhood as far as the rule
// reaches hold the capacity that can be replaced; others can only sell.
func (d *Diagnosis) answerTo(effect string, where []string, link string) string {
	within := d.state.nearBy(link, func(code string) bool { return reaches(where, code) })
	beyond := d.state.nearBy(link, func(code string) bool { return !reaches(where, code) })
	var parts []string
	if effect == graph.ByQuota {
		here := firstNames(names(present(d.state.Here[link], graph.Producer)))
		switch {
		case len(here)+len(within) == 0:
			parts = append(parts, "记录中规则所及范围内没有同类产能可供置换")
		case len(here) > 0:
			parts = append(parts, "可置换的产能：本地 "+strings.Join(here, "、"))
			fallthrough
		default:
			if len(within) > 0 {
				parts = append(parts, "规则范围内的周边可置换："+strings.Join(within, "；"))
			}
		}
	} else {
		beyond = slices.Concat(within, beyond)
	}
	if len(beyond) > 0 {
		parts = append(parts, "可由周边供应："+strings.Join(beyond, "；"))
	}
	return strings.Join(parts, "。")
}

// nearBy are the makers of a link's product in the neighbourhood, by place:
// 石嘴山市 甲、乙. keep chooses among the firms' places; nil keeps all.
func (s *State) nearBy(link string, keep func(code string) bool) []string {
	by := map[string][]string{}
	for _, o := range present(s.Near[link], graph.Producer) {
		if keep != nil && !keep(o.Region) {
			continue
		}
		for _, code := range s.Traits.Neighbourhood {
			if graph.InRegion(o.Region, code) {
				by[code] = append(by[code], o.Name)
			}
		}
	}
	var list []string
	for _, code := range s.Traits.Neighbourhood {
		if firms := by[code]; len(firms) > 0 {
			place := s.Places[code]
			if place == "" {
				place = code
			}
			list = append(list, place+" "+strings.Join(firstNames(firms), "、"))
		}
	}
	return list
}

// tooSmall says that local demand alone would not carry a plant of economic
// scale. Users of unknown size are taken for a stated multiple of the least
// size at which their own trade pays.
func (d *Diagnosis) tooSmall(x *LinkDiagnosis, g *Gap) string {
	least, ok := economicScale(x.Link)
	if !ok || g.Kind != Fill || *x.Figures.value("users") > 0 {
		return ""
	}
	rules := &d.rules.Status.Strengthen
	total, guessed := 0.0, []string{}
	if known := x.Figures.value("demand"); known != nil {
		total = *known
	}
	for _, f := range d.state.Flows {
		buyers := d.state.producers(f.To)
		if f.From != x.Link.ID || f.Kind != graph.Input || buyers == 0 || d.Links[f.To].Figures.value("capacity") != nil {
			continue
		}
		size, sized := economicScale(d.state.link(f.To))
		if f.Quantity == nil || !sized {
			return "" // a user of whom not even a guess can be made
		}
		total += float64(buyers) * size * rules.TypicalMultiple * *f.Quantity
		guessed = append(guessed, fmt.Sprintf("%s %d 家按其最小经济规模的 %s 倍估", d.state.name(f.To), buyers, trim(rules.TypicalMultiple)))
	}
	if total <= 0 || total >= rules.EconomicShare*least {
		return ""
	}
	unit := yearly(x.Link)
	text := fmt.Sprintf("本地需求约 %s，不到经济规模 %s 的 %.0f%%，应与周边合计", say(total, unit), say(least, unit), 100*rules.EconomicShare)
	if len(guessed) > 0 {
		text += "（产能不详：" + strings.Join(guessed, "；") + "）"
	}
	return text
}

// inForce says whether a rule holds in a place on the day of the diagnosis.
func (d *Diagnosis) inForce(where []string, from, until, place string) bool {
	if from != "" && d.Day < from || until != "" && d.Day > until {
		return false
	}
	return reaches(where, place)
}

// reaches says whether a rule for some regions holds in a place.
func reaches(where []string, code string) bool {
	return len(where) == 0 || slices.ContainsFunc(where, func(prefix string) bool { return strings.HasPrefix(code, prefix) })
}
