package scope

// Quality is what the words around a product's name within its phrase say of it.
type Quality struct {
	Own       bool // made by the firm or its members
	Needed    bool // needed for the firm's own making
	Captive   bool // used within
	Recycled  bool // recycled within: no product
	Byproduct bool
	Quantity  Span // a figure with its unit
	Until     Span // the words that date the evidence
}

// nearby is how many runes around a name can speak of it.
const nearby = 60

// Qualities reads the words around a name at [from, to) within a phrase and in
// the brackets behind it.
func (rules *Rules) Qualities(text []rune, ph Phrase, from, to int) Quality {
	var q Quality
	if from < ph.Item.Start || ph.Item.End > len(text) {
		from = ph.Item.Start
	}
	head := Span{max(ph.Item.Start, from-nearby), from}
	q.Own = holds(text, head, rules.own) && (rules.holdsMake(text, head) || head.End > head.Start && text[head.Start] == '自')
	q.Needed = !q.Own && holds(text, head, rules.needed)
	behind := Span{to, min(max(ph.Item.End, ph.Behind.End), to+2*nearby)}
	flags := rules.flags(text, behind)
	before := rules.flags(text, head)
	q.Captive = flags&qCaptive != 0
	q.Recycled = flags&qRecycled != 0
	q.Byproduct = (flags|before)&qByproduct != 0
	q.Quantity = rules.figure(text, Span{head.Start, behind.End})
	if flags&qValidity != 0 {
		q.Until = Span{behind.Start, behind.End}
	}
	return q
}

func (rules *Rules) flags(text []rune, s Span) quality {
	var all quality
	for i := s.Start; i < s.End && i < len(text); i++ {
		if value, end := rules.marks.Longest(text, i); end > 0 && end <= s.End {
			all |= quality(value)
		}
	}
	return all
}

// figure finds the first figure with a unit in a span.
func (rules *Rules) figure(text []rune, s Span) Span {
	for i := s.Start; i < s.End && i < len(text); i++ {
		if isDigit(text[i]) && (i == 0 || !isDigit(text[i-1]) && text[i-1] != '.') {
			if end := rules.quantity(text, i); end > 0 && end <= s.End {
				return Span{i, end}
			}
		}
	}
	return Span{}
}

// holdsMake says that a making verb stands in the span (本公司生产的).
func (rules *Rules) holdsMake(text []rune, s Span) bool {
	for i := s.Start; i < s.End; i++ {
		value, end := rules.words.Longest(text, i)
		if end > 0 && end <= s.End && value&(1<<wordBits-1) == wordVerb && Kinds(value>>wordBits).Has(Make) {
			return true
		}
	}
	return false
}

func holds(text []rune, s Span, words *Trie) bool {
	for i := s.Start; i < s.End && i < len(text); i++ {
		if _, end := words.Longest(text, i); end > 0 && end <= s.End {
			return true
		}
	}
	return false
}
