package presence

import (
	"slices"
	"strings"

	"liantu/matcher/scope"
)

// hit is a word of the lexicon found in a text, in places of its runes.
type hit struct {
	entry      int32
	start, end int
}

// find finds every word of the lexicon in the folded text.
func (p *pass) find() {
	p.hits = p.hits[:0]
	f := &p.folded
	for i := range f.runes {
		p.matches = p.reader.lex.trie.All(f.runes, i, p.matches[:0])
		for _, m := range p.matches {
			if f.cutsWord(i, m.End) {
				continue
			}
			p.hits = append(p.hits, hit{m.Value, int(f.at[i]), int(f.at[m.End-1]) + 1})
		}
	}
}

// standing is whether a claim holds where its word stands.
type standing uint8

const (
	stands standing = iota
	denied          // by a word of the link's own that begins alike (葡萄酒检测)
	hidden          // by another link's longer name that begins alike (聚氯乙烯制品)
	gone
)

// standing tells whether a longer word around hit h takes claim c away: a word
// that the link denies, a blocking word, or a longer name of any link.
func (p *pass) standing(h hit, c *claim) standing {
	worst := stands
	first, _ := slices.BinarySearchFunc(p.hits, h.start-p.reader.lex.longest, func(g hit, start int) int { return g.start - start })
	for _, g := range p.hits[first:] {
		if g.start > h.start {
			break
		}
		if g.end >= h.end {
			worst = max(worst, p.taken(h, g, c))
		}
	}
	return worst
}

// taken tells what word g, which holds word h, leaves of h's claim.
func (p *pass) taken(h, g hit, c *claim) standing {
	e := &p.reader.lex.entries[g.entry]
	longer := g.end-g.start > h.end-h.start
	if longer && e.blocks {
		return gone
	}
	alike := g.start == h.start
	worst := stands
	for i := range e.claims {
		o := &e.claims[i]
		s := stands
		switch {
		case o.class&denies != 0 && o.link == c.link && alike && longer && p.chained(h, g):
		case o.class&denies != 0 && o.link == c.link:
			s = denied
		case longer && o.class&(named|lexical) != 0 && o.link == c.link && p.beside(g, o):
			return gone
		case longer && o.class&(named|lexical) != 0 && !p.divided(g) && p.beside(g, o):
			s = hidden
		case longer && o.class&family != 0 && c.class&^family == 0 && o.link == c.link:
			return gone
		}
		if s != stands && !alike {
			return gone
		}
		worst = max(worst, s)
	}
	return worst
}

// chained says that what word g has beyond word h is only the first of several
// verbs over h, and others make it (矿山设备设计、制造 for 矿山设备设计).
func (p *pass) chained(h, g hit) bool {
	at := p.phraseOf(h)
	if at < 0 {
		return false
	}
	ph := &p.reading.Phrases[at]
	if h.end != ph.Item.End || ph.Verbs.Start < h.end || ph.Verbs.End <= g.end {
		return false
	}
	text := p.reading.Text.Runes
	kinds, end := p.reader.scope.VerbAt(text, ph.Verbs.Start)
	if end != g.end || kinds.Has(scope.Make) {
		return false
	}
	others := *ph
	others.Verbs.Start = end
	return (ph.Kinds.Has(scope.Make) || kinds.Has(scope.Service)) && p.works(&others)
}

// divided says that a verb stands before the last noun of the word
// (粉煤灰提取氧化铝): then what it holds is read for itself too.
func (p *pass) divided(g hit) bool {
	a, b := p.reading.PhraseAt(g.start), p.reading.PhraseAt(g.end-1)
	return b >= 0 && a != b
}

// beside says that one of the words that a claim needs stands in its clause.
func (p *pass) beside(h hit, c *claim) bool {
	if c.with == nil {
		return true
	}
	at := p.reading.PhraseAt(h.start)
	if at < 0 {
		return false
	}
	clause := p.reading.Phrases[at].Clause
	if clause != p.asked.clause || p.asked.text == "" {
		p.asked.clause = clause
		p.asked.text = foldWord(p.reading.Text.Runes[clause.Start:clause.End])
		clear(p.asked.answers)
	}
	answer, known := p.asked.answers[c]
	if !known {
		answer = slices.ContainsFunc(c.with, func(w string) bool { return w != "" && strings.Contains(p.asked.text, w) })
		p.asked.answers[c] = answer
	}
	return answer
}

// asked keeps what was found of claims that need another word in their
// clause, for the clause at work.
type asked struct {
	clause  scope.Span
	text    string
	answers map[*claim]bool
}
