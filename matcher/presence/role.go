package presence

import (
	"liantu/graph"
	"liantu/matcher/scope"
)

// goods tells what is done with a product.
func (p *pass) goods(ph *scope.Phrase, kinds scope.Kinds, link *linkInfo, q scope.Quality) []verdict {
	switch {
	case kinds.Has(scope.Plan):
		return one(graph.Planned, graph.Strong)
	case kinds.Has(scope.ForOthers):
		return one(graph.Producer, graph.Medium, noteContract)
	case kinds.Has(scope.ByOthers):
		return one(graph.Trader, graph.Medium, noteOutsource)
	case kinds.Has(scope.Make) && link.grown && p.processed(ph):
		return nil // 蔬菜晾晒
	case kinds.Has(scope.Make):
		return made(ph)
	case q.Needed:
		return one(graph.User, graph.Medium, noteNeeded)
	case kinds.Has(scope.Supply) && link.utility:
		return one(graph.Producer, graph.Strong)
	case kinds.Has(scope.Trade | scope.Supply | scope.Deal):
		return append(sold(ph, q), tended(kinds)...)
	case kinds.Has(scope.Use):
		return one(graph.User, graph.Strong)
	case kinds.Has(scope.Operate) && link.utility:
		return one(graph.Producer, graph.Strong)
	case kinds.Has(scope.Build):
		return one(graph.Planned, graph.Medium, noteProject)
	case kinds.Has(scope.Operate | scope.Carry | scope.Service | scope.Research):
		return one(graph.Service, graph.Strong)
	case kinds.Has(scope.Treat):
		return one(graph.User, graph.Medium, noteTreated)
	case kinds.Has(scope.Invest):
		return one(graph.Planned, graph.Weak, noteInvestor)
	}
	return p.verbless(ph, q)
}

// processed says that the verbs over a crop only process it.
func (p *pass) processed(ph *scope.Phrase) bool {
	return p.governs(ph, p.reader.scope.Processing(), 0) && !p.governs(ph, p.reader.scope.Growing(), 0)
}

func made(ph *scope.Phrase) []verdict {
	v := verdict{role: graph.Producer, strength: graph.Strong}
	switch ph.Licence {
	case scope.ToMake:
		v.notes = []string{noteLicence}
	case scope.ToTrade:
		v.notes = []string{noteTrading}
	}
	return []verdict{v}
}

// sold is trade; a licence to make beside it, or the words own product, say
// that the thing is made here all the same.
func sold(ph *scope.Phrase, q scope.Quality) []verdict {
	out := one(graph.Trader, graph.Strong)
	switch {
	case ph.Planned:
		out = one(graph.Trader, graph.Weak)
	case ph.Licence == scope.ToMake:
		out = append(out, verdict{role: graph.Producer, strength: graph.Medium, notes: []string{noteLicence}, against: true})
	case q.Own:
		out = append(out, verdict{role: graph.Producer, strength: graph.Medium, notes: []string{noteOwn}})
	}
	return out
}

// tended is the work of a seller on what he sells (销售、安装、维修).
func tended(kinds scope.Kinds) []verdict {
	if kinds.Has(scope.Trade) && kinds.Has(scope.Tend) {
		return one(graph.Service, graph.Strong, noteTended)
	}
	return nil
}

// activity tells what is done about a service that the term names.
func (p *pass) activity(ph *scope.Phrase, kinds scope.Kinds, h hit) []verdict {
	doing := scope.Make | scope.Operate | scope.Carry | scope.Deal | scope.Supply | scope.Treat | scope.Build
	switch {
	case kinds.Has(scope.Plan) || ph.Planned:
		return one(graph.Planned, graph.Strong)
	case kinds == scope.Trade && p.reader.lex.entries[h.entry].work: // nobody sells 公路工程
		return one(graph.Producer, graph.Medium, noteNoVerb)
	case kinds.Has(scope.Trade) && !kinds.Has(scope.Make|scope.Deal|scope.Build):
		return append(one(graph.Trader, graph.Strong), tended(kinds)...)
	case kinds.Has(doing):
		return one(graph.Producer, graph.Strong)
	case kinds.Has(scope.Service | scope.Research):
		return one(graph.Service, graph.Strong)
	case kinds.Has(scope.Invest):
		return one(graph.Planned, graph.Weak, noteInvestor)
	case kinds.Has(scope.Use):
		return one(graph.User, graph.Strong)
	}
	return one(graph.Producer, graph.Medium, noteNoVerb)
}
