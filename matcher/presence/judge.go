package presence

import (
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/scope"
)

// verdict is what a term in a phrase shows; without a role, nothing.
type verdict struct {
	role     graph.Role
	strength graph.Strength
	notes    []string
	against  bool // the clause says otherwise
}

// judge decides what the term of a claim shows where it stands, and keeps it.
func (p *pass) judge(h hit, c *claim, s standing) {
	at := p.phraseOf(h)
	if at < 0 {
		return
	}
	ph := &p.reading.Phrases[at]
	link := &p.reader.lex.links[c.link]
	inVerb := ph.Bare || h.start >= ph.Item.End
	if inVerb && !link.activity && !link.utility && c.class&lexical == 0 {
		return
	}
	if p.otherThing(h, at) {
		return
	}
	q := p.reader.scope.Qualities(p.reading.Text.Runes, *ph, h.start, h.end)
	if q.Recycled {
		return
	}
	tail := p.classOf(p.tailOf(h, at, link), h, c, s)
	for _, v := range p.verdicts(ph, link, c, tail, q, h) {
		if s.allows(v.role, tail, p.reader.scope.Leads(p.tail, tail)) {
			p.keep(h, c, at, q, v)
		}
	}
}

// classOf settles what a tail means for the claim's link, and the head that
// the item may share with a later one of its list.
func (p *pass) classOf(tail scope.Tail, h hit, c *claim, s standing) scope.Tail {
	link := &p.reader.lex.links[c.link]
	switch tail {
	case scope.TailSame:
		if at := p.phraseOf(h); len(p.tail) == 0 && h.start == p.reading.Phrases[at].Item.Start {
			return p.reader.scope.SharedTail(&p.reading, at)
		}
	case scope.TailService:
		if link.activity && s != stands && p.reader.scope.About(p.tail) {
			return scope.TailOther
		}
	case scope.TailWork:
		if link.activity && s == stands {
			return scope.TailSame
		}
		return scope.TailService
	case scope.TailVessel:
		if p.reader.scope.Fluid(string(p.reading.Text.Runes[h.start:h.end])) {
			return scope.TailEquipment
		}
		return scope.TailMade
	case scope.TailFeed:
		if link.grown {
			return scope.TailEquipment
		}
		return scope.TailMade
	}
	return tail
}

// allows says which roles a longer word around the term leaves: what the link
// denies may still be work on its product, or trade in it; what another link
// names may still be made of it, or work on it.
func (s standing) allows(role graph.Role, tail scope.Tail, leads bool) bool {
	switch s {
	case stands:
		return true
	case denied:
		return role == graph.Planned && tail == scope.TailProject || role == graph.User || role == graph.Service || role == graph.Trader
	}
	return leads && (role == graph.User && tail == scope.TailMade || role == graph.Service && tail == scope.TailService)
}

// keep makes a finding of a verdict.
func (p *pass) keep(h hit, c *claim, at int, q scope.Quality, v verdict) {
	ph := &p.reading.Phrases[at]
	if v.role == "" {
		return
	}
	if c.class&^family == 0 {
		if v.role != graph.Producer && v.role != graph.Planned || !ph.Kinds.Governs() {
			return
		}
		v.strength = graph.Weak
		v.notes = append(v.notes, noteFamily)
	}
	if ph.Last {
		v.strength = graph.Weak
		v.notes = append(v.notes, noteCut)
	}
	if p.members && v.role == graph.Service && !p.reader.lex.links[c.link].activity {
		v.strength = graph.Weak
		v.notes = append(v.notes, noteMembers)
	}
	text := &p.reading.Text
	e := graph.Evidence{In: graph.InScope, Term: text.Of(scope.Span{Start: h.start, End: h.end}), Clause: text.Of(ph.Clause),
		Strength: v.strength, Source: p.source, Notes: append(v.notes, p.itemNotes(q, ph)...)}
	if v.against {
		e.Contradiction = e.Clause
	}
	alone := ph.Kinds.Has(scope.Research) || p.governs(ph, p.reader.scope.Hiring(), 0)
	study := v.role == graph.Service && alone && !ph.Kinds.Has(scope.Tend|scope.Operate|scope.Service)
	p.add(finding{link: c.link, role: v.role, at: h.start, phrase: int32(at), elsewhere: ph.Elsewhere, study: study, tended: v.role == graph.Service && slices.Contains(v.notes, noteTended), evidence: e})
}

// phraseOf gives the phrase that a term stands in: where a verb parts the term,
// that of its last noun (煤制甲醇); -1 where it stands in none.
func (p *pass) phraseOf(h hit) int {
	for i := h.end - 1; i >= h.start; i-- {
		if at := p.reading.PhraseAt(i); at >= 0 {
			return at
		}
	}
	return -1
}

// otherThing says that what stands before the term makes another thing of it.
func (p *pass) otherThing(h hit, at int) bool {
	ph := &p.reading.Phrases[at]
	from, runes := ph.Item.Start, p.reading.Text.Runes
	if ph.Inner && from < len(runes) && runes[from] == '含' { // 金属矿石（含铁矿石）
		from++
	}
	if h.start <= from || h.start >= ph.Item.End {
		return false
	}
	return p.reader.scope.Before(runes[from:h.start], runes[h.start])
}

// longestTail is how many runes an item may go on behind a product's name.
const longestTail = 80

// tailOf says what the words of the item behind the term make of it. What the
// link's own words end in (UPVC系列管件) leaves it what it is.
func (p *pass) tailOf(h hit, at int, link *linkInfo) scope.Tail {
	item := p.reading.Phrases[at].Item
	p.tail = p.tail[:0]
	if item.End-h.end > longestTail {
		return scope.TailOther
	}
	for i := h.end; i < item.End; i++ {
		if p.reading.PhraseAt(i) == at {
			p.tail = append(p.tail, p.reading.Text.Runes[i])
		}
	}
	if rest := p.reading.Phrases[at].Rest; len(p.tail) == 0 && !rest.Empty() {
		p.tail = append(p.tail, p.reading.Text.Runes[rest.Start:rest.End]...)
	}
	if head := p.reading.Text.Runes[item.Start:max(item.Start, h.start)]; p.reader.scope.StuffFor(head, p.tail) {
		return scope.TailMade
	}
	if p.reader.scope.Salt(p.reading.Text.Runes[h.end-1], p.tail) {
		return scope.TailOther
	}
	tail, telling := p.reader.scope.After(p.tail)
	if tail == scope.TailMade || tail == scope.TailVessel || tail == scope.TailFeed || tail == scope.TailMaterial || tail == scope.TailSystem || tail == scope.TailEquipment {
		words := string(telling)
		if slices.ContainsFunc(link.name, func(w string) bool { return strings.HasSuffix(w, words) }) {
			return scope.TailSame
		}
	}
	return tail
}
