package match

import (
	"maps"
	"slices"
	"strings"

	"liantu/graph"
)

// marked looks for words among the firm's marks: the highest value of those
// that are there; unknown where the firm has no marks on record.
func marked(f *graph.Firm, words words) (*float64, []Evidence) {
	marks := graph.SplitList(f.Text(graph.FieldMarks))
	if len(marks) == 0 {
		return nil, nil
	}
	best := 0.0
	var evidence []Evidence
	for _, mark := range marks {
		v, found := 0.0, false
		for _, w := range slices.Sorted(maps.Keys(words)) {
			if strings.Contains(mark, w) {
				v, found = max(v, words[w]), true
			}
		}
		if found {
			best = max(best, v)
			evidence = append(evidence, held(f, graph.FieldMarks, mark))
		}
	}
	if evidence == nil {
		evidence = []Evidence{held(f, graph.FieldMarks, "资质标记中没有这类记载："+f.Text(graph.FieldMarks))}
	}
	return &best, evidence
}

// quality is what marks and a stock code say for the firm.
func (s *scoring) quality(e *entry) (*float64, []Evidence) {
	v, evidence := marked(&e.firm, s.weights.Quality)
	if code := e.firm.Text(graph.FieldStockCode); code != "" {
		listed := s.weights.Quality["上市"]
		if v == nil || *v < listed {
			v = &listed
		}
		evidence = append(evidence, held(&e.firm, graph.FieldStockCode, "股票代码 "+code))
	}
	return v, evidence
}

// against is what speaks against the firm: marks of its own and of its group,
// and that it does the same next door already.
func (s *scoring) against(e *entry) (*float64, []Evidence) {
	v, evidence := marked(&e.firm, s.weights.Against)
	note := func(value float64, why Evidence) {
		if v == nil || *v < value {
			v = &value
		}
		evidence = append(evidence, why)
	}
	for i := range e.sites {
		site := &e.sites[i]
		if x, marks := marked(site, s.weights.Against); x != nil && *x > 0 {
			note(*x, from(site, site.Held[graph.FieldMarks].Source, site.Name()+"："+marks[0].Text))
		}
	}
	if s.isNextDoor(e.firm.Region) && e.adjacent == "" {
		field, _ := graph.FirmFieldNamed(e.firm.RegionFrom)
		note(s.weights.NextDoor, held(&e.firm, field, "已在邻近的"+s.placeName(e.firm.Region)+s.verb+s.linkName))
	}
	for i := range e.plants {
		if plant := &e.plants[i]; s.isNextDoor(plant.Region) {
			note(s.weights.NextDoor, from(plant, 0, "已在邻近区县"+s.verb+s.linkName+"："+plant.Name()))
		}
	}
	return v, evidence
}

func (s *scoring) isNextDoor(region string) bool {
	return slices.ContainsFunc(s.nextDoor, func(home string) bool { return graph.InRegion(region, home) })
}

// pressure to move is known only where a column of the firm says so.
func (s *scoring) pressure(e *entry) (*float64, []Evidence) {
	for _, field := range []graph.FirmField{graph.FieldMarks, graph.FieldOther} {
		for _, text := range graph.SplitList(e.firm.Text(field)) {
			for _, w := range s.weights.Pressure {
				if strings.Contains(text, w) && !strings.Contains(text, "不"+w) && !strings.Contains(text, "无"+w) {
					one := 1.0
					return &one, []Evidence{held(&e.firm, field, text)}
				}
			}
		}
	}
	return nil, nil
}
