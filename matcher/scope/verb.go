package scope

// verb takes a verb found at [i, end), or sees that it is part of a noun here.
func (p *reader) verb(i, end int, kinds Kinds) int {
	if p.isNoun(i, end, kinds) {
		if p.text < 0 {
			p.text = int32(i)
		}
		return end
	}
	p.flush(i)
	p.tokens = append(p.tokens, token{tokVerb, int32(i), int32(end), kinds})
	return end
}

// isNoun says that the verb at [i, end) names no action here (加工设备, 合成氨, 销售网络).
func (p *reader) isNoun(i, end int, kinds Kinds) bool {
	within := p.text >= 0 && int(p.text) < i
	heads := !within && p.heads()
	if p.followed(end, kinds, heads) {
		return true
	}
	if p.atEnd(end) || p.verbAt(end) {
		return false
	}
	switch {
	case kinds.Has(Turn):
		return !within
	case within: // text before it and behind it
		return !kinds.Has(Make|Trade|Plan|ForOthers|ByOthers) || kinds.Has(TailOnly) && !p.rules.turns[string(p.runes[i:end])]
	case heads:
		return false
	}
	return kinds.Has(TailOnly) || !kinds.Has(Make|Trade|Plan|Use|Neutral|ForOthers|ByOthers|Invest|Deal)
}

// followed says that the word behind a verb makes a noun of it. Most of these
// words are the object of a verb that heads its list.
func (p *reader) followed(end int, kinds Kinds, heads bool) bool {
	if end >= len(p.runes) {
		return false
	}
	family := 0
	switch {
	case kinds.Has(Trade | Deal | Supply):
		family = 1
	case kinds.Has(Operate | Carry | Service):
		family = 2
	}
	_, after := p.rules.nounAfter[family].Longest(p.runes, end)
	if after == 0 || after-end == 1 && !p.atEnd(after) && !p.verbAt(after) {
		return false
	}
	if heads {
		_, after = p.rules.atHead.Longest(p.runes, end)
		return after > 0 && (after-end > 1 || p.atEnd(after))
	}
	return true
}

// heads says that a verb that begins an item here can head a list: nothing, a
// colon, or other verbs that head it stand before it.
func (p *reader) heads() bool {
	for k := len(p.tokens) - 1; k >= 0; k-- {
		switch p.tokens[k].kind {
		case tokJoin, tokList, tokComma, tokSpace:
			continue
		case tokColon: // 销售：印刷设备
			return k == 0 || p.tokens[k-1].kind != tokVerb || !p.tokens[k-1].kinds.Has(Make|Trade)
		case tokStop, tokLabel, tokOpen, tokClose, tokElsewhere:
			return true
		case tokVerb:
			return k == 0 || p.tokens[k-1].kind != tokText || p.tokens[k-1].end != p.tokens[k].start
		}
		return false
	}
	return true
}

// atEnd says that the item ends before i.
func (p *reader) atEnd(i int) bool {
	if i >= len(p.runes) {
		return true
	}
	switch p.runes[i] {
	case ';', '。', '、', ',', '.', ':', ' ', '\t', '\n', '\r', '*', '#', '〓', '/', '等':
		return true
	}
	if isOpen(p.runes[i]) || isClose(p.runes[i]) {
		return true
	}
	value, end := p.rules.words.Longest(p.runes, i)
	if end == 0 {
		return false
	}
	switch value & (1<<wordBits - 1) {
	case wordJoin, wordBoilerplate, wordSilent, wordExcludeBefore, wordExcludeAfter, wordElsewhere, wordPlanned:
		return true
	}
	return false
}

// verbAt says that a word at i can be read as a verb.
func (p *reader) verbAt(i int) bool {
	if i >= len(p.runes) {
		return false
	}
	value, end := p.rules.words.Longest(p.runes, i)
	if end == 0 || value&(1<<wordBits-1) != wordVerb || Kinds(value>>wordBits).Has(Turn) {
		return false
	}
	return !p.followed(end, Kinds(value>>wordBits), false)
}
