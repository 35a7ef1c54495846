package data

import (
	"maps"
	"math"
	"slices"
	"strings"

	"liantu/graph"
)

// Tolerances of what the linter computes again.
const (
	workingTolerance = 0.01 // a calculation and the result written behind it
	quantityBeyond   = 0.03 // a coefficient and the calculation it is taken from
	elementTolerance = 0.05 // an element that a process puts out and takes in
)

// formulas finds formulas that do not parse.
func (k *checker) formulas(f *chainFile, n int) {
	for i, p := range f.Links[n].Products {
		if p.Formula == "" {
			continue
		}
		if _, err := parseFormula(p.Formula); err != nil {
			k.add(f.problem(SeverityError, at("links", n, at("products", i, "formula")), "formula", "环节 %s 的%s", f.Links[n].ID, err))
		}
	}
}

// working does the arithmetic of a flow again: each written result, and the
// coefficient where it is said to follow from stoichiometry.
func (k *checker) working(f *chainFile, n int) {
	flow := &f.Flows[n]
	all := results(flow.Working)
	for _, r := range all {
		if r.stated != nil && !near(r.value, *r.stated, workingTolerance) && !near(r.value*1000, *r.stated, workingTolerance) && !near(r.value, *r.stated*1000, workingTolerance) {
			k.add(f.problem(SeverityError, at("flows", n, "working"), "working_wrong", "%s→%s 的算式 %s 等于 %.4g，不是 %.4g", flow.From, flow.To, r.text, r.value, *r.stated))
		}
	}
	if flow.Basis != "stoichiometry" || flow.Quantity == nil || len(all) == 0 {
		return
	}
	low, high := *flow.Quantity, *flow.Quantity
	if flow.Low != nil {
		low = *flow.Low
	}
	if flow.High != nil {
		high = *flow.High
	}
	fits := func(v float64) bool { return v >= low*(1-quantityBeyond) && v <= high*(1+quantityBeyond) }
	if !slices.ContainsFunc(all, func(r statedResult) bool { return fits(r.value) || fits(1000*r.value/hydrogenDensity) }) {
		k.add(f.problem(SeverityWarning, at("flows", n, "quantity"), "working_differs", "%s→%s 的系数 %.4g 与算式所得 %.4g 不合", flow.From, flow.To, *flow.Quantity, all[0].value))
	}
}

// hydrogenDensity turns kilograms of hydrogen into Nm3, as the workings do.
const hydrogenDensity = 0.0899

func near(a, b, share float64) bool { return math.Abs(a-b) <= share*math.Max(math.Abs(a), math.Abs(b)) }

// elements reports processes that put out more of an element than they take
// in, where the make-up of everything taken in is known.
func (k *checker) elements() {
	made := map[string]composition{}
	for i := range k.catalog.Links {
		l := &k.catalog.Links[i]
		if formula := onlyFormula(l); formula != "" {
			if c, err := parseFormula(formula); err == nil && c != nil {
				made[l.ID] = c.shares()
			}
		}
	}
	for _, b := range k.catalog.Balances() {
		in, known := elementsOf(b.Inputs, made, true)
		out, _ := elementsOf(b.Outputs, made, false)
		if !known || !b.Complete {
			continue
		}
		for _, e := range slices.Sorted(maps.Keys(out)) {
			if out[e] <= in[e]*(1+elementTolerance)+0.002 {
				continue
			}
			f := &k.catalog.files[k.owner[b.Link]]
			n := slices.IndexFunc(f.Links, func(l graph.Link) bool { return l.ID == b.Link })
			k.add(f.problem(SeverityWarning, at("links", n, "products"), "element_balance",
				"环节 %s 元素 %s 不平：投入 %.3f t，产出 %.3f t", b.Link, e, in[e], out[e]))
		}
	}
}

// onlyFormula is the formula of what a link makes; "" where it makes several
// things, or a solution, which a formula does not show.
func onlyFormula(l *graph.Link) string {
	formula := ""
	for i, p := range l.Products {
		if i > 0 && p.Formula != formula || strings.Contains(p.Name, "溶液") || strings.Contains(p.Name, "%") {
			return ""
		}
		formula = p.Formula
	}
	return formula
}

// elementsOf sums elements; known is false where a term has no formula.
func elementsOf(terms []MassTerm, made map[string]composition, all bool) (composition, bool) {
	sum, known := composition{}, true
	for _, t := range terms {
		c, ok := made[t.Link]
		known = known && (ok || !all)
		for e, share := range c {
			high := t.Tonnes
			if all {
				high = math.Max(t.Tonnes, t.High)
			}
			sum[e] += high * share
		}
	}
	return sum, known
}
