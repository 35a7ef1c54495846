package presence

import (
	"slices"

	"liantu/graph"
	"liantu/matcher/scope"
)

// How evidence was read (graph.Evidence.Notes).
const (
	noteFamily    = "family word only"
	noteCut       = "text breaks off"
	noteNoVerb    = "no verb"
	noteByName    = "no verb: by the name"
	noteAround    = "no verb: by the clauses around it"
	noteContract  = "contract making for others"
	noteOutsource = "made by others"
	noteLicence   = "licence to make"
	noteTrading   = "licence to trade"
	noteInvestor  = "investor's interest"
	noteProject   = "project"
	noteOwn       = "own product"
	noteMadeOf    = "another product is made of it"
	noteNeeded    = "needed for own making"
	noteTreated   = "treated or used up"
)

func one(role graph.Role, s graph.Strength, notes ...string) []verdict {
	return []verdict{{role: role, strength: s, notes: notes}}
}

// verdicts tells from the verbs, the words around the term and the kind of
// link what the firm does.
func (p *pass) verdicts(ph *scope.Phrase, link *linkInfo, c *claim, tail scope.Tail, q scope.Quality, h hit) []verdict {
	kinds := ph.Kinds
	if ph.Planned && kinds.Has(scope.Make|scope.Plan|scope.Build) {
		kinds = scope.Plan
	}
	switch tail {
	case scope.TailEquipment, scope.TailOther:
		return nil
	case scope.TailMaterial:
		if p.reader.lex.entries[h.entry].device || link.activity {
			return nil
		}
	case scope.TailSystem:
		if link.activity || link.utility {
			return nil
		}
	case scope.TailMade:
		if kinds.Has(scope.Make) && !link.activity && c.class&named != 0 {
			return one(graph.User, graph.Medium, noteMadeOf)
		}
		return nil
	case scope.TailService:
		return one(graph.Service, byVerb(kinds))
	case scope.TailTrade:
		return one(graph.Trader, byVerb(kinds))
	case scope.TailProject:
		return project(kinds)
	}
	advice := p.advises(h)
	lexical := p.makesBy(ph, link) || c.class&lexical != 0 && p.asVerb(ph, link, c)
	if lexical && !advice && !kinds.Has(scope.Plan|scope.Invest) {
		return one(graph.Producer, graph.Strong)
	}
	if advice {
		kinds = scope.Service
	}
	if p.reader.lex.entries[h.entry].deed && !kinds.Governs() && !ph.Planned {
		return one(graph.Producer, graph.Strong)
	}
	if link.activity {
		return p.activity(ph, kinds)
	}
	return p.goods(ph, kinds, link, q)
}

// advises says that a verb of advice follows the term at once (货物运输代理).
func (p *pass) advises(h hit) bool {
	kinds, _ := p.reader.scope.VerbAt(p.reading.Text.Runes, h.end)
	return kinds.Has(scope.Service) && !kinds.Has(scope.Make|scope.Operate|scope.Carry)
}

// makesBy says that among the verbs over a phrase is one that makes the link's
// product though it makes no other's.
func (p *pass) makesBy(ph *scope.Phrase, link *linkInfo) bool {
	if len(link.making) == 0 {
		return false
	}
	text := p.reading.Text.Runes
	for i := ph.Verbs.Start; i < ph.Verbs.End; i++ {
		if kinds, end := p.reader.scope.VerbAt(text, i); kinds != 0 {
			if slices.Contains(link.making, string(text[i:end])) {
				return true
			}
			i = end - 1
		}
	}
	return false
}

func byVerb(kinds scope.Kinds) graph.Strength {
	if kinds.Governs() {
		return graph.Strong
	}
	return graph.Medium
}

func project(kinds scope.Kinds) []verdict {
	switch {
	case kinds.Has(scope.Plan):
		return one(graph.Planned, graph.Strong)
	case kinds.Has(scope.Make) && !kinds.Has(scope.Turn):
		return one(graph.Producer, graph.Strong, noteProject)
	case kinds.Has(scope.Operate | scope.Deal):
		return one(graph.Producer, graph.Medium, noteProject)
	case kinds.Has(scope.Invest):
		return one(graph.Planned, graph.Weak, noteInvestor)
	case kinds.Has(scope.Service | scope.Research):
		return one(graph.Service, graph.Strong)
	}
	return one(graph.Planned, graph.Medium, noteProject)
}
