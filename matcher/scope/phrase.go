package scope

import "slices"

// clause reads the elements from base on as one clause, makes their phrases,
// and reads the brackets; it gives the verbs that a list within […：A；B]
// carries over its semicolons.
func (p *reader) clause(base, held int, span Span, f frame) Kinds {
	elems := p.elems[base:]
	brackets := p.brackets[held:]
	if len(elems) == 0 && len(brackets) == 0 {
		return f.carry
	}
	if f.depth > 0 {
		span = f.clause
	}
	r := reach{elems: elems, measure: p.measure, needs: p.needs, serving: p.serving, turns: p.turns, stuff: p.stuff}
	from := 0
	if p.investing(elems) {
		from = r.invested()
	}
	p.unstored(elems)
	r.govern(from)
	p.planAll(elems)
	carry := p.carry(elems, f)
	for i := range elems {
		p.phrase(elems, i, span, carry, f)
	}
	for k := range brackets {
		p.mark(base, brackets[k])
	}
	for k := 0; k < len(p.brackets)-held; k++ {
		p.within(base, p.brackets[held+k], span, f)
	}
	p.elems = p.elems[:base]
	p.brackets = p.brackets[:held]
	return carry
}

// needs says that an element is what something needs.
func (p *reader) needs(e *elem) bool {
	return holds(p.runes, Span{int(e.start), int(e.end)}, p.rules.needed)
}

// planAll takes 此企业属筹建 for all that stands before it.
func (p *reader) planAll(elems []elem) {
	for i := range elems {
		e := &elems[i]
		if e.verb || !e.kinds.Has(Plan) || !holds(p.runes, Span{int(e.start), int(e.end)}, p.rules.backward) {
			continue
		}
		e.excluded = true
		for k := range p.reading.Phrases {
			p.reading.Phrases[k].Planned = true
		}
	}
}

// unstored takes 不带有储存设施的经营 for what it is: trade.
func (p *reader) unstored(elems []elem) {
	for i := 1; i < len(elems); i++ {
		noun, verb := &elems[i-1], &elems[i]
		if noun.verb || !verb.verb || verb.sep != tokText || !verb.kinds.Has(Deal) {
			continue
		}
		if flags, _ := p.qualities(Span{int(noun.start), int(noun.end)}); flags&qTradeLicence != 0 {
			noun.excluded, verb.kinds = true, Trade
		}
	}
}

// serving says that what is done to an element is a service of its own.
func (p *reader) serving(e *elem) bool {
	return endsIn(string(p.runes[e.start:e.end]), p.rules.ownObject)
}

// stuff says that a noun and a bare 制 tell what the next noun is of (铝制).
func (p *reader) stuff(noun, verb *elem) bool {
	return verb.end-verb.start == 1 && verb.kinds.Has(Turn) && p.rules.stuffs[string(p.runes[noun.start:noun.end])]
}

// turns says that a verb is one that makes a thing of another.
func (p *reader) turns(e *elem) bool {
	return p.rules.turns[string(p.runes[e.start:e.end])]
}

// gathers says that an element sums up the list before it (等相关项目).
func (p *reader) gathers(e *elem) bool {
	return slices.Contains(p.runes[e.start:e.end], '等')
}

// measure says that an element is only a figure (10万瓶/年), a grade (生产二级)
// or the word project (制造及维修项目).
func (p *reader) measure(e *elem) bool {
	if string(p.runes[e.start:e.end]) == "项目" || e.end-e.start <= 2 && endsIn(string(p.runes[e.start:e.end]), p.rules.after.grade) {
		return true
	}
	if !isDigit(p.runes[e.start]) {
		return false
	}
	end := p.rules.quantity(p.runes[:e.end], int(e.start))
	return end > 0 && (end == int(e.end) || isOpen(p.runes[end]))
}

// investing says that the clause begins with 对 or the like, or ends in
// 等项目的投资: then all of it is only invested in.
func (p *reader) investing(elems []elem) bool {
	if len(elems) == 0 {
		return false
	}
	for i := elems[0].start; i < elems[0].end; i++ {
		_, end := p.rules.investing.Longest(p.runes, int(i))
		if end > 0 && (i == elems[0].start || end-int(i) > 1) {
			return true
		}
	}
	for i := 1; i < len(elems); i++ {
		if elems[i].verb && elems[i].kinds.Has(Invest) && !elems[i-1].verb && p.gathers(&elems[i-1]) {
			return true
		}
	}
	return false
}

// carry gives the head verbs that stand before a colon in a bracket.
func (p *reader) carry(elems []elem, f frame) Kinds {
	if f.depth == 0 {
		return 0
	}
	var verbs, before Kinds
	for i := range elems {
		if !elems[i].verb {
			if elems[i].sep == tokColon {
				return before &^ TailOnly
			}
			before = 0
			continue
		}
		verbs |= elems[i].kinds
		before |= elems[i].kinds
	}
	if verbs != 0 {
		return 0
	}
	return f.carry
}

