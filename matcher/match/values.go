package match

import (
	"slices"
	"strings"

	"liantu/matcher/diagnosis"
)

// The values of the parts of a score: each from a card, so that thousands can
// be ranked before the rows of the best are read for their receipts.

// fit is the strength of the evidence times how much of the firm's business
// the link is; firms one step away have a share of that.
func (s *scoring) fit(c *card) measure {
	rules := &s.weights.Fit
	v, focus, named, beside := s.strengths[c.stand.strength], c.stand.focus, c.stand.named, c.stand.beside
	if c.adjacent != "" {
		v, named, beside = rules.Adjacent, false, false
	}
	if named {
		focus = max(focus, rules.NamedFocus)
	}
	v *= rules.FocusFloor + (1-rules.FocusFloor)*focus
	if beside {
		v *= rules.Beside
	}
	if c.trades {
		v *= rules.TraderName
	}
	return known(v)
}

// scale is the mean of what is known of capital, revenue and capacity.
func (s *scoring) scale(c *card) measure {
	share, _ := s.capacityShare(c.id)
	sum, n := 0.0, 0.0
	for _, x := range [...]measure{c.capital, c.revenue, share} {
		if x.known {
			sum += x.v
			n++
		}
	}
	if n == 0 {
		return measure{}
	}
	return known(sum / n)
}

// capacityShare holds the firm's own capacity against what is lacking at
// home; the value is unknown where either is not known, the second is false
// where no capacity is.
func (s *scoring) capacityShare(firm string) (measure, bool) {
	x, ok := s.capacity[firm]
	if !ok {
		return measure{}, false
	}
	own, ok := diagnosis.YearlyAmount(*x.Value, x.Unit)
	if !ok || s.need == nil || *s.need <= 0 {
		return measure{}, true
	}
	return known(between(own / *s.need)), true
}

// tie is the strongest of what binds the firm to firms at home; unknown where
// nothing is on record.
func (s *scoring) tie(c *card) measure {
	if !c.tied {
		return measure{}
	}
	best := known(0)
	for _, t := range s.ties[c.id] {
		best.v = max(best.v, t.value)
	}
	return best
}

// westward says whether the firm, or a plant or firm of its group, is in the
// provinces around.
func (s *scoring) westward(c *card) measure {
	switch {
	case c.region == "":
		return measure{}
	case s.near(c.region) || slices.ContainsFunc(c.sites, func(f *facts) bool { return s.nearSite(f.kind, f.region) }):
		return known(1)
	}
	return known(0)
}

// growth is how long the firm has lasted, how many plants and branches it
// has, and whether it is building.
func (s *scoring) growth(c *card) measure {
	rules := &s.weights.Growth
	var x measure
	if c.founded != 0 {
		x = known(rules.AgeShare * between(float64(int64(s.now.Year())-c.founded)/rules.MatureYears))
	}
	for _, site := range c.sites {
		if site.parent != "" {
			x = known(x.v + rules.PerPlant)
		}
	}
	if c.builds {
		x = known(x.v + rules.Project)
	}
	return x
}

// pressure to move is known only where a column of the firm says so.
func (s *scoring) pressure(c *card) measure {
	if c.pressed {
		return known(1)
	}
	return measure{}
}

func (s *scoring) comingHere(*card) measure {
	if s.advantage == nil {
		return measure{}
	}
	return known(*s.advantage)
}

// licence is known only where a licence or a capacity stands in a clause.
func (s *scoring) licence(c *card) measure {
	best := measure{known: len(c.stand.licences) > 0}
	for i, until := range c.stand.licences {
		v := s.weights.Licence.Known
		if s.isPast(until) {
			v = s.weights.Licence.Expired
		}
		if i == 0 || v > best.v {
			best.v = v
		}
	}
	return best
}

// isPast says whether a day, "" none, lies before today.
func (s *scoring) isPast(day string) bool { return day != "" && day < s.today }

// quality is what marks and a stock code say for the firm.
func (s *scoring) quality(c *card) measure { return c.facts.quality }

// against is what speaks against the firm: marks of its own and of its group,
// and that it does the same next door already.
func (s *scoring) against(c *card) measure {
	x := c.facts.against
	note := func(v float64) { x = known(max(x.v, v)) }
	for _, site := range c.sites {
		if site.against.known && site.against.v > 0 {
			note(site.against.v)
		}
	}
	if s.doesNextDoor(c.region, c.adjacent) {
		note(s.weights.NextDoor)
	}
	for _, plant := range c.plants {
		if s.isNextDoor(plant.region) {
			note(s.weights.NextDoor)
		}
	}
	return x
}

// found is how the firm stood in a search, fused with its evidence.
func (s *scoring) found(c *card) measure {
	f, ok := s.order[c.id]
	return measure{f.value, ok}
}

func (s *scoring) near(region string) bool {
	return slices.ContainsFunc(s.west, func(prefix string) bool { return strings.HasPrefix(region, prefix) })
}
