package diagnosis

import (
	"fmt"
	"slices"

	"liantu/graph"
)

// link finds a link by id, nil for an unknown one.
func (s *State) link(id string) *graph.Link {
	for i := range s.Links {
		if s.Links[i].ID == id {
			return &s.Links[i]
		}
	}
	return nil
}

// name is a link's Chinese name, its id where there is none.
func (s *State) name(link string) string {
	if l := s.link(link); l != nil {
		return l.Name
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

// dependence says whether all of a link's local buyers hang on one supplier
// and have no other route.
func (s *State) dependence(link string, f Figures) {
	buyers := 0
	var inputs []string
	for _, flow := range s.Flows {
		if flow.From != link || flow.Kind != graph.Input || flow.Group != "" {
			continue
		}
		if n := s.producers(flow.To); n > 0 {
			buyers += n
			inputs = append(inputs, fmt.Sprintf("%s %d 家", s.name(flow.To), n))
		}
	}
	v := 0.0
	if s.producers(link) == 1 && buyers > 0 {
		v = 1
	}
	f.put(Figure{Name: "dependence", Value: &v, Text: "仅一家供应而下游无替代路线", Inputs: append([]string{fmt.Sprintf("供应 %d 家，无替代路线的下游生产企业 %d 家", s.producers(link), buyers)}, inputs...)})
}

// hostability says whether the region offers what the link needs; a need that
// the region's entry does not speak of leaves it unknown.
func (s *State) hostability(l *graph.Link, f Figures) {
	var lacking, unknown []string
	var offered []string
	for _, need := range l.Needs {
		if why, ok := listed(s.Traits.Conditions, need); ok {
			offered = append(offered, why)
		} else if why, ok := listed(s.Traits.Lacks, need); ok {
			lacking = append(lacking, why)
		} else {
			unknown = append(unknown, need)
		}
	}
	yes, no := 1.0, 0.0
	switch {
	case len(lacking) > 0:
		f.put(Figure{Name: "hostability", Value: &no, Text: "本地缺少所需条件", Inputs: lacking})
	case len(unknown) > 0:
		f.put(Figure{Name: "hostability", Text: "本地有无所需条件不详；在 rules/regions.yaml 写明即可定", Inputs: unknown})
	default:
		f.put(Figure{Name: "hostability", Value: &yes, Text: hosted(l), Inputs: offered})
	}
}

// hosted says what a region that lacks nothing has for a link.
func hosted(l *graph.Link) string {
	if len(l.Needs) == 0 {
		return "不需特别条件"
	}
	return "本地具备所需条件"
}

// listed finds a need in a list of a region's conditions, with its source.
func listed(list []Condition, need string) (why string, ok bool) {
	for _, c := range list {
		if c.ID == need {
			return need + "：" + c.Source, true
		}
	}
	return "", false
}