// phrase makes the phrase of element i.
func (p *reader) phrase(elems []elem, i int, clause Span, carry Kinds, f frame) {
	e := &elems[i]
	if e.excluded || e.gone || e.verb && (e.fixed || !p.bare(elems, i)) {
		return
	}
	ph := Phrase{Item: Span{int(e.start), int(e.end)}, Clause: clause, Kinds: e.kinds &^ TailOnly, Bare: e.verb,
		Elsewhere: p.section.elsewhere, Inner: f.depth > 0, Verbs: Span{int(e.verbs[0]), int(e.verbs[1])}}
	if e.behind > e.end {
		ph.Behind = Span{int(e.end), int(e.behind)}
	}
	if f.depth > 0 && !e.verb && !ph.Kinds.Governs() {
		p.inherit(&ph, carry, f)
	}
	r := p.reading
	e.phrase = int32(len(r.Phrases))
	for k := ph.Item.Start; k < ph.Item.End; k++ {
		r.owner[k] = e.phrase
	}
	for j := i + 1; j < len(elems) && elems[j].verb && !elems[j].fixed && elems[j].sep == tokText; j++ {
		if elems[j].kinds.Has(Operate | Carry | Supply | Service | Treat) { // 市内货运
			for k := elems[j].start; k < elems[j].end; k++ {
				r.owner[k] = e.phrase
			}
		}
	}
	if !ph.Bare {
		r.AnyVerb = r.AnyVerb || ph.Kinds.Governs()
		r.AnyMake = r.AnyMake || ph.Kinds.Has(Make)
	}
	r.Phrases = append(r.Phrases, ph)
}

// inherit lets what stands in a bracket share what governs the noun before it.
func (p *reader) inherit(ph *Phrase, carry Kinds, f frame) {
	if carry != 0 {
		ph.Kinds = carry
	}
	if f.host < 0 {
		return
	}
	host := &p.reading.Phrases[f.host]
	if host.Item.End > f.end {
		ph.Rest = Span{f.end, host.Item.End}
	}
	if carry == 0 {
		ph.Kinds, ph.Verbs = host.Kinds, host.Verbs
	}
	ph.Elsewhere = ph.Elsewhere || host.Elsewhere
	ph.Planned, ph.Licence, ph.Shown = host.Planned, host.Licence, host.Shown
}

// bare says that the verb at i stands for itself: an item of its own, in a row
// of verbs that neither make nor sell what stands beside them.
func (p *reader) bare(elems []elem, i int) bool {
	if !elems[i].kinds.Has(Operate | Carry | Service | Treat | Supply) {
		return false
	}
	lo, hi := i, i+1
	for lo > 0 && elems[lo-1].verb {
		lo--
	}
	for hi < len(elems) && elems[hi].verb {
		hi++
	}
	for _, e := range elems[lo:hi] {
		if e.kinds.Has(Make|Trade) && hi-lo < len(elems) {
			return false
		}
	}
	tiedLeft := elems[i].sep == tokText && i > 0 && !elems[i-1].verb
	tiedRight := i+1 < len(elems) && !elems[i+1].verb && elems[i+1].sep == tokText
	return !tiedLeft && !tiedRight
}

// within reads what stands in a bracket, unless it only qualifies.
func (p *reader) within(base int, b bracket, clause Span, f frame) {
	if b.hi <= b.lo || f.depth >= maxDepth {
		return
	}
	flags, _ := p.qualities(b.span)
	p.disown(b.span)
	if flags&excludes != 0 && !p.stops(b) || flags&onlyQualifies != 0 && flags&lists == 0 {
		return
	}
	inner := frame{host: -1, clause: clause, depth: f.depth + 1, end: b.span.End}
	if b.hi > b.lo && int(p.tokens[b.hi-1].end) <= b.span.End {
		inner.end++ // past the closing bracket
	}
	if b.host >= 0 {
		inner.host = p.hostPhrase(p.elems[base:], int(b.host)-base)
	}
	p.parse(b.lo, b.hi, inner)
}

// stops says that a bracket holds sentences of its own.
func (p *reader) stops(b bracket) bool {
	for _, t := range p.tokens[b.lo:b.hi] {
		if t.kind == tokStop {
			return true
		}
	}
	return false
}

func (p *reader) disown(s Span) {
	for k := s.Start; k < s.End; k++ {
		p.reading.owner[k] = -1
	}
}

// hostPhrase gives the phrase that a bracket behind element i qualifies.
func (p *reader) hostPhrase(elems []elem, i int) int {
	for k := i; k >= 0 && k < len(elems); k-- {
		if elems[k].phrase >= 0 && elems[k].group == elems[i].group {
			return int(elems[k].phrase)
		}
	}
	if i >= 0 && i < len(elems) && elems[i].phrase < 0 && elems[i].verb { // 生产（焦炭、煤焦油）
		item := Span{int(elems[i].start), int(elems[i].start)}
		if i+1 < len(elems) && !elems[i+1].verb && elems[i+1].start == elems[i].behind { // 筹建（LNG）加气站
			item.End = int(elems[i+1].end)
		}
		p.reading.Phrases = append(p.reading.Phrases, Phrase{Item: item,
			Kinds: elems[i].kinds &^ TailOnly, Elsewhere: p.section.elsewhere, Bare: true})
		return len(p.reading.Phrases) - 1
	}
	return -1
}
