package diagnosis

import (
	"strings"

	"liantu/graph"
)

// strengthens says whether a present link is short or backward, and fills in
// the gap's modes.
func (d *Diagnosis) strengthens(x *LinkDiagnosis, g *Gap) bool {
	why := d.shortOf(x)
	if len(why) > 0 {
		g.Modes = append(g.Modes, "short")
	}
	if x.Status == Strong {
		if class := d.upgradeClass(x.Link); class != "" {
			g.Modes = append(g.Modes, "upgrade")
			why = append(why, "规模虽强而属"+class+"，应以技改和链主带动升级，不是再添一家")
		}
	}
	g.Kind, g.Rule = Strengthen, "present+"+strings.Join(g.Modes, "+")
	g.Why = "已有而需强：" + strings.Join(why, "，")
	return len(g.Modes) > 0
}

// shortOf says in what a present link is short. A by-product in surplus is
// not short, and few firms are a shortage only where the record holds the
// region's registrations: a list of known firms is a sample.
func (d *Diagnosis) shortOf(x *LinkDiagnosis) []string {
	rules := &d.rules.Status.Strengthen
	var why []string
	ss := x.Figures["self_sufficiency"]
	surplus := x.Figures.value("byproduct_surplus")
	coverage := x.Figures.value("coverage")
	counted := coverage != nil && *coverage >= rules.CountsNeed
	switch {
	case ss.Value != nil && *ss.Value < rules.ShortBelow && ss.Limit != AtLeast:
		why = append(why, "自给不足（"+ss.said()+"）")
	case !counted:
	case ss.Value == nil && x.Figures.value("capacity") == nil && len(x.Link.Articles) > 0 && (surplus == nil || *surplus <= 0) &&
		x.Status != Strong && d.state.producers(x.Link.ID) > 0 && *x.Figures.value("producers") < rules.ManyProducers:
		why = append(why, "家数少，产能不详")
	}
	largest, mean := x.Figures["scale_ratio"], x.Figures["scale_mean"]
	switch {
	case largest.Value != nil && largest.Limit != AtLeast && *largest.Value < 1:
		why = append(why, "最大装置低于经济规模")
	case largest.Value == nil && mean.Value != nil && *mean.Value < 1:
		why = append(why, "平均装置低于经济规模（最大装置不详）")
	}
	if v := x.Figures.value("dependence"); counted && v != nil && *v > 0 {
		why = append(why, "下游只依赖一家供应")
	}
	return why
}

// upgradeClass is the catalogue class that marks a link as backward in energy
// use or technology, "" where none does. Article 4 asks for its upgrade.
func (d *Diagnosis) upgradeClass(l *graph.Link) string {
	for _, c := range l.Catalogue {
		for _, class := range d.rules.Status.Strengthen.UpgradeClasses {
			if c.Class == class {
				return class
			}
		}
	}
	return ""
}
