package scope

import "strings"

// Kinds is a set of what the verbs over a phrase do.
type Kinds uint32

// What verbs do (verbs of data/rules/scope.yaml).
const (
	Make Kinds = 1 << iota
	Trade
	Supply
	Deal
	Operate
	Carry
	Service
	Research
	Treat
	Build
	Plan
	Invest
	Use
	Neutral
	ForOthers
	ByOthers
	Turn     // of a noun behind A制: what is made of A
	TailOnly // counts at the end of an item, or where nothing else governs
	Tend     // of other kinds: work on a thing that is there already
)

// Has says that any of the kinds is in the set.
func (k Kinds) Has(any Kinds) bool { return k&any != 0 }

// Governs says that the verbs say something: 从事 alone does not.
func (k Kinds) Governs() bool { return k&^(Neutral|TailOnly|Tend) != 0 }

func kindNames() map[string]Kinds {
	return map[string]Kinds{
		"make": Make, "make_tail": Make | TailOnly, "trade": Trade, "supply": Supply, "deal": Deal, "operate": Operate, "carry": Carry,
		"service": Service, "research": Research, "treat": Treat, "build": Build, "plan": Plan, "invest": Invest,
		"use": Use, "neutral": Neutral, "for_others": ForOthers, "by_others": ByOthers, "tend": Tend,
	}
}

// The values of the word trie: what a token is; a verb's kinds stand above the low bits.
const (
	wordVerb = iota + 1
	wordNoun
	wordJoin
	wordLabel
	wordBoilerplate
	wordSilent // taken out
	wordExcludeBefore
	wordExcludeAfter
	wordElsewhere
	wordPlanned
	wordNeeded
	wordBits = 4
)

func (l *loader) loadWords() {
	words := map[string]int32{}
	set := func(field string, list []string, value int32) {
		l.each(field, list, func(w string) { words[w] = value })
	}
	set("join_words", l.lists.JoinWords, wordNoun)
	set("noun_words", l.lists.NounWords, wordNoun)
	set("joins", l.lists.Joins, wordJoin)
	for name, kind := range kindNames() {
		l.each("verbs."+name, l.lists.Verbs[name], func(w string) {
			if old, ok := words[w]; ok && old&(1<<wordBits-1) == wordVerb {
				kind := kind
				if (Kinds(old>>wordBits)&TailOnly == 0) != (kind&TailOnly == 0) {
					kind &^= TailOnly
					old &^= int32(TailOnly) << wordBits
				}
				words[w] = old | int32(kind)<<wordBits
				return
			}
			words[w] = int32(kind)<<wordBits | wordVerb
		})
	}
	for name := range l.lists.Verbs {
		if kindNames()[name] == 0 {
			l.fault("$.verbs."+name, "不认识的动词类别 (unknown kind of verb)")
		}
	}
	set("boilerplate", l.lists.Boilerplate, wordBoilerplate)
	set("boilerplate_words", l.lists.BoilerplateWords, wordSilent)
	set("exclusions.before", l.lists.Exclusions["before"], wordExcludeBefore)
	set("exclusions.after", l.lists.Exclusions["after"], wordExcludeAfter)
	set("elsewhere", l.lists.Elsewhere, wordElsewhere)
	set("needed", l.lists.Needed, wordNeeded)
	labels := map[string]int32{}
	l.each("labels", l.lists.Labels, func(w string) { labels[w] = 1 })
	l.rules.labels = NewTrie(labels)
	l.rules.words = NewTrie(words)
	l.rules.turns = map[string]bool{}
	l.each("turns", l.lists.Turns, func(w string) {
		l.rules.turns[w] = true
		if _, ok := words[w]; !ok && strings.ContainsAny(w, "制") {
			words[w] = int32(Make|Turn)<<wordBits | wordVerb
		}
	})
	l.rules.words = NewTrie(words)
	l.rules.ends = l.plain("boilerplate_ends", l.lists.BoilerplateEnds)
	l.rules.noneWords = l.plain("none_words", l.lists.NoneWords)
	l.rules.own = l.plain("own", l.lists.Own)
	l.rules.needed = l.plain("needed", l.lists.Needed)
	l.rules.stations = map[string]bool{}
	l.each("stations", l.lists.Stations, func(w string) {
		l.rules.stations[w] = true
		l.each("station_leads", l.lists.StationLeads, func(lead string) { l.rules.stations[lead+w] = true })
	})
}

func (l *loader) loadNouns() {
	for i, family := range []string{"make", "trade", "service"} {
		l.rules.nounAfter[i] = l.plain("noun_after."+family, l.lists.NounAfter[family])
	}
	l.rules.atHead = l.plain("noun_at_head", l.lists.NounAtHead)
}
