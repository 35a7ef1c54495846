package match

import (
	"maps"
	"slices"
	"strings"

	"liantu/graph"
)

// marked looks for words among the firm's marks: the highest value of those
// that are there; unknown where the firm has no marks on record.
func marked(f *graph.Firm, words words) (measure, []Evidence) {
	marks := graph.SplitList(f.Text(graph.FieldMarks))
	if len(marks) == 0 {
		return measure{}, nil
	}
	best := known(0)
	var evidence []Evidence
	for _, mark := range marks {
		v, found := 0.0, false
		for _, w := range slices.Sorted(maps.Keys(words)) {
			if strings.Contains(mark, w) {
				v, found = max(v, words[w]), true
			}
		}
		if found {
			best.v = max(best.v, v)
			evidence = append(evidence, held(f, graph.FieldMarks, mark))
		}
	}
	if evidence == nil {
		evidence = []Evidence{held(f, graph.FieldMarks, "资质标记中没有这类记载："+f.Text(graph.FieldMarks))}
	}
	return best, evidence
}

// qualityOf is what marks and a stock code say for a firm.
func qualityOf(f *graph.Firm, words words) (measure, []Evidence) {
	x, evidence := marked(f, words)
	if code := f.Text(graph.FieldStockCode); code != "" {
		x = known(max(x.v, words["上市"]))
		evidence = append(evidence, held(f, graph.FieldStockCode, "股票代码 "+code))
	}
	return x, evidence
}

func (s *scoring) qualityEvidence(e *entry) []Evidence {
	_, evidence := qualityOf(&e.firm, s.weights.Quality)
	return evidence
}

func (s *scoring) againstEvidence(e *entry) []Evidence {
	_, evidence := marked(&e.firm, s.weights.Against)
	for i := range e.sites {
		site := &e.sites[i]
		if x, marks := marked(site, s.weights.Against); x.known && x.v > 0 {
			evidence = append(evidence, from(site, site.Held[graph.FieldMarks].Source, site.Name()+"："+marks[0].Text))
		}
	}
	if s.doesNextDoor(e.firm.Region, e.adjacent) {
		field, _ := graph.FirmFieldNamed(e.firm.RegionFrom)
		evidence = append(evidence, held(&e.firm, field, "已在邻近的"+s.placeName(e.firm.Region)+s.verb+s.linkName))
	}
	for i := range e.plants {
		if plant := &e.plants[i]; s.isNextDoor(plant.Region) {
			evidence = append(evidence, from(plant, 0, "已在邻近区县"+s.verb+s.linkName+"："+plant.Name()))
		}
	}
	return evidence
}

// doesNextDoor says whether a firm of a region makes the link's product itself
// in the neighbourhood.
func (s *scoring) doesNextDoor(region, adjacent string) bool {
	return adjacent == "" && s.isNextDoor(region)
}

func (s *scoring) isNextDoor(region string) bool {
	return slices.ContainsFunc(s.nextDoor, func(a graph.Area) bool { return a.Has(region) })
}

// pressedBy finds the word of a firm's columns that says that it must move.
func pressedBy(f *graph.Firm, words []string) (bool, []Evidence) {
	for _, field := range []graph.FirmField{graph.FieldMarks, graph.FieldOther} {
		for _, text := range graph.SplitList(f.Text(field)) {
			for _, w := range words {
				if strings.Contains(text, w) && !strings.Contains(text, "不"+w) && !strings.Contains(text, "无"+w) {
					return true, []Evidence{held(f, field, text)}
				}
			}
		}
	}
	return false, nil
}

func (s *scoring) pressureEvidence(e *entry) []Evidence {
	_, evidence := pressedBy(&e.firm, s.weights.Pressure)
	return evidence
}
