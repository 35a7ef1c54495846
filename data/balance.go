package data

import (
	"fmt"

	"liantu/graph"
)

// Balance is the mass balance of one process, in tonnes per tonne of product.
type Balance struct {
	Link     string
	Inputs   []MassTerm
	Outputs  []MassTerm // the product itself, 1 t, first
	Loss     graph.Loss
	Complete bool   // every term could be put in tonnes
	Missing  string // why not
}

// MassTerm is one material in a balance.
type MassTerm struct {
	Link   string
	Tonnes float64
	Low    float64
	High   float64
}

// In is the sum of inputs, Out of product and by-products.
func (b Balance) In() float64 { return total(b.Inputs) }

// Out is the sum of product and by-products.
func (b Balance) Out() float64 { return total(b.Outputs) }

func total(terms []MassTerm) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += t.Tonnes
	}
	return sum
}

// Gap is the share of the inputs that neither products nor the stated loss
// account for: positive where mass vanishes, negative where it appears.
func (b Balance) Gap() float64 {
	in, out := b.In(), b.Out()
	if in == 0 {
		return 0
	}
	lost := 1 - out/in
	switch {
	case lost > b.Loss.High:
		return lost - b.Loss.High
	case lost < b.Loss.Low:
		return lost - b.Loss.Low
	}
	return 0
}

// Balances works out the balance of every process that has inputs with
// quantities. Of alternatives in one group the first stands for all.
func (c *Catalog) Balances() []Balance {
	links := map[string]*graph.Link{}
	for i := range c.Links {
		links[c.Links[i].ID] = &c.Links[i]
	}
	var all []Balance
	for i := range c.Links {
		if b, ok := c.balanceOf(&c.Links[i], links); ok {
			all = append(all, b)
		}
	}
	return all
}

func (c *Catalog) balanceOf(l *graph.Link, links map[string]*graph.Link) (Balance, bool) {
	if len(l.Products) > 0 && !massUnit(l.Products[0].Unit) {
		return Balance{}, false // energy and gases by volume have no tonne of product
	}
	b := Balance{Link: l.ID, Complete: true, Outputs: []MassTerm{{l.ID, 1, 1, 1}}}
	if l.Loss != nil {
		b.Loss = *l.Loss
	}
	groups := map[string]bool{}
	for _, f := range c.Flows {
		in := f.To == l.ID && f.Kind == graph.Input
		out := f.From == l.ID && f.Kind == graph.Byproduct
		if !in && !out || f.Group != "" && groups[f.Group] {
			continue
		}
		if in && f.Group != "" {
			groups[f.Group] = true
		}
		other, to := f.From, &b.Inputs
		if out {
			other, to = f.To, &b.Outputs
		}
		term, counted, why := massOf(f, links[other])
		if why != "" && b.Complete {
			b.Complete, b.Missing = false, why
		}
		if counted {
			term.Link = other
			*to = append(*to, term)
		}
	}
	return b, len(b.Inputs) > 0
}

// massOf puts a flow in tonnes. Energy carries no mass and is not counted;
// why says what keeps a material flow from being counted.
func massOf(f graph.Flow, other *graph.Link) (term MassTerm, counted bool, why string) {
	u, ok := unitOf(f.Unit)
	switch {
	case f.Quantity == nil:
		return term, false, fmt.Sprintf("%s→%s 没有系数", f.From, f.To)
	case !ok:
		return term, false, fmt.Sprintf("%s→%s 的单位 %q 无法换算", f.From, f.To, f.Unit)
	case u.energy || u.aside:
		return term, false, ""
	}
	factor := u.tonnes
	if u.gas {
		density := gasDensity(other)
		if density == nil {
			return term, false, fmt.Sprintf("%s 以标准立方米计而没有密度", other.ID)
		}
		factor = *density / 1000
	}
	term = MassTerm{Tonnes: *f.Quantity * factor, Low: *f.Quantity * factor, High: *f.Quantity * factor}
	if f.Low != nil {
		term.Low = *f.Low * factor
	}
	if f.High != nil {
		term.High = *f.High * factor
	}
	return term, true, ""
}

func massUnit(unit string) bool { return unit == "" || unit == "t" || unit == "kg" }

func gasDensity(l *graph.Link) *float64 {
	if l == nil {
		return nil
	}
	for _, p := range l.Products {
		if p.Density != nil {
			return p.Density
		}
	}
	return nil
}

// unit says how a coefficient's numerator turns into tonnes.
type unit struct {
	tonnes float64
	gas    bool // Nm3: needs a density
	energy bool // no mass
	aside  bool // mass that takes no part in the process
}

func unitOf(name string) (unit, bool) {
	u, ok := map[string]unit{
		"t/t": {tonnes: 1}, "kg/t": {tonnes: 0.001}, "m3/t": {tonnes: 1}, // water
		"Nm3/t": {gas: true}, "kWh/t": {energy: true}, "GJ/t": {energy: true}, "kgce/t": {energy: true},
		"kg/Nm3": {tonnes: 0.001}, "t/Nm3": {tonnes: 1}, "Nm3/Nm3": {gas: true}, "kWh/Nm3": {energy: true},
		"t(packaging)/t": {aside: true}, // goes out with the product, no part of its mass
		"kWh/kWh":        {energy: true}, "t/kWh": {tonnes: 1}, "kg/kWh": {tonnes: 0.001}, "t/m3": {tonnes: 1}, "kg/m3": {tonnes: 0.001},
	}[name]
	return u, ok
}

// balances reports processes that make more than they take, or lose more
// than they state.
func (k *checker) balances() {
	for _, b := range k.catalog.Balances() {
		f := &k.catalog.files[k.owner[b.Link]]
		n := 0
		for i := range f.Links {
			if f.Links[i].ID == b.Link {
				n = i
			}
		}
		if b.Complete && (b.Gap() < -massTolerance || b.Gap() > massTolerance) {
			k.add(f.problem(SeverityWarning, at("links", n, "loss"), "mass_balance",
				"环节 %s 物料不平：投入 %.3f t，产出 %.3f t，超出所述损失 %.1f%%", b.Link, b.In(), b.Out(), 100*b.Gap()))
		}
	}
}

// massTolerance is how far a balance may miss its stated loss.
const massTolerance = 0.05
