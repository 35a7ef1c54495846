package scope

// tokenKind is what a stretch of text is to the reading.
type tokenKind uint8

const (
	tokText tokenKind = iota
	tokVerb
	tokJoin  // 及 和 与
	tokSpace // white space, and marks without meaning
	tokList  // 、 /
	tokComma // , and . as a list mark
	tokColon
	tokStop // ; 。
	tokOpen
	tokClose
	tokLabel
	tokExcludeBefore
	tokExcludeAfter
	tokElsewhere
	tokPlanned
)

type token struct {
	kind       tokenKind
	start, end int32
	kinds      Kinds // of a verb
}

// tokenise cuts the text into tokens; boilerplate and empty sections leave none.
func (p *reader) tokenise() {
	p.tokens, p.text = p.tokens[:0], -1
	for i := 0; i < len(p.runes); {
		if next := p.punctuation(i); next > i {
			i = next
			continue
		}
		if next := p.label(i); next > i {
			i = next
			continue
		}
		value, end := p.rules.words.Longest(p.runes, i)
		if end == 0 {
			i = p.letter(i)
			continue
		}
		i = p.word(i, end, value)
	}
	p.flush(len(p.runes))
}

// letter takes one rune into the running text; 的 between noun and verb is dropped.
func (p *reader) letter(i int) int {
	if p.runes[i] == '的' {
		return p.genitive(i)
	}
	if p.text < 0 {
		p.text = int32(i)
	}
	return i + 1
}

// genitive takes 的. Before a verb it only ties (焦炭的生产); behind a verb it
// makes a clause of it (本公司生产的焦炭), which governs nothing.
func (p *reader) genitive(i int) int {
	if i+1 < len(p.runes) && p.verbAt(i+1) {
		p.nominal(i)
		if p.text >= 0 {
			p.flush(i)
		}
		return i + 1
	}
	if p.text < 0 && !p.atEnd(i+1) {
		for n := len(p.tokens); n > 0; n = len(p.tokens) {
			last := p.tokens[n-1]
			if last.kind != tokVerb && last.kind != tokText || int(last.end) != i && last.end != p.text {
				break
			}
			p.text, p.tokens = last.start, p.tokens[:n-1]
			if last.kind == tokText {
				break
			}
		}
	}
	if p.text < 0 {
		p.text = int32(i)
	}
	return i + 1
}

// nominal makes a noun of a making verb before 的 when what follows only
// studies it or advises on it (焦炭生产的技术咨询).
func (p *reader) nominal(i int) {
	n := len(p.tokens)
	if p.text >= 0 || n < 2 || p.tokens[n-1].kind != tokVerb || int(p.tokens[n-1].end) != i || p.tokens[n-2].kind != tokText || p.tokens[n-2].end != p.tokens[n-1].start {
		return
	}
	value, _ := p.rules.words.Longest(p.runes, i+1)
	if !p.tokens[n-1].kinds.Has(Make) || Kinds(value>>wordBits)&^(Research|Service|Tend) != 0 {
		return
	}
	p.tokens[n-2].end = int32(i)
	p.tokens = p.tokens[:n-1]
}

// flush ends the running text before i.
func (p *reader) flush(i int) {
	if p.text >= 0 && int(p.text) < i {
		p.tokens = append(p.tokens, token{kind: tokText, start: p.text, end: int32(i)})
	}
	p.text = -1
}

func (p *reader) emit(kind tokenKind, from, to int) int {
	p.flush(from)
	p.tokens = append(p.tokens, token{kind: kind, start: int32(from), end: int32(to)})
	return to
}

// word takes a word of the rules that was found at [i, end).
func (p *reader) word(i, end int, value int32) int {
	switch value & (1<<wordBits - 1) {
	case wordVerb:
		return p.verb(i, end, Kinds(value>>wordBits))
	case wordJoin:
		return p.emit(tokJoin, i, end)
	case wordBoilerplate:
		p.flush(i)
		return p.boilerplateEnd(end)
	case wordSilent:
		p.flush(i)
		return end
	case wordExcludeBefore:
		if p.text >= 0 && end-i == 1 { // 除 and 非 within a word
			return end
		}
		return p.emit(tokExcludeBefore, i, end)
	case wordExcludeAfter:
		return p.emit(tokExcludeAfter, i, end)
	case wordElsewhere:
		return p.emit(tokElsewhere, i, end)
	case wordPlanned:
		return p.emit(tokPlanned, i, end)
	}
	if p.text < 0 {
		p.text = int32(i)
	}
	return end
}

// boilerplateEnd gives the position behind the boilerplate that runs at i.
func (p *reader) boilerplateEnd(i int) int {
	for i < len(p.runes) {
		switch r := p.runes[i]; {
		case r == ';' || r == '。':
			return i
		case isOpen(r) && p.mates[i] > 0:
			i = int(p.mates[i])
		case isClose(r):
			return i
		}
		if _, end := p.rules.ends.Longest(p.runes, i); end > 0 {
			return end
		}
		if _, end := p.rules.labels.Longest(p.runes, i); end > 0 && end < len(p.runes) && p.runes[end] == ':' {
			return i
		}
		i++
	}
	return i
}

// label takes a section label at i with what empties the section; it gives i
// where none stands.
func (p *reader) label(i int) int {
	_, end := p.rules.labels.Longest(p.runes, i)
	if end == 0 {
		return i
	}
	behind := p.skipSpace(end)
	colon := behind < len(p.runes) && p.runes[behind] == ':'
	empty := behind < len(p.runes) && p.runes[behind] == p.rules.none
	first := p.text < 0 && (len(p.tokens) == 0 || p.tokens[len(p.tokens)-1].kind == tokStop || p.tokens[len(p.tokens)-1].kind == tokLabel)
	if !colon && !empty && (!first || end-i < 4) {
		return i
	}
	if colon {
		behind = p.skipSpace(behind + 1)
	}
	p.emit(tokLabel, i, end)
	if behind < len(p.runes) && p.runes[behind] == p.rules.none {
		if _, word := p.rules.noneWords.Longest(p.runes, behind); word == 0 {
			behind++
		}
	}
	return behind
}

func (p *reader) skipSpace(i int) int {
	for i < len(p.runes) && isSpace(p.runes[i]) {
		i++
	}
	return i
}
