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

// tie is the strongest of what binds the firm to firms at home; unknown where
// nothing is on record.
func (s *scoring) tie(e *entry) (*float64, []Evidence) {
	ties := s.ties[e.firm.ID]
	if len(ties) == 0 {
		return nil, nil
	}
	best := 0.0
	var evidence []Evidence
	for _, t := range ties {
		best = max(best, t.value)
		evidence = append(evidence, Evidence{Text: t.text})
	}
	return &best, evidence
}

// findTies finds who buys from or sells to a firm at home, is of one group
// with one, has a unit at home, or bears the brand of one.
func (m *Matcher) findTies(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, entries []entry) (map[string][]tie, error) {
	found, err := m.supplyTies(ctx, r, d.State().Home, entries)
	if err != nil {
		return nil, err
	}
	for i := range entries {
		e := &entries[i]
		for j := range e.sites {
			if site := &e.sites[j]; graph.InRegion(site.Region, d.State().Home) {
				found[e.firm.ID] = append(found[e.firm.ID], tie{m.weights.Tie.Group, "同一集团在本地已有：" + site.Name()})
			}
		}
	}
	return found, m.brandTies(ctx, r, d, link, entries, found)
}

func (m *Matcher) supplyTies(ctx context.Context, r graph.Reader, home string, entries []entry) (map[string][]tie, error) {
	found := map[string][]tie{}
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.firm.ID
	}
	supplies, err := graph.Supplies().At(ctx, r, graph.NeighbourQuery{Keys: ids, Direction: graph.Both})
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
func (m *Matcher) brandTies(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, link string, entries []entry, found map[string][]tie) error {
	b, local, err := m.brandsOf(ctx, r, d)
	if err != nil {
		return err
	}
	rules := &m.weights.Tie
	for i := range entries {
		f := &entries[i].firm
		brand := b.of(f.Name())
		bearers := local[brand]
		runes := utf8.RuneCountInString(brand)
		if brand == "" || len(bearers) == 0 || len(bearers) > rules.LocalFirms || runes < rules.BrandRunes || len(found[f.ID]) > 0 {
			continue
		}
		if runes == 2 && !m.hasCapital(f, rules.ShortCapital) {
			continue
		}
		value := rules.Brand
		if runes == 2 {
			value = rules.ShortBrand
		}
		if name := kin(bearers, d.State().ChainsOf[link]); name != "" {
			text := fmt.Sprintf("字号“%s”与本地%s相同，是否同一集团须核实", brand, name)
			found[f.ID] = append(found[f.ID], tie{value, text})
		}
	}
	return nil
}

// hasCapital says whether the firm's capital is known to be at least that
// many 万元.
func (m *Matcher) hasCapital(f *graph.Firm, wan float64) bool {
	amount, currency, ok := money(f.Text(graph.FieldCapital))
	return ok && amount*m.weights.Scale.Currency[currency]/1e4 >= wan
}

// brandsOf keeps the brands at home for one diagnosis: they are the same for
// all of its lists.
func (m *Matcher) brandsOf(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis) (*brander, map[string][]*bearer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.brands != nil && m.brandsAt == d {
		return m.brander, m.brands, nil
	}
	b, err := newBrander(ctx, r, &m.weights.Brands)
	if err != nil {
		return nil, nil, err
	}
	m.brander, m.brands, m.brandsAt = b, localBrands(d, b), d
	return m.brander, m.brands, nil
}
