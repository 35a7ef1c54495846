package scope

import "strings"

// quality is what a bracket says of the words before it.
type quality uint32

const (
	qMakeLicence quality = 1 << iota
	qTradeLicence
	qCargoLicence
	qTreatLicence
	qElsewhere
	qPlanned
	qCaptive
	qRecycled
	qByproduct
	qValidity
	excludes
	qForward
	qBackward
	lists // holds a colon: something is listed all the same

	onlyQualifies = qMakeLicence | qTradeLicence | qCargoLicence | qTreatLicence | qElsewhere | qPlanned | qCaptive | qRecycled | qValidity
)

func (l *loader) loadMarks() {
	set := map[string]int32{}
	add := func(field string, list []string, q quality) {
		l.each(field, list, func(w string) { set[w] |= int32(q) })
	}
	add("licences.make", l.lists.Licences["make"], qMakeLicence)
	add("licences.trade", l.lists.Licences["trade"], qTradeLicence)
	add("licences.cargo", l.lists.Licences["cargo"], qCargoLicence)
	add("licences.treat", l.lists.Licences["treat"], qTreatLicence)
	add("exclusions.before", l.lists.Exclusions["before"], excludes)
	add("exclusions.after", l.lists.Exclusions["after"], excludes)
	add("elsewhere", l.lists.Elsewhere, qElsewhere)
	add("planned", l.lists.Planned, qPlanned)
	add("captive", l.lists.Captive, qCaptive)
	add("recycled", l.lists.Recycled, qRecycled)
	add("byproduct", l.lists.Byproduct, qByproduct)
	add("validity", l.lists.Validity, qValidity)
	add("forward", l.lists.Forward, qForward)
	add("backward", l.lists.Backward, qBackward)
	l.rules.marks = NewTrie(set)
	l.rules.forward = l.plain("forward", l.lists.Forward)
}

// qualities finds the qualifying words of a span, and where a licence's name ends.
func (p *reader) qualities(s Span) (quality, Span) {
	var all quality
	var licence Span
	for i := s.Start; i < s.End; {
		switch r := p.runes[i]; {
		case r == ':':
			all |= lists
		case isOpen(r) && int(p.mates[i]) > i && int(p.mates[i]) < s.End: // qualifies what stands before it in here
			i = int(p.mates[i]) + 1
			continue
		}
		value, end := p.rules.marks.Longest(p.runes, i)
		if end == 0 || end > s.End {
			i++
			continue
		}
		q := quality(value)
		if q == excludes && end-i == 1 && i > s.Start && !isPadding(p.runes[i-1]) {
			i++ // 除 and 非 within a word
			continue
		}
		if q&(qMakeLicence|qTradeLicence|qCargoLicence|qTreatLicence) != 0 {
			licence = Span{i, end}
		}
		all |= q
		i = end
	}
	if all&(qMakeLicence|qTradeLicence|qCargoLicence|qTreatLicence) != 0 {
		all &^= excludes // 不含储存 is no exclusion
	}
	return all, licence
}

// mark lets a bracket qualify the group of phrases that it closes.
func (p *reader) mark(base int, b bracket) {
	flags, licence := p.qualities(b.span)
	if flags&onlyQualifies == 0 {
		return
	}
	if flags&qForward != 0 && flags&qElsewhere != 0 {
		p.section.elsewhere = true
		return
	}
	if flags&qBackward != 0 {
		for i := p.section.first; i < len(p.reading.Phrases); i++ {
			qualify(&p.reading.Phrases[i], flags, licence)
		}
		return
	}
	if b.host < 0 {
		p.planNamed(flags, b.span)
		return
	}
	elems := p.elems[base:]
	at := int(b.host) - base
	if at < 0 || at >= len(elems) {
		return
	}
	group := elems[at].group
	for k := at; k >= 0 && elems[k].group == group; k-- {
		if k < at && elems[k].shut && flags&(qMakeLicence|qTradeLicence|qCargoLicence|qTreatLicence) != 0 {
			break
		}
		if elems[k].phrase >= 0 {
			qualify(&p.reading.Phrases[elems[k].phrase], flags, licence)
		}
	}
	if !licence.Empty() {
		elems[at].shut = true
	}
}

// planNamed lets a bracket that stands for itself and says what is planned
// speak of all that it names (（甲、乙属筹建）).
func (p *reader) planNamed(flags quality, s Span) {
	if flags&qPlanned == 0 {
		return
	}
	named := string(p.runes[s.Start:s.End])
	for i := range p.reading.Phrases {
		ph := &p.reading.Phrases[i]
		if ph.Item.End-ph.Item.Start > 1 && strings.Contains(named, string(p.runes[ph.Item.Start:ph.Item.End])) {
			ph.Planned = true
		}
	}
}

func qualify(ph *Phrase, flags quality, licence Span) {
	ph.Elsewhere = ph.Elsewhere || flags&qElsewhere != 0
	ph.Planned = ph.Planned || flags&qPlanned != 0
	switch {
	case flags&qMakeLicence != 0:
		ph.Licence, ph.Shown = ToMake, licence
	case flags&qTreatLicence != 0:
		ph.Licence, ph.Shown = ToTreat, licence
	case flags&qCargoLicence != 0:
		ph.Licence, ph.Shown = ToCarry, licence
	case flags&qTradeLicence != 0:
		ph.Licence, ph.Shown = ToTrade, licence
	}
}

// markCut marks the last clause of a text that breaks off.
func (p *reader) markCut() {
	r := p.reading
	n := len(p.runes)
	for n > 0 && isSpace(p.runes[n-1]) {
		n--
	}
	r.Cut = n > 3 && p.runes[n-1] == '.' && p.runes[n-2] == '.' && p.runes[n-3] == '.'
	if !r.Cut && n > 0 && (p.runes[n-1] == '、' || isOpen(p.runes[n-1])) {
		r.Cut = true
	}
	if !r.Cut {
		return
	}
	for i := len(r.Phrases) - 1; i >= 0; i-- {
		if r.Phrases[i].Item.Start < p.lastStop && !r.Phrases[i].Inner {
			break
		}
		r.Phrases[i].Last = r.Phrases[i].Item.Start >= p.lastStop
	}
}
