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
	noteRuns      = "built and run"
	noteOwn       = "own product"
	noteMadeOf    = "another product is made of it"
	noteNeeded    = "needed for own making"
	noteTreated   = "treated or used up"
	noteTended    = "sold and looked after"
	noteAgent     = "arranged for others"
	noteOwnStudy  = "research on one's own product"
	noteMembers   = "for its own members"
)

func one(role graph.Role, s graph.Strength, notes ...string) []verdict {
	return []verdict{{role: role, strength: s, notes: notes}}
}

// verdicts tells from the verbs, the words around the term and the kind of
// link what the firm does.
func (p *pass) verdicts(ph *scope.Phrase, link *linkInfo, c *claim, tail scope.Tail, q scope.Quality, h hit) []verdict {
	kinds := ph.Kinds
	if ph.Planned && (kinds.Has(scope.Make|scope.Plan|scope.Build|scope.Operate|scope.Carry|scope.Research|scope.Deal) || !kinds.Governs()) {
		kinds = scope.Plan
	}
	if c.class&^governed == 0 {
		if tail != scope.TailSame || len(p.tail) > 0 || h.start != ph.Item.Start {
			return nil
		}
		return p.apart(ph, c, kinds)
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
		if kinds.Has(scope.Make) && !link.activity && !link.utility && c.class&named != 0 {
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
	advice := p.advises(h, ph, link)
	if advice && link.activity && p.agent(h) {
		return one(graph.Service, graph.Weak, noteAgent)
	}
	lexical := p.makesBy(ph, link) || c.class&lexical != 0 && p.asVerb(ph, link, c, h) || link.activity && !kinds.Has(scope.Trade) && p.reader.lex.entries[h.entry].doing && holdsVerbs(ph, h)
	if lexical && kinds == scope.Use { // 利用粉煤灰加工销售砖
		return one(graph.User, graph.Strong)
	}
	if lexical && !advice && !kinds.Has(scope.Plan|scope.Invest) {
		return one(graph.Producer, graph.Strong)
	}
	if advice {
		kinds = scope.Service
	}
	if p.reader.lex.entries[h.entry].deed && !kinds.Governs() && !ph.Planned && !p.onlyPlans() {
		return one(graph.Producer, graph.Strong)
	}
	if link.activity {
		return p.activity(ph, kinds, h)
	}
	return p.goods(ph, kinds, link, q)
}

// apart tells what a noun shows that stands apart from its own verb.
func (p *pass) apart(ph *scope.Phrase, c *claim, kinds scope.Kinds) []verdict {
	switch {
	case kinds.Has(scope.Plan): // 煤矿筹建
		return one(graph.Planned, graph.Strong)
	case kinds.Has(scope.Invest) || !p.governs(ph, c.verbs, asides(kinds)):
		return nil
	}
	return one(graph.Producer, graph.Strong)
}

// advises says that a verb of advice follows the term at once (货物运输代理),
// and where the term is no verb itself, that none of work is beside it (设计、制造).
func (p *pass) advises(h hit, ph *scope.Phrase, link *linkInfo) bool {
	text, e := p.reading.Text.Runes, &p.reader.lex.entries[h.entry]
	if e.doing && h.end+1 < len(text) && text[h.end] == '的' {
		kinds, _ := p.reader.scope.VerbAt(text, h.end+1)
		return kinds.Has(scope.Research|scope.Service) && !kinds.Has(scope.Make) // 花卉种植的技术开发
	}
	kinds, _ := p.reader.scope.VerbAt(text, h.end)
	if e.treating && kinds.Has(scope.Research) {
		return true // 煤矸石综合利用研究
	}
	if !kinds.Has(scope.Service) || kinds.Has(scope.Make|scope.Operate|scope.Carry) {
		return false
	}
	return e.doing || !p.works(ph) && !p.makesBy(ph, link)
}

// agent says that the verb behind the term only arranges it (货运代理) or
// informs of it (货运信息咨询).
func (p *pass) agent(h hit) bool {
	text := p.reading.Text.Runes
	_, end := p.reader.scope.VerbAt(text, h.end)
	if end == 0 {
		return false
	}
	return p.reader.scope.About(text[h.end:end]) || slices.Contains(p.reader.scope.Agency(), string(text[h.end:end]))
}

// works says that a verb over the phrase makes, sells or does something; 服务
// and the like do nothing by themselves.
func (p *pass) works(ph *scope.Phrase) bool {
	text := p.reading.Text.Runes
	for i := ph.Verbs.Start; i < ph.Verbs.End; i++ {
		kinds, end := p.reader.scope.VerbAt(text, i)
		if kinds == 0 {
			continue
		}
		if kinds.Has(scope.Make|scope.Trade|scope.Deal|scope.Operate|scope.Carry|scope.Build) && !p.reader.scope.Vague(string(text[i:end])) {
			return true
		}
		i = end - 1
	}
	return false
}

// makesBy says that among the verbs over a phrase is one that makes the link's
// product though it makes no other's.
func (p *pass) makesBy(ph *scope.Phrase, link *linkInfo) bool {
	if len(link.making) == 0 {
		return false
	}
	return p.governs(ph, link.making, asides(ph.Kinds))
}

// aside says that a verb of use stands before its noun (利用粉煤灰制砖), or
// research alone behind it (综合利用研究).
func (p *pass) aside(ph *scope.Phrase, kinds scope.Kinds, start, end int) bool {
	if kinds.Has(scope.Use) && start < ph.Item.Start {
		return true
	}
	next, _ := p.reader.scope.VerbAt(p.reading.Text.Runes, end)
	return kinds.Has(scope.Treat) && next.Has(scope.Research) && !next.Has(scope.Make)
}

// asides are the kinds of verbs that say nothing by themselves beside others:
// work on what one makes (制造、销售、维修).
func asides(kinds scope.Kinds) scope.Kinds {
	if kinds.Has(scope.Make) {
		return scope.Tend
	}
	return 0
}

// governs says that one of the verbs stands among those over a phrase, one of
// the kinds in but apart.
func (p *pass) governs(ph *scope.Phrase, verbs []string, but scope.Kinds) bool {
	text := p.reading.Text.Runes
	for i := ph.Verbs.Start; i < ph.Verbs.End; i++ {
		if kinds, end := p.reader.scope.VerbAt(text, i); kinds != 0 {
			if ph.Kinds.Has(kinds) && !kinds.Has(but) && slices.Contains(verbs, string(text[i:end])) && !p.aside(ph, kinds, i, end) {
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
