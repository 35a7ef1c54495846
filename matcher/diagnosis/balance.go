package diagnosis

import (
	"math"
	"strings"

	"liantu/graph"
)

// balance are the figures that need capacities and coefficients.
func (q *quantities) balance(l *graph.Link, f Figures) {
	if q.s.isService(l.ID) {
		for _, name := range []string{"demand", "self_sufficiency", "leakage", "leakage_value", "byproduct_supply", "byproduct_surplus", "feedstock_potential"} {
			f.put(Figure{Name: name, Text: "服务类环节不作物料平衡"})
		}
		putAmount(f, "capacity", q.capacity[l.ID], q.unit(l), "产能", "没有带日期的产能指标；导入企业或地区产能即可定")
		return
	}
	need := q.demand(l.ID)
	by := q.byproduct(l.ID)
	putAmount(f, "capacity", q.capacity[l.ID], q.unit(l), "产能", "没有带日期的产能指标；导入企业或地区产能即可定")
	putAmount(f, "byproduct_supply", by, q.unit(l), "副产供给", q.byproductMissing(l.ID))
	putAmount(f, "demand", need.amount, q.unit(l), "本地需求"+need.note(), need.missing())
	surplus(f, by, need.amount, q.unit(l))
	supply, limit, known := 0.0, Exact, false
	for _, a := range []*amount{q.capacity[l.ID], by} {
		if a != nil {
			known, supply = true, supply+a.value
			if a.bound == AtLeast {
				limit = AtLeast
			}
		}
	}
	selfSufficiency(f, known, supply, limit, need.amount, q.unit(l))
	q.s.money(l, f)
	q.potential(l, f)
}

func putAmount(f Figures, name string, a *amount, unit, meaning, missing string) {
	if a == nil {
		f.put(Figure{Name: name, Text: missing})
		return
	}
	v := a.value
	f.put(Figure{Name: name, Value: &v, Unit: unit, Limit: a.bound, Text: meaning, Inputs: a.parts})
}

// byproductMissing says why nothing is known to arrive at a link on the side.
func (q *quantities) byproductMissing(link string) string {
	var from []string
	for _, f := range q.s.Flows {
		if f.To == link && f.Kind == graph.Byproduct {
			from = append(from, q.s.name(f.From))
		}
	}
	if len(from) == 0 {
		return "没有工艺以它为副产"
	}
	return "来源的产能或系数不详；导入" + strings.Join(from, "、") + "的产能即可定"
}

// surplus is what arises on the side less what is known to be used: an upper
// bound while a user is not known.
func surplus(f Figures, by, need *amount, unit string) {
	if by == nil {
		f.put(Figure{Name: "byproduct_surplus", Text: "副产供给不详；" + f["byproduct_supply"].Text})
		return
	}
	if by.bound == AtLeast {
		f.put(Figure{Name: "byproduct_surplus", Text: "副产供给只知下限，余量不详；补齐来源产能即可定"})
		return
	}
	v := by.value
	x := Figure{Name: "byproduct_surplus", Value: &v, Unit: unit, Limit: AtMost,
		Text: "副产余量的上限：用户用量不详；导入下游产能即可定", Inputs: []string{"副产 " + say(by.value, unit)}}
	if need != nil {
		v = math.Max(0, by.value-need.value)
		x.Text = "副产减去已知用量；尚有用户用量不详，故为上限"
		if need.bound == Exact {
			x.Limit, x.Text = Exact, "副产减去用量"
		}
		x.Inputs = append(x.Inputs, "已知用量 "+say(need.value, unit))
	}
	f.put(x)
}

// selfSufficiency puts supply over demand, and leakage. A lower bound of
// demand makes an upper bound of self-sufficiency and the other way round;
// where both are bounds it is unknown.
func selfSufficiency(f Figures, known bool, supply float64, supplyLimit Limit, d *amount, unit string) {
	missing := ""
	switch {
	case !known && (d == nil || d.value == 0):
		missing = "产能与需求都不详；导入本环节与下游的产能即可定"
	case !known:
		missing = "产能不详；导入本环节企业或地区产能即可定"
	case d == nil || d.value == 0:
		missing = "需求不详；" + f["demand"].Text
	case supplyLimit == AtLeast && d.bound == AtLeast:
		missing = "产能与需求都只知下限；补齐企业产能即可定"
	}
	if missing != "" {
		f.put(Figure{Name: "self_sufficiency", Text: missing})
		f.put(Figure{Name: "leakage", Text: missing})
		return
	}
	ratio, leak := supply/d.value, math.Max(0, d.value-supply)
	limit, leakLimit := Exact, Exact
	switch {
	case d.bound == AtLeast:
		limit, leakLimit = AtMost, AtLeast
	case supplyLimit == AtLeast:
		limit, leakLimit = AtLeast, AtMost
	}
	inputs := []string{"供给 " + say(supply, unit), "需求 " + say(d.value, unit)}
	f.put(Figure{Name: "self_sufficiency", Value: &ratio, Limit: limit, Text: "供给÷需求", Inputs: inputs})
	f.put(Figure{Name: "leakage", Value: &leak, Limit: leakLimit, Unit: unit, Text: "须由外地供应", Inputs: inputs})
}

// isService says whether a link belongs to chains of services only, which
// have no balance.
func (s *State) isService(link string) bool {
	chains := s.ChainsOf[link]
	if len(chains) == 0 {
		return false
	}
	for i := range s.Chains {
		if s.Chains[i].ID == chains[0] { // the owner
			return s.Chains[i].Kind == graph.RelationChain
		}
	}
	return false
}
