package diagnosis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"liantu/graph"
)

// name is a link's Chinese name, its id where there is none.
func (s *State) name(link string) string {
	for i := range s.Links {
		if s.Links[i].ID == link {
			return s.Links[i].Name
		}
	}
	return link
}

// present are the occupants at a link in one role that count, once per group.
func present(at []Occupant, role graph.Role) []Occupant {
	var once []Occupant
	for _, o := range at {
		same := func(p Occupant) bool { return p.Group == o.Group }
		if o.Role == role && o.Counts && !slices.ContainsFunc(once, same) {
			once = append(once, o)
		}
	}
	return once
}

func (s *State) producers(link string) int { return len(present(s.Here[link], graph.Producer)) }

func names(at []Occupant) []string {
	list := make([]string, len(at))
	for i, o := range at {
		list[i] = o.Name
	}
	return list
}

// counts are the figures that need presences only.
func (s *State) counts(link string, f Figures) {
	producers := present(s.Here[link], graph.Producer)
	planned := present(s.Here[link], graph.Planned)
	near := present(s.Near[link], graph.Producer)
	users := present(s.Here[link], graph.User)
	for _, x := range []struct {
		name string
		at   []Occupant
		text string
	}{
		{"producers", producers, "本地生产企业（同一集团计一家）"},
		{"planned", planned, "本地在建或筹建"},
		{"neighbours", near, "周边区县的生产企业"},
		{"users", users, "本地使用企业"},
	} {
		figure := count(x.name, len(x.at), x.text)
		figure.Inputs = firstNames(names(x.at))
		f.put(figure)
	}
}

// firstNames keeps a list of inputs readable.
func firstNames(list []string) []string {
	const most = 10
	if len(list) <= most {
		return list
	}
	return append(slices.Clone(list[:most]), fmt.Sprintf("等%d家", len(list)))
}

// balance are the figures that need capacities and coefficients.
func (s *State) balance(l *graph.Link, caps map[string]*amount, f Figures) {
	d, unknown := s.demand(l.ID, caps)
	by := s.byproduct(l.ID, caps)
	putAmount(f, "capacity", caps[l.ID], "产能", "没有带日期的产能指标")
	putAmount(f, "byproduct_supply", by, "副产供给", "没有已知产能的副产来源")
	demandText := "没有已知产能的用户"
	if len(unknown) > 0 {
		demandText = "用户产能不详：" + strings.Join(unknown, "、")
	}
	putAmount(f, "demand", d, "本地需求", demandText)
	supply, limit := 0.0, Exact
	known := false
	for _, a := range []*amount{caps[l.ID], by} {
		if a != nil {
			known, supply = true, supply+a.value
			if a.bound == AtLeast {
				limit = AtLeast
			}
		}
	}
	if by != nil {
		surplus := by.value
		x := Figure{Name: "byproduct_surplus", Value: &surplus, Limit: AtMost, Text: "副产余量的上限：用户用量不详"}
		if d != nil {
			surplus = math.Max(0, by.value-d.value)
			x.Text = "副产减去已知用量"
			if d.bound == Exact {
				x.Limit = Exact
			}
		}
		f.put(x)
	}
	selfSufficiency(f, known, supply, limit, d)
	scaleRatio(l, caps[l.ID], s.producers(l.ID), f)
}

func putAmount(f Figures, name string, a *amount, meaning, missing string) {
	if a == nil {
		f.put(Figure{Name: name, Text: missing})
		return
	}
	v := a.value
	f.put(Figure{Name: name, Value: &v, Unit: "/a", Limit: a.bound, Text: meaning, Inputs: a.parts})
}

// selfSufficiency puts supply over demand, and leakage. A lower bound of
// demand makes an upper bound of self-sufficiency and the other way round;
// where both are bounds it is unknown.
func selfSufficiency(f Figures, known bool, supply float64, supplyLimit Limit, d *amount) {
	if !known || d == nil || d.value == 0 || supplyLimit == AtLeast && d.bound == AtLeast {
		f.put(Figure{Name: "self_sufficiency", Text: "产能与需求须都已知"})
		f.put(Figure{Name: "leakage", Text: "产能与需求须都已知"})
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
	inputs := []string{"供给 " + trim(supply), "需求 " + trim(d.value)}
	f.put(Figure{Name: "self_sufficiency", Value: &ratio, Limit: limit, Text: "供给÷需求", Inputs: inputs})
	f.put(Figure{Name: "leakage", Value: &leak, Limit: leakLimit, Unit: "/a", Text: "须由外地供应", Inputs: inputs})
}

// scaleRatio compares the mean plant with the minimum economic scale; the
// largest plant would be better and is not known.
func scaleRatio(l *graph.Link, capacity *amount, producers int, f Figures) {
	if l.Scale == nil || l.Scale.Value == nil || capacity == nil || producers == 0 || baseUnits()[l.Scale.Unit] == 0 {
		f.put(Figure{Name: "scale_ratio", Text: "产能或经济规模不详"})
		return
	}
	least := *l.Scale.Value * baseUnits()[l.Scale.Unit]
	ratio := capacity.value / float64(producers) / least
	f.put(Figure{Name: "scale_ratio", Value: &ratio, Text: "平均装置÷最小经济规模", Inputs: []string{l.Scale.Basis + l.Scale.Source}})
}

// dependence says whether all of a link's local buyers hang on one supplier
// and have no other route.
func (s *State) dependence(link string, f Figures) {
	buyers := 0
	for _, flow := range s.Flows {
		if flow.From == link && flow.Kind == graph.Input && flow.Group == "" {
			buyers += s.producers(flow.To)
		}
	}
	v := 0.0
	if s.producers(link) == 1 && buyers > 0 {
		v = 1
	}
	f.put(Figure{Name: "dependence", Value: &v, Text: "仅一家供应而下游无替代路线", Inputs: []string{fmt.Sprintf("下游生产企业 %d 家", buyers)}})
}

// market is national utilisation, from a dated indicator of the nation.
func (s *State) market(link string, f Figures) {
	x := Figure{Name: "market", Text: "没有带日期的全国开工率指标"}
	date := ""
	for _, i := range s.Indicators {
		if i.Subject == "000000" && i.Link == link && i.Measure == "utilisation" && i.Value != nil && i.Date > date {
			date = i.Date
			x = Figure{Name: "market", Value: i.Value, Text: "全国开工率", Inputs: []string{i.Date + " " + i.Source}}
		}
	}
	f.put(x)
}

// hostability says whether the region offers what the link needs; a need that
// the region's entry does not speak of leaves it unknown.
func (s *State) hostability(l *graph.Link, f Figures) {
	var lacking, unknown []string
	listed := func(list []Condition, need string) bool {
		return slices.ContainsFunc(list, func(c Condition) bool { return c.ID == need })
	}
	for _, need := range l.Needs {
		switch {
		case listed(s.Traits.Conditions, need):
		case listed(s.Traits.Lacks, need):
			lacking = append(lacking, need)
		default:
			unknown = append(unknown, need)
		}
	}
	yes, no := 1.0, 0.0
	switch {
	case len(lacking) > 0:
		f.put(Figure{Name: "hostability", Value: &no, Text: "本地缺少所需条件", Inputs: lacking})
	case len(unknown) > 0:
		f.put(Figure{Name: "hostability", Text: "本地有无所需条件不详", Inputs: unknown})
	default:
		f.put(Figure{Name: "hostability", Value: &yes, Text: "本地具备所需条件", Inputs: l.Needs})
	}
}
