package diagnosis

import (
	"fmt"
	"strings"

	"liantu/graph"
)

// amount is a quantity a year in base units (t, Nm3, kWh), and whether it is
// the whole of it or only a bound.
type amount struct {
	value float64
	bound Limit
	parts []string // what it is made of, in words
}

// baseUnits says how the units of indicators turn into base units a year.
func baseUnits() map[string]float64 {
	return map[string]float64{
		"t/a": 1, "吨/年": 1, "万吨/年": 1e4, "万吨/a": 1e4, "万t/a": 1e4, "kt/a": 1e3,
		"Nm3/a": 1, "万Nm3/a": 1e4, "亿Nm3/a": 1e8, "万立方米/年": 1e4, "亿立方米/年": 1e8,
		"kWh/a": 1, "万kWh/a": 1e4, "亿kWh/a": 1e8,
	}
}

// capacity is what the firms here can make of a link's product a year: the
// region's own figure where one is known, else the sum of what is known of
// its firms, which is a lower bound. An hourly or undated figure is not used.
func (s *State) capacity(link string) *amount {
	var region *graph.Indicator
	sum := amount{bound: AtLeast}
	latest := map[string]graph.Indicator{}
	here := map[string]string{}
	for _, o := range s.Here[link] {
		here[o.Firm] = o.Name
	}
	for i := range s.Indicators {
		x := &s.Indicators[i]
		if x.Link != link || x.Measure != "capacity" || x.Value == nil || baseUnits()[x.Unit] == 0 {
			continue
		}
		switch _, isFirm := here[x.Subject]; {
		case x.Subject == s.Home && (region == nil || x.Date > region.Date):
			region = x
		case isFirm && x.Date >= latest[x.Subject].Date:
			latest[x.Subject] = *x
		}
	}
	if region != nil {
		return &amount{value: *region.Value * baseUnits()[region.Unit],
			parts: []string{fmt.Sprintf("%s%s（%s，%s%s）", trim(*region.Value), region.Unit, region.Date, region.Source, unverified(region))}}
	}
	for firm, x := range latest {
		sum.value += *x.Value * baseUnits()[x.Unit]
		sum.parts = append(sum.parts, fmt.Sprintf("%s %s%s（%s）", here[firm], trim(*x.Value), x.Unit, x.Date))
	}
	if len(latest) == 0 {
		return nil
	}
	return &sum
}

func unverified(i *graph.Indicator) string {
	if i.Verified {
		return ""
	}
	return "，未核实"
}

// demand is what the processes here take of a link's product. It is a lower
// bound where a present user's capacity or coefficient is not known.
func (s *State) demand(link string, capacities map[string]*amount) (*amount, []string) {
	var sum amount
	var unknown []string
	known := false
	for _, f := range s.Flows {
		if f.From != link || f.Kind != graph.Input {
			continue
		}
		x := capacities[f.To]
		switch {
		case x != nil && f.Quantity != nil:
			known = true
			sum.value += *f.Quantity * x.value
			sum.parts = append(sum.parts, fmt.Sprintf("%s：%s %s × %s", s.name(f.To), trim(*f.Quantity), f.Unit, strings.Join(x.parts, "、")))
			if x.bound == AtLeast {
				sum.bound = AtLeast
			}
		case s.producers(f.To) > 0:
			unknown = append(unknown, s.name(f.To))
		}
	}
	if !known {
		return nil, unknown
	}
	if len(unknown) > 0 {
		sum.bound = AtLeast
	}
	return &sum, unknown
}

// byproduct is what arrives at a link from processes here, less what is known
// to be used; an upper bound while a user's share is not known.
func (s *State) byproduct(link string, capacities map[string]*amount) *amount {
	var sum amount
	known := false
	for _, f := range s.Flows {
		if f.To != link || f.Kind != graph.Byproduct || f.Quantity == nil {
			continue
		}
		if x := capacities[f.From]; x != nil {
			known = true
			sum.value += *f.Quantity * x.value
			sum.parts = append(sum.parts, fmt.Sprintf("%s副产：%s %s × %s", s.name(f.From), trim(*f.Quantity), f.Unit, strings.Join(x.parts, "、")))
		}
	}
	if !known {
		return nil
	}
	return &sum
}

// trim writes a number with at most four significant decimals.
func trim(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.4f", v), "0"), ".")
}
