package scope

import (
	"maps"
	"slices"
	"strings"
)

// Tail is what the words behind a product's name make of it.
type Tail uint8

// The tails.
const (
	TailSame      Tail = iota // still the product
	TailProject               // a project for it
	TailTrade                 // trade in it
	TailService               // knowledge of it, work on it
	TailWork                  // of a service, the service itself; else work on it
	TailMade                  // another thing made of it
	TailVessel                // of a gas or a liquid, a thing for it; else made of it
	TailFeed                  // of a grown thing, a thing for it; else made of it
	TailEquipment             // a machine for it
	TailSystem                // a system of it: of goods, the goods; of a service, a machine
	TailMaterial              // material: of a device, another thing; else still the product
	TailOther                 // something else
)

type afterRules struct {
	same  *Trie
	last  *Trie // the class by the last words; written backwards
	lead  *Trie // the class by the first words
	ways  *Trie // how a thing is shaped or treated
	grade *Trie // backwards
}

func (l *loader) loadAfter() afterRules {
	classes := map[string]Tail{"project": TailProject, "trade": TailTrade, "service": TailService, "work": TailWork, "made": TailMade,
		"vessel": TailVessel, "feed": TailFeed, "equipment": TailEquipment, "system": TailSystem, "material": TailMaterial}
	last, lead := map[string]int32{}, map[string]int32{}
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		l.each("after."+name, l.lists.After[name], func(w string) {
			rs := []rune(w)
			slices.Reverse(rs)
			last[string(rs)] = int32(classes[name])
			lead[w] = int32(classes[name])
		})
	}
	for name := range l.lists.After {
		if name != "same" && name != "grade" && classes[name] == 0 {
			l.fault("$.after."+name, "不认识的类别 (unknown class)")
		}
	}
	return afterRules{same: l.plain("after.same", l.lists.After["same"]), last: NewTrie(last), lead: NewTrie(lead), ways: l.plain("ways", l.lists.Ways), grade: l.backward("after.grade", l.lists.After["grade"])}
}

// After says what the words of an item behind a product's name make of it, and
// which of them tell. tail holds them without brackets.
func (rules *Rules) After(tail []rune) (Tail, []rune) {
	if len(tail) == 0 || tail[0] == '等' || len(rules.stripSame(tail)) == 0 { // 硅锰等铁合金产品
		return TailSame, nil
	}
	if n := len(tail); n > 1 && (tail[n-1] == '的' || tail[n-1] == '等') {
		tail = tail[:n-1]
	}
	if tail = rules.withoutFigure(tail); len(tail) == 0 {
		return TailSame, nil
	}
	var back [12]rune
	n := 0
	for i := len(tail) - 1; i >= 0 && n < len(back); i-- {
		back[n] = tail[i]
		n++
	}
	if value, end := rules.after.last.Longest(back[:n], 0); end > 0 {
		before, telling := tail[:len(tail)-end], tail[len(tail)-end:]
		t := Tail(value)
		if t == TailWork && len(rules.stripSame(before)) > 2 { // 数据中心计算机系统工程
			t = TailService
		}
		if t != TailMaterial && t != TailSystem || len(rules.stripSame(before)) == 0 {
			return t, telling
		}
	}
	return TailOther, nil
}

// Leads says that the words behind a name begin with one of the class, past
// words that leave it the product or say how it is shaped.
func (rules *Rules) Leads(tail []rune, class Tail) bool {
	for _, rest := range [][]rune{tail, rules.stripSame(tail), rules.stripWays(tail)} {
		if value, end := rules.after.lead.Longest(rest, 0); end > 0 {
			t := Tail(value)
			return t == class || class == TailMade && (t == TailVessel || t == TailFeed)
		}
	}
	return false
}

// Fluid says that a name is that of a gas or a liquid.
func (rules *Rules) Fluid(name string) bool {
	return !strings.HasPrefix(name, "聚") && endsIn(name, rules.fluids)
}

// StuffFor says that others are made of a thing (以X为原料的).
func (rules *Rules) StuffFor(head, tail []rune) bool {
	_, end := rules.stuffFor.Longest(tail, 0)
	return end > 0 && len(head) > 0 && (head[len(head)-1] == '以' || head[len(head)-1] == '用')
}

// About says that words behind a service's name begin with one of knowledge
// (货运信息咨询).
func (rules *Rules) About(tail []rune) bool {
	_, end := rules.about.Longest(tail, 0)
	return end > 0
}

