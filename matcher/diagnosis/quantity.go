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

// quantities are the capacities of one state, and for which links the record
// is good enough to take "nobody seen" for "nobody there".
type quantities struct {
	s        *State
	rules    *StatusRules
	capacity map[string]*amount
	through  map[string]*amount // of intermediates that are made where they are used
	covered  map[string]bool
}

// derive works out what passes through intermediates that do not travel and
// have no capacity of their own: as much as the processes here take of them
// (PVC takes vinyl chloride, that takes acetylene, that takes carbide).
func (q *quantities) derive() {
	const steps = 4 // longest run of such intermediates
	for range steps {
		for i := range q.s.Links {
			l := &q.s.Links[i]
			if l.Tradable == nil || *l.Tradable || q.capacity[l.ID] != nil || yearly(l) != "t/a" {
				continue
			}
			if n := q.demand(l.ID); n.amount != nil {
				q.through[l.ID] = &amount{value: n.amount.value, bound: AtLeast,
					parts: []string{"就地自产自用 " + say(n.amount.value, "t/a") + "（" + strings.Join(n.amount.parts, "；") + "）"}}
			}
		}
	}
}

// running is what a process here makes a year, as far as it is known.
func (q *quantities) running(link string) *amount {
	if x := q.capacity[link]; x != nil {
		return x
	}
	return q.through[link]
}

// baseUnits says how the units of indicators turn into base units a year.
func baseUnits() map[string]float64 {
	return map[string]float64{
		"t/a": 1, "吨/年": 1, "万吨/年": 1e4, "万吨/a": 1e4, "万t/a": 1e4, "kt/a": 1e3,
		"Nm3/a": 1, "万Nm3/a": 1e4, "亿Nm3/a": 1e8, "万立方米/年": 1e4, "亿立方米/年": 1e8,
		"kWh/a": 1, "万kWh/a": 1e4, "亿kWh/a": 1e8,
	}
}

// unit is the yearly unit of a link's first product.
func (q *quantities) unit(l *graph.Link) string { return yearly(l) }

func yearly(l *graph.Link) string {
	if len(l.Products) == 0 || l.Products[0].Unit == "" {
		return "/a"
	}
	return l.Products[0].Unit + "/a"
}

// capacityOf is what the firms here can make of a link's product a year: the
// region's own figure where one is known, else the sum of what is known of
// its firms, a lower bound unless all of them are known and the record would
// show any other. A figure by the hour or without a date is not used.
func (q *quantities) capacityOf(link string) *amount {
	if region := q.s.latestOf(link, "capacity", q.s.Home); region != nil && baseUnits()[region.Unit] != 0 {
		return &amount{value: *region.Value * baseUnits()[region.Unit], parts: []string{cited(region)}}
	}
	plants := q.s.plants(link)
	if len(plants) == 0 {
		return nil
	}
	sum := amount{bound: AtLeast}
	for _, p := range plants {
		sum.value += p.value
		sum.parts = append(sum.parts, p.text)
	}
	if q.covered[link] && len(plants) == q.s.producers(link) {
		sum.bound = Exact
	}
	return &sum
}

func unverified(i *graph.Indicator) string {
	if i.Verified {
		return ""
	}
	return "，未核实"
}

// need is what the processes here take of a link's product.
type need struct {
	amount  *amount
	unknown []string // users here whose capacity or coefficient is not known
	unseen  int      // user links of which the record cannot say that nobody is there
}

// demand sums the needs of the processes here. It is a lower bound where a
// user's capacity or coefficient is not known, or where the record does not
// show whether there is a user.
func (q *quantities) demand(link string) need {
	var n need
	sum, known := amount{}, false
	for _, f := range q.s.Flows {
		if f.From != link || f.Kind != graph.Input {
			continue
		}
		x := q.running(f.To)
		switch {
		case x != nil && f.Quantity != nil:
			known = true
			sum.value += *f.Quantity * x.value
			sum.parts = append(sum.parts, fmt.Sprintf("%s：%s %s × %s", q.s.name(f.To), trim(*f.Quantity), f.Unit, strings.Join(x.parts, "、")))
			if x.bound == AtLeast {
				sum.bound = AtLeast
			}
		case q.s.producers(f.To) > 0:
			n.unknown = append(n.unknown, q.s.name(f.To))
		case !q.covered[f.To]:
			n.unseen++
		}
	}
	if known {
		n.amount = &sum
		if len(n.unknown)+n.unseen > 0 {
			sum.bound = AtLeast
		}
	}
	return n
}

func (n need) note() string {
	switch {
	case len(n.unknown) > 0:
		return "；另有用户产能不详：" + strings.Join(n.unknown, "、")
	case n.unseen > 0:
		return fmt.Sprintf("；另有%d个下游环节本地有无企业不详", n.unseen)
	}
	return ""
}

func (n need) missing() string {
	switch {
	case len(n.unknown) > 0:
		return "用户产能不详：" + strings.Join(n.unknown, "、") + "；导入其产能即可定"
	case n.unseen > 0:
		return fmt.Sprintf("%d个下游环节本地有无企业不详；导入企业名单与产能即可定", n.unseen)
	}
	return "本地没有以它为原料的生产企业"
}

// byproduct is what arrives at a link from processes here. It is a lower
// bound where the capacity of a source is.
func (q *quantities) byproduct(link string) *amount {
	var sum amount
	known := false
	for _, f := range q.s.Flows {
		if f.To != link || f.Kind != graph.Byproduct || f.Quantity == nil {
			continue
		}
		x := q.running(f.From)
		switch {
		case x != nil:
			known = true
			sum.value += *f.Quantity * x.value
			sum.parts = append(sum.parts, fmt.Sprintf("%s副产：%s %s × %s", q.s.name(f.From), trim(*f.Quantity), f.Unit, strings.Join(x.parts, "、")))
			if x.bound == AtLeast {
				sum.bound = AtLeast
			}
		case q.s.producers(f.From) > 0:
			sum.bound = AtLeast
		}
	}
	if !known {
		return nil
	}
	return &sum
}

// trim writes a number with at most four decimals.
func trim(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.4f", v), "0"), ".")
}

// say writes a yearly quantity the way a planner reads it: 1763万t/a.
func say(v float64, unit string) string {
	short := func(x float64) string {
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
	}
	switch {
	case v >= 1e8:
		return short(v/1e8) + "亿" + unit
	case v >= 1e4:
		return short(v/1e4) + "万" + unit
	}
	return short(v) + unit
}
