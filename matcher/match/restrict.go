package match

import (
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// restrict names the rules on a link's product, in a park where one is asked
// for, and says aloud where one of them keeps the product out. NotFound for an
// unknown park.
func (a *Answer) restrict(d *diagnosis.Diagnosis, x *diagnosis.LinkDiagnosis, id string) error {
	park, err := a.inPark(d, id)
	if err != nil {
		return err
	}
	a.Constraints = d.Barriers(x.Link, park)
	if slices.ContainsFunc(a.Constraints, func(c Constraint) bool { return c.Gates() }) {
		a.Gates = []string{diagnosis.Constrained}
	}
	for i := range a.Constraints {
		if c := &a.Constraints[i]; c.Blocks() {
			at := "本地"
			if park != nil {
				at = park.Name
			}
			a.addNote(at + "不能新上" + x.Link.Name + "：" + c.Cited())
			a.addNote(c.Instead)
		}
	}
	return nil
}

func (a *Answer) inPark(d *diagnosis.Diagnosis, id string) (*graph.Park, error) {
	if id == "" {
		return nil, nil
	}
	park, err := d.ParkNamed(id)
	if err == nil {
		a.Park = &ParkRef{ID: park.ID, Name: park.Name}
	}
	return park, err
}

// unlinked says that rules on products cannot be told for words that name no link.
func (a *Answer) unlinked(d *diagnosis.Diagnosis, park string) error {
	_, err := a.inPark(d, park)
	if a.Park != nil {
		a.addNote("所问文字不对应产业链的环节，" + a.Park.Name + "与负面清单对它的限制未能核对")
	}
	return err
}

func (a *Answer) addNote(text string) {
	text = strings.TrimSuffix(text, "。")
	if a.Note != "" && text != "" {
		a.Note += "。"
	}
	a.Note += text
}

// bar leaves out the firms that a rule forbids, by the first that does.
func (p *pool) bar(rules []Constraint) {
	p.entries = slices.DeleteFunc(p.entries, func(e entry) bool {
		kind, said := e.firm.Text(graph.FieldType), e.firm.Name()
		for _, x := range e.presence.Evidence {
			said += " " + x.Clause
		}
		at := slices.IndexFunc(rules, func(c Constraint) bool { return c.Bars(kind, said) })
		if at < 0 {
			return false
		}
		reason := OnList
		if rules[at].Park != "" {
			reason = InPark
		}
		text := rules[at].Cited()
		if len(rules[at].Firms) > 0 {
			text = "企业类型为" + kind + "：" + text
		}
		p.exclude(&e.firm, reason, text)
		return true
	})
}
