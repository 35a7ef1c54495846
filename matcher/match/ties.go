package match

import (
	"context"
	"fmt"
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// tie is one thing that binds a firm to a firm at home.
type tie struct {
	value float64
	text  string
}

func (s *scoring) tieEvidence(e *entry) []Evidence {
	var evidence []Evidence
	for _, t := range s.ties[e.firm.ID] {
		evidence = append(evidence, Evidence{Text: t.text})
	}
	return evidence
}

// findTies finds who buys from or sells to a firm at home, is of one group
// with one, has a unit at home, or bears the brand of one.
func (m *Matcher) findTies(ctx context.Context, r graph.Reader, from source, d *diagnosis.Diagnosis, link string, cards []card) (map[string][]tie, error) {
	dealers, err := from.dealers(ctx, cards)
	if err != nil {
		return nil, err
	}
	found, err := m.supplyTies(ctx, r, d.State().Home, dealers)
	if err != nil {
		return nil, err
	}
	for i := range cards {
		c := &cards[i]
		c.tied = len(found) > 0 && len(found[c.id]) > 0
		for _, site := range c.sites {
			if graph.InRegion(site.region, d.State().Home) {
				c.tied = true
				found[c.id] = append(found[c.id], tie{m.weights.Tie.Group, "同一集团在本地已有：" + site.name})
			}
		}
	}
	m.brandTies(d, link, cards, found)
	return found, nil
}

func (m *Matcher) supplyTies(ctx context.Context, r graph.Reader, home string, dealers []string) (map[string][]tie, error) {
	found := map[string][]tie{}
	if len(dealers) == 0 {
		return found, nil
	}
	supplies, err := graph.Supplies().At(ctx, r, graph.NeighbourQuery{Keys: dealers, Direction: graph.Both})
	if err != nil || len(supplies) == 0 {
		return found, err
	}
	var others []string
	for _, s := range supplies {
		others = append(others, s.Supplier, s.Customer)
	}
	firms, err := graph.Firms().Get(ctx, r, others)
	if err != nil {
		return nil, err
	}
	for _, s := range supplies {
		supplier, customer := firms[s.Supplier], firms[s.Customer]
		if graph.InRegion(supplier.Region, home) {
			found[s.Customer] = append(found[s.Customer], tie{m.weights.Tie.Supply, "向本地" + supplier.Name() + "采购" + saidIn(s.Source)})
		}
		if graph.InRegion(customer.Region, home) {
			found[s.Supplier] = append(found[s.Supplier], tie{m.weights.Tie.Supply, "供货给本地" + customer.Name() + saidIn(s.Source)})
		}
	}
	return found, nil
}

func saidIn(source string) string {
	if source == "" {
		return ""
	}
	return "（" + source + "）"
}

// brandTies looks for firms that bear the brand of a maker at home in a chain
// of the link. A brand that many bear proves nothing, and even a rare one must
// be verified.
func (m *Matcher) brandTies(d *diagnosis.Diagnosis, link string, cards []card, found map[string][]tie) {
	local := m.brandsAtHome(d)
	rules := &m.weights.Tie
	for i := range cards {
		c := &cards[i]
		if c.brand == "" || c.tied {
			continue
		}
		runes := utf8.RuneCountInString(c.brand)
		if runes < rules.BrandRunes || runes == 2 && (c.wan == 0 || c.wan < rules.ShortCapital) {
			continue
		}
		bearers := local[c.brand]
		if len(bearers) == 0 || len(bearers) > rules.LocalFirms {
			continue
		}
		value := rules.Brand
		if runes == 2 {
			value = rules.ShortBrand
		}
		if name := kin(bearers, d.State().ChainsOf[link]); name != "" {
			text := fmt.Sprintf("字号“%s”与本地%s相同，是否同一集团须核实", c.brand, name)
			c.tied = true
			found[c.id] = append(found[c.id], tie{value, text})
		}
	}
}

// branderOf gives the brander, which is the same for all regions of a record.
func (m *Matcher) branderOf(ctx context.Context, r graph.Reader) (*brander, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.brander != nil {
		return m.brander, nil
	}
	b, err := newBrander(ctx, r, &m.weights.Brands)
	if err == nil {
		m.brander = b
	}
	return b, err
}

// brandsAtHome keeps the brands at home for one diagnosis: they are the same
// for all of its lists.
func (m *Matcher) brandsAtHome(d *diagnosis.Diagnosis) map[string][]*bearer {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.brands == nil || m.brandsOf != d.State() {
		m.brands, m.brandsOf = localBrands(d, m.brander), d.State()
	}
	return m.brands
}
