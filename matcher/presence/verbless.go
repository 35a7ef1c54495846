package presence

import (
	"slices"

	"liantu/graph"
	"liantu/matcher/scope"
)

// verbless reads a product that no verb reaches: by a licence, by the firm's
// name, by the clauses around it; else it stays unknown, and weak.
func (p *pass) verbless(ph *scope.Phrase, q scope.Quality) []verdict {
	switch ph.Licence {
	case scope.ToMake:
		return one(graph.Producer, graph.Medium, noteLicence)
	case scope.ToTrade:
		return one(graph.Trader, graph.Medium, noteTrading)
	case scope.ToCarry:
		return one(graph.Service, graph.Medium)
	}
	if ph.Planned {
		return one(graph.Planned, graph.Medium)
	}
	if q.Byproduct {
		return one(graph.Producer, graph.Medium, noteNoVerb)
	}
	if p.name.trader {
		return one(graph.Trader, graph.Medium, noteByName)
	}
	if !p.reading.AnyVerb {
		if p.name.maker {
			return one(graph.Producer, graph.Medium, noteByName)
		}
		return one(graph.Producer, graph.Weak, noteNoVerb)
	}
	if p.onlyPlans() {
		return one(graph.Planned, graph.Medium, noteAround)
	}
	trade := scope.Trade | scope.Deal | scope.Supply
	before, behind := p.reading.Around(p.indexOf(ph))
	if (before == 0 || before.Has(trade) && !before.Has(scope.Make)) && (behind == 0 || behind.Has(trade) && !behind.Has(scope.Make)) {
		return one(graph.Trader, graph.Medium, noteAround)
	}
	return one(graph.Producer, graph.Weak, noteNoVerb)
}

// onlyPlans says that all verbs of the scope plan (焦炭；煤气的生产筹建).
func (p *pass) onlyPlans() bool {
	plans := false
	for i := range p.reading.Phrases {
		if ph := &p.reading.Phrases[i]; ph.Kinds.Governs() {
			if !ph.Kinds.Has(scope.Plan) {
				return false
			}
			plans = true
		}
	}
	return plans
}

func (p *pass) indexOf(ph *scope.Phrase) int {
	return p.reading.PhraseAt(ph.Item.Start)
}

// asVerb says that a lexical verb is one here. What stands in a list that is
// sold is a product (销售：洗煤、中煤); a word that is a product as well (洗精煤) is
// a verb where nothing governs it, or selling is only the next step (洗精煤、销售).
func (p *pass) asVerb(ph *scope.Phrase, link *linkInfo, c *claim, h hit) bool {
	if link.activity {
		return true
	}
	if holdsVerbs(ph, h) {
		return true
	}
	before := !ph.Verbs.Empty() && ph.Verbs.Start < ph.Item.End
	if before && ph.Kinds.Has(scope.Trade) && !ph.Kinds.Has(scope.Make) {
		return false
	}
	sold := ph.Kinds.Has(scope.Trade) && !ph.Kinds.Has(scope.Make)
	switch {
	case c.class&named == 0:
		return !sold || ph.Verbs.Start > ph.Item.End+1 // 精洗煤的销售
	case !ph.Kinds.Governs():
		return p.lone(ph)
	case before || !ph.Kinds.Has(scope.Trade):
		return false
	}
	switch p.reading.Text.Runes[ph.Verbs.Start-1] {
	case '、', ',', '及', '和', '与', '并':
		return true
	}
	return false
}

// holdsVerbs says that the term holds the verb over it: 废旧金属收购, 购售电.
func holdsVerbs(ph *scope.Phrase, h hit) bool {
	if ph.Bare {
		return h.start < ph.Item.Start && h.end >= ph.Item.End // 铁路运输代理
	}
	return h.end > ph.Item.End && h.start >= ph.Item.Start || !ph.Verbs.Empty() && h.start <= ph.Verbs.Start && h.end >= ph.Verbs.End
}

// lone says that such a word stands alone: its clause lists no plain product
// beside it, and the firm is no trader.
func (p *pass) lone(ph *scope.Phrase) bool {
	if p.name.trader {
		return false
	}
	if p.alone.known && p.alone.clause == ph.Clause {
		return p.alone.holds
	}
	p.alone.known, p.alone.clause, p.alone.holds = true, ph.Clause, p.lexicalFrom(p.indexOf(ph), ph.Clause)
	return p.alone.holds
}

// lexicalFrom says that each ungoverned item of the clause around phrase at
// makes without an object.
func (p *pass) lexicalFrom(at int, clause scope.Span) bool {
	for at > 0 && p.reading.Phrases[at-1].Clause == clause {
		at--
	}
	for ; at >= 0 && at < len(p.reading.Phrases) && p.reading.Phrases[at].Clause == clause; at++ {
		o := &p.reading.Phrases[at]
		if !o.Inner && !o.Bare && !o.Kinds.Governs() && !p.lexicalItem(o) {
			return false
		}
	}
	return true
}

// alone keeps what lone found for the clause at work.
type alone struct {
	known  bool
	clause scope.Span
	holds  bool
}

// lexicalItem says that some term in the phrase makes without an object.
func (p *pass) lexicalItem(ph *scope.Phrase) bool {
	first, _ := slices.BinarySearchFunc(p.hits, ph.Item.Start, func(h hit, start int) int { return h.start - start })
	for _, h := range p.hits[first:] {
		if h.start >= ph.Item.End {
			break
		}
		for _, c := range p.reader.lex.entries[h.entry].claims {
			if c.class&lexical != 0 && h.end <= ph.Item.End {
				return true
			}
		}
	}
	return false
}
