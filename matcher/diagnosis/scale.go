package diagnosis

import (
	"fmt"

	"liantu/graph"
)

// scale compares plants with the minimum economic scale: the largest where
// firms' capacities are known, else only the mean, which says nothing of the
// largest and is a figure of its own.
func (q *quantities) scale(l *graph.Link, f Figures) {
	least, ok := economicScale(l)
	if !ok {
		const missing = "最小经济规模不详；在环节数据中写明规模与依据即可定"
		f.put(Figure{Name: "scale_ratio", Text: missing})
		f.put(Figure{Name: "scale_mean", Text: missing})
		return
	}
	basis := "最小经济规模 " + say(least, q.unit(l)) + "：" + l.Scale.Basis + l.Scale.Source
	producers := present(q.s.Here[l.ID], graph.Producer)
	plants := q.s.plants(l.ID)
	if len(plants) == 0 {
		f.put(Figure{Name: "scale_ratio", Text: "各企业产能不详，最大装置不详；导入企业产能即可定"})
	} else {
		top := plants[0]
		for _, p := range plants {
			if p.value > top.value {
				top = p
			}
		}
		ratio := top.value / least
		x := Figure{Name: "scale_ratio", Value: &ratio, Text: "最大装置（按企业）÷最小经济规模", Inputs: []string{top.text, basis}}
		if len(plants) < len(producers) {
			x.Limit = AtLeast
			x.Text += fmt.Sprintf("；%d家中只知%d家产能", len(producers), len(plants))
		}
		f.put(x)
	}
	c := q.capacity[l.ID]
	if c == nil || len(producers) == 0 || c.bound == AtLeast {
		f.put(Figure{Name: "scale_mean", Text: "总产能或家数不详；导入地区产能即可定"})
		return
	}
	mean := c.value / float64(len(producers)) / least
	f.put(Figure{Name: "scale_mean", Value: &mean, Text: "只知平均装置：产能÷记录中的家数÷最小经济规模",
		Inputs: []string{"产能 " + say(c.value, q.unit(l)), fmt.Sprintf("生产企业 %d 家", len(producers)), basis}})
}

// economicScale is a link's minimum economic scale in base units a year.
func economicScale(l *graph.Link) (float64, bool) {
	if l.Scale == nil || l.Scale.Value == nil || baseUnits()[l.Scale.Unit] == 0 {
		return 0, false
	}
	return *l.Scale.Value * baseUnits()[l.Scale.Unit], *l.Scale.Value > 0
}

// plant is what one firm can make a year, in base units.
type plant struct {
	firm  string
	value float64
	text  string
}

// plants are the firms here whose capacity at a link is known, once per group.
func (s *State) plants(link string) []plant {
	var list []plant
	for _, o := range present(s.Here[link], graph.Producer) {
		i := s.latestOf(link, "capacity", o.Firm)
		if i == nil || baseUnits()[i.Unit] == 0 {
			continue
		}
		list = append(list, plant{o.Firm, *i.Value * baseUnits()[i.Unit], o.Name + " " + cited(i)})
	}
	return list
}