// Salt says that what follows an acid's name makes a salt or the like of it (硝酸钾).
func (rules *Rules) Salt(last rune, tail []rune) bool {
	return last == '酸' && len(tail) > 0 && rules.salts[tail[0]]
}

// withoutFigure takes a figure with its unit (漆35吨/年) or a grade (总承包壹级) off the end.
func (rules *Rules) withoutFigure(tail []rune) []rune {
	for i := len(tail) - 1; i > 0 && i >= len(tail)-12; i-- {
		if isDigit(tail[i]) && !isDigit(tail[i-1]) && tail[i-1] != '.' && rules.quantity(tail, i) == len(tail) {
			return tail[:i]
		}
	}
	var back [4]rune
	n := min(len(tail), len(back))
	for i := range n {
		back[i] = tail[len(tail)-1-i]
	}
	_, end := rules.after.grade.Longest(back[:n], 0)
	return tail[:len(tail)-end]
}

// stripWays takes away the words that say how a thing is shaped or treated.
func (rules *Rules) stripWays(tail []rune) []rune {
	for len(tail) > 0 {
		_, end := rules.after.ways.Longest(tail, 0)
		if end == 0 {
			break
		}
		tail = tail[end:]
	}
	return tail
}

// stripSame takes away the words behind a name that leave it what it is.
func (rules *Rules) stripSame(tail []rune) []rune {
	for len(tail) > 0 {
		if _, end := rules.after.same.Longest(tail, 0); end > 0 {
			tail = tail[end:]
			continue
		}
		if n := rules.quantity(tail, 0); n > 0 {
			tail = tail[n:]
			continue
		}
		switch r := tail[0]; {
		case isDigit(r), r < 0x80 && !isLatin(r), r == '“', r == '”', r == '"', r == '、', r == '—', r == '≥', r == '≤', r == '％', r == '·':
			tail = tail[1:]
			continue
		}
		break
	}
	return tail
}

// quantity gives the end of a figure with its unit that begins at text[i]
// (8万t/a), 0 where there is none.
func (rules *Rules) quantity(text []rune, i int) int {
	j := i
	for j < len(text) && (isDigit(text[j]) || text[j] == '.' || text[j] == ',') {
		j++
	}
	if j == i || j >= len(text) {
		return 0
	}
	if text[j] == '万' || text[j] == '亿' {
		j++
	}
	_, unit := rules.units.Longest(text, j)
	if unit == 0 {
		return 0
	}
	if unit < len(text) && text[unit] == '/' && unit+1 < len(text) {
		if _, per := rules.per.Longest(text, unit+1); per > 0 {
			return per
		}
	}
	return unit
}

// beforeRules are the words before a name that make something else of it.
type beforeRules struct {
	other    map[rune]bool
	words    *Trie // longer ones, backwards
	chemical map[rune]bool
	first    map[rune]bool
	allow    *Trie // backwards
}

func (l *loader) loadBefore() beforeRules {
	b := beforeRules{other: map[rune]bool{}, chemical: map[rune]bool{}, first: map[rune]bool{}}
	words, allow := map[string]int32{}, map[string]int32{}
	runes := func(field string, set map[rune]bool) {
		l.each("before."+field, l.lists.Before[field], func(w string) {
			rs := []rune(w)
			if len(rs) == 1 {
				set[rs[0]] = true
				return
			}
			slices.Reverse(rs)
			words[string(rs)] = 1
		})
	}
	runes("other", b.other)
	runes("chemical", b.chemical)
	runes("chemical_first", b.first)
	l.each("before.allow", l.lists.Before["allow"], func(w string) {
		rs := []rune(w)
		slices.Reverse(rs)
		allow[string(rs)] = 1
	})
	b.words, b.allow = NewTrie(words), NewTrie(allow)
	return b
}

// Before says that the words of an item before a product's name make another
// thing of it (二甲苯胺 for 苯胺) or deny it (无甲醛).
func (rules *Rules) Before(head []rune, name rune) bool {
	if len(head) == 0 {
		return false
	}
	var back [6]rune
	n := 0
	for i := len(head) - 1; i >= 0 && n < len(back); i-- {
		back[n] = head[i]
		n++
	}
	if _, end := rules.before.allow.Longest(back[:n], 0); end > 0 {
		return false
	}
	if rules.before.other[back[0]] {
		return true
	}
	if _, end := rules.before.words.Longest(back[:n], 0); end > 0 && (end > 2 || rules.before.first[name]) {
		return true
	}
	if !rules.before.first[name] {
		return false
	}
	if back[0] == '-' && n > 1 && isDigit(back[1]) {
		return true
	}
	return rules.before.chemical[back[0]]
}
