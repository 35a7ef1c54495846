package diagnosis

import (
	"fmt"
	"slices"
	"strings"
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
	for _, c := range x.Link.Constraints {
		if c.Effect != "condition" && d.inForce(c.Where, c.From, c.Until) && len(c.Parks) == 0 {
			add(Constrained, c.Text+"（"+c.Source+"，"+c.From+"起）")
		}
	}
	if near := x.Figures["neighbours"]; near.Value != nil && *near.Value > 0 && x.Status != Strong {
		add(Joint, "周边已有："+strings.Join(near.Inputs, "、"))
	}
	if demand := x.Figures.value("demand"); g.Kind == Fill && demand != nil && x.Link.Scale != nil && x.Link.Scale.Value != nil {
		least := *x.Link.Scale.Value * baseUnits()[x.Link.Scale.Unit]
		if least > 0 && *demand < d.rules.Status.Strengthen.EconomicShare*least {
			add(Joint, fmt.Sprintf("本地需求 %s 不到经济规模 %s 的三成，应与周边合计", trim(*demand), trim(least)))
		}
	}
	if h := x.Figures["hostability"]; h.Value != nil && *h.Value == 0 {
		add(NotHostable, "本地缺少："+strings.Join(h.Inputs, "、"))
	}
	if m := x.Figures["market"]; m.Value != nil && *m.Value < d.rules.Status.Glut.UtilisationBelow {
		add(Glut, fmt.Sprintf("全国开工率 %.0f%%（%s）", 100**m.Value, strings.Join(m.Inputs, "")))
	}
}

// inForce says whether a rule holds at home on the day of the diagnosis.
func (d *Diagnosis) inForce(where []string, from, until string) bool {
	if from != "" && d.Day < from || until != "" && d.Day > until {
		return false
	}
	if len(where) == 0 {
		return true
	}
	return slices.ContainsFunc(where, func(prefix string) bool { return strings.HasPrefix(d.state.Home, prefix) })
}
