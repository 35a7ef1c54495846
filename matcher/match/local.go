package match

import (
	"cmp"
	"fmt"
	"slices"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// step is a link one step up or down from the one that is asked for.
type step struct {
	link  string
	text  string // a sentence with places for both links' names
	order int    // those of the same chain first
}

// steps are the links from which a local maker could extend to x: feedstock,
// and what is made of it; not what every process uses (power, water, steam).
func steps(d *diagnosis.Diagnosis, x *diagnosis.LinkDiagnosis) []step {
	owner := func(link string) string {
		if chains := d.State().ChainsOf[link]; len(chains) > 0 {
			return chains[0]
		}
		return ""
	}
	var all []step
	for _, f := range d.State().Flows {
		s := step{}
		switch {
		case f.Kind == graph.Relation:
			continue
		case f.To == x.Link.ID:
			s = step{link: f.From, text: "生产上游%s，可向下延伸到%s"}
		case f.From == x.Link.ID && f.Kind != graph.Byproduct:
			s = step{link: f.To, text: "生产下游%s，可向上补%s"}
		default:
			continue
		}
		made := d.Links[s.link].Link
		if made.Tradable != nil && !*made.Tradable && owner(s.link) != owner(x.Link.ID) {
			continue
		}
		if owner(s.link) != owner(x.Link.ID) {
			s.order = 1
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b step) int { return cmp.Compare(a.order, b.order) })
	return all
}

// local are firms at home that make what stands one step up or down: they
// could extend themselves. Each step gives some, so that the makers of one
// common feedstock do not fill the list.
func (m *Matcher) local(d *diagnosis.Diagnosis, x *diagnosis.LinkDiagnosis) []Local {
	const perStep = 5
	list := []Local{}
	seen := map[string]bool{}
	for _, s := range steps(d, x) {
		taken := 0
		for _, o := range d.State().Here[s.link] {
			if o.Role != graph.Producer || !o.Counts || seen[o.Firm] || taken == perStep || len(list) >= m.weights.Limits.Local {
				continue
			}
			seen[o.Firm] = true
			taken++
			list = append(list, Local{Firm: FirmRef{ID: o.Firm, Name: o.Name, Region: o.Region}, Link: s.link,
				Text: fmt.Sprintf(s.text, d.Links[s.link].Link.Name, x.Link.Name)})
		}
	}
	return list
}
