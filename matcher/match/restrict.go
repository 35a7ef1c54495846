package match

import (
	"context"
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
func (p *pool) bar(ctx context.Context, r graph.Reader, link string, rules []Constraint) error {
	rules = slices.DeleteFunc(slices.Clone(rules), func(c Constraint) bool { return !c.Forbids() })
	if len(rules) == 0 {
		return nil
	}
	said, err := p.said(ctx, r, link, rules)
	if err != nil {
		return err
	}
	p.cards = slices.DeleteFunc(p.cards, func(c card) bool {
		at := slices.IndexFunc(rules, func(x Constraint) bool { return x.Bars(c.form.Value(), said[c.id]) })
		if at < 0 {
			return false
		}
		reason := OnList
		if rules[at].Park != "" {
			reason = InPark
		}
		text := rules[at].Cited()
		if len(rules[at].Firms) > 0 {
			text = "企业类型为" + c.form.Value() + "：" + text
		}
		p.exclude(reason, leftOut{id: c.id, facts: c.facts, text: text, told: true})
		return true
	})
	return nil
}

// said reads, by firm, what those firms say of themselves of whom a rule asks
// for that.
func (p *pool) said(ctx context.Context, r graph.Reader, link string, rules []Constraint) (map[string]string, error) {
	said := map[string]string{}
	var asked []*card
	var ids []string
	for i := range p.cards {
		c := &p.cards[i]
		if slices.ContainsFunc(rules, func(x Constraint) bool { return x.Listens(c.form.Value()) }) {
			asked, ids = append(asked, c), append(ids, c.id)
		}
	}
	presences, err := presencesOf(ctx, r, link, ids)
	for _, c := range asked {
		words := c.name
		if at := presences[stand{c.id, c.role}]; at != nil {
			for _, x := range at.Evidence {
				words += " " + x.Clause
			}
		}
		said[c.id] = words
	}
	return said, err
}
