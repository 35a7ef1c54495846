package scope

import "slices"

// sharedHeads are the nouns that may share the last noun's head with it.
type sharedHeads struct {
	made, equipment map[string]bool
	noProduct       map[string]bool
}

func (l *loader) loadShared() sharedHeads {
	set := func(name string) map[string]bool {
		words := map[string]bool{}
		l.each("shared."+name, l.lists.Shared[name], func(w string) { words[w] = true })
		return words
	}
	return sharedHeads{set("made"), set("equipment"), set("no_product")}
}

// longestShared is how many nouns of a list may share one head.
const longestShared = 8

// SharedTail says what the head that phrase at shares with a later noun of its
// list makes of it: 煤矸石 in 煤矸石、页岩烧结砖 is what bricks are made of, 水泥
// in 矿山、水泥、化工机械 what machines are for. TailSame: it shares none.
func (rules *Rules) SharedTail(r *Reading, at int) Tail {
	word := r.itemText(at)
	s := &rules.shared
	if rules.allOf(word, s.made) && r.Phrases[at].Kinds.Has(Make) && !rules.listedBefore(r, at, s.made) {
		if end := rules.headOf(r, at, s.made); end > 0 && rules.endsShared(r.itemText(end), s.made, TailMade) {
			return TailMade
		}
	}
	if s.equipment[word] && r.Phrases[at].Kinds.Has(Make) && !rules.listedBefore(r, at, s.equipment) {
		end := rules.headOf(r, at, s.equipment)
		if end > 0 && rules.endsShared(r.itemText(end), s.equipment, TailEquipment) && s.anyNoProduct(r, at, end) {
			return TailEquipment
		}
	}
	return TailSame
}

func (r *Reading) itemText(at int) string {
	ph := &r.Phrases[at]
	return string(r.Text.Runes[ph.Item.Start:ph.Item.End])
}

// follows says that phrase at is the next item of the list behind phrase at-1.
func (r *Reading) follows(at int) bool {
	if at <= 0 || at >= len(r.Phrases) || r.Phrases[at].Inner || r.Phrases[at-1].Inner || r.Phrases[at].Bare || r.Phrases[at-1].Bare {
		return false
	}
	from, to := r.Phrases[at-1].Item.End, r.Phrases[at].Item.Start
	if to-from != 1 {
		return false
	}
	return slices.Contains([]rune("、及和与,"), r.Text.Runes[from])
}

// headOf gives the first phrase of the list behind phrase at that is no plain
// word of the set, 0 where there is none near.
func (rules *Rules) headOf(r *Reading, at int, set map[string]bool) int {
	for k := at + 1; k <= at+longestShared && r.follows(k); k++ {
		if !rules.allOf(r.itemText(k), set) {
			return k
		}
	}
	return 0
}

// longestWord is how many runes a word of a set of shared nouns may have.
const longestWord = 6

// allOf says that an item is one or more words of the set, with words of shape
// between (高密度聚乙烯HDPE).
func (rules *Rules) allOf(item string, set map[string]bool) bool {
	if set[item] {
		return true
	}
	text := rules.stripWays([]rune(item))
	found := false
	for len(text) > 0 {
		n := min(longestWord, len(text))
		for n > 0 && !set[string(text[:n])] {
			n--
		}
		if n == 0 {
			return false
		}
		found, text = true, rules.stripWays(text[n:])
	}
	return found
}

// listedBefore says that the list holds another thing before phrase at.
func (rules *Rules) listedBefore(r *Reading, at int, set map[string]bool) bool {
	k := at
	for r.follows(k) && rules.allOf(r.itemText(k-1), set) {
		k--
	}
	return r.follows(k)
}

// endsShared says that an item is a word of the set with ways of making and a head
// of the class behind it.
func (rules *Rules) endsShared(item string, set map[string]bool, class Tail) bool {
	text := []rune(item)
	for n := len(text) - 1; n >= 2; n-- {
		if !rules.allOf(string(text[:n]), set) {
			continue
		}
		tail, telling := rules.After(text[n:])
		if tail == TailVessel {
			tail = TailMade
		}
		if tail == class && len(rules.stripWays(rules.stripSame(text[n:len(text)-len(telling)]))) == 0 {
			return true
		}
	}
	return false
}

// anyNoProduct says that one of the nouns of the list around phrase at, up to
// phrase end, is no product, or that they are many.
func (s *sharedHeads) anyNoProduct(r *Reading, at, end int) bool {
	for at > 0 && r.follows(at) && s.equipment[r.itemText(at-1)] {
		at--
	}
	if end-at > 1 {
		return true
	}
	for k := at; k < end; k++ {
		if s.noProduct[r.itemText(k)] {
			return true
		}
	}
	return false
}
