package presence

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"liantu/graph"
	"liantu/matcher/scope"
)

// claim is what a word says for a link.
type claim struct {
	link  int32
	class class
	with  []string // words one of which must stand in the clause; nil: none
	verbs []string // of class governed: the verbs, one of which must govern it
}

type class uint8

const (
	named    class = 1 << iota // names the product
	lexical                    // makes the product without an object
	family                     // names only its family
	denies                     // means something else
	governed                   // makes the product where a verb of its own governs it
)

// entry is a word of the lexicon.
type entry struct {
	claims   []claim
	blocks   bool // means something else than any word within it
	deed     bool // names a making by itself
	device   bool // names a machine or the like
	doing    bool // ends in a verb
	work     bool // names works of building
	treating bool // … of treatment
}

// linkInfo is what the reading needs to know of a link.
type linkInfo struct {
	id       string
	activity bool     // a service: the term names what is done
	utility  bool     // supplies what it makes
	name     []string // last nouns of makers' names
	deny     []string // longer words that mean something else
	industry []string
	grown    bool     // comes from a field or an orchard
	making   []string // verbs that make its product though they make no other's (软件开发, 废旧金属回收)
}

// lexicon holds the terms of all links and the words that block them.
type lexicon struct {
	links   []linkInfo
	entries []entry
	blocks  []string
	longest int // runes that the longest word may take in a text
	trie    *scope.Trie
}

func newLexicon(links []graph.Link, blocks []string, rules *scope.Rules) *lexicon {
	b := builder{rules: rules, byWord: map[string]int32{}, lex: &lexicon{blocks: blocks}}
	for i := range links {
		b.link(int32(i), &links[i])
	}
	for _, w := range blocks {
		b.entry(w).blocks = true
	}
	b.lex.trie = scope.NewTrie(b.byWord)
	return b.lex
}

type builder struct {
	rules  *scope.Rules
	byWord map[string]int32
	lex    *lexicon
}

func (b *builder) entry(word string) *entry {
	key := foldWord([]rune(norm.NFKC.String(strings.TrimSpace(word))))
	at, ok := b.byWord[key]
	if !ok {
		at = int32(len(b.lex.entries))
		b.byWord[key] = at
		b.lex.longest = max(b.lex.longest, 2*len([]rune(key))) // hyphens may stand within
		last, kinds := b.rules.LastVerb(key)
		b.lex.entries = append(b.lex.entries, entry{deed: b.rules.Deed(key), device: b.rules.Device(key), doing: last != "", work: b.rules.Work(key), treating: kinds.Has(scope.Treat)})
	}
	return &b.lex.entries[at]
}

func (b *builder) claim(word string, c claim) {
	if strings.TrimSpace(word) == "" {
		return
	}
	e := b.entry(word)
	for i := range e.claims {
		if old := &e.claims[i]; old.link == c.link && old.with == nil && c.with == nil {
			old.class |= c.class
			return
		}
	}
	e.claims = append(e.claims, c)
}

func (b *builder) link(at int32, l *graph.Link) {
	t := &l.Terms
	for _, w := range t.Must {
		b.claim(w, claim{link: at, class: named})
	}
	for _, w := range t.Variants {
		b.claim(w, claim{link: at, class: named})
	}
	for _, w := range t.Verbs {
		k := lexical
		if !isActivity(l) && b.isProduct(l, norm.NFKC.String(w)) {
			k |= named // 洗精煤 is a product as well
		}
		b.claim(w, claim{link: at, class: k})
	}
	for _, w := range t.Should {
		b.claim(w, claim{link: at, class: family})
	}
	for _, w := range t.Not {
		b.claim(w, claim{link: at, class: denies})
	}
	for _, w := range t.With {
		any := make([]string, len(w.Any))
		for i, a := range w.Any {
			any[i] = foldWord([]rune(norm.NFKC.String(a)))
		}
		b.claim(w.Term, claim{link: at, class: named, with: any})
	}
	b.governed(at, l)
	info := linkInfo{id: l.ID, activity: isActivity(l), utility: isUtility(l), grown: isGrown(l),
		name: slices.Concat(t.Name, t.Must), deny: t.Not, industry: l.Industry}
	doing := scope.Treat | scope.Operate | scope.Research | scope.Build | scope.Supply | scope.Deal
	if info.activity {
		doing |= scope.Carry | scope.Service
	}
	for _, w := range t.Verbs {
		v, kinds := b.rules.LastVerb(norm.NFKC.String(w))
		if v == "" || !kinds.Has(doing) || kinds.Has(scope.Make|scope.Trade) || kinds.Has(scope.Service) && kinds.Has(scope.Tend) || b.rules.Vague(v) {
			continue
		}
		for _, v := range b.rules.Alike(v) {
			if !slices.Contains(info.making, v) {
				info.making = append(info.making, v)
			}
		}
	}
	b.lex.links = append(b.lex.links, info)
}

// governed lets the noun of a term that ends in a verb (水果种植) stand apart
// from it in a list that the verb governs (水果、坚果种植).
func (b *builder) governed(at int32, l *graph.Link) {
	own := func(noun string) bool { return slices.Contains(l.Terms.Must, noun) }
	for _, w := range slices.Concat(l.Terms.Must, l.Terms.Verbs) {
		word := norm.NFKC.String(w)
		v, kinds := b.rules.LastVerb(word)
		noun := strings.TrimSuffix(strings.TrimSuffix(word, v), "的")
		if v == "" || !kinds.Has(scope.Make|scope.Treat|scope.Build|scope.Operate) || len([]rune(noun)) < 2 || b.rules.Vague(v) || own(noun) || b.rules.HoldsVerb(noun) {
			continue
		}
		b.governedBy(noun, v, at)
	}
}

func (b *builder) governedBy(noun, verb string, at int32) {
	e := b.entry(noun)
	for i := range e.claims {
		if c := &e.claims[i]; c.link == at && c.class == governed {
			c.verbs = append(c.verbs, verb)
			return
		}
	}
	e.claims = append(e.claims, claim{link: at, class: governed, verbs: []string{verb}})
}

// isProduct says that a lexical verb is the name of a product as well: it holds
// no verb and ends in a name of the product.
func (b *builder) isProduct(l *graph.Link, word string) bool {
	if b.rules.HoldsVerb(word) {
		return false
	}
	ends := func(name string) bool { return name != "" && strings.HasSuffix(word, norm.NFKC.String(name)) }
	for _, p := range l.Products {
		if ends(p.Name) || slices.ContainsFunc(p.Aliases, ends) {
			return true
		}
	}
	return slices.ContainsFunc(l.Terms.Must, ends)
}

// isActivity tells a service from goods by its classes of GB/T 4754-2017:
// division 43 repairs, divisions 47 and above build, trade, carry and serve.
func isActivity(l *graph.Link) bool {
	goods, services := countDivisions(l.Industry)
	return services > 0 && goods == 0
}

// isGrown: divisions 1 and 2 are farming and forestry.
func isGrown(l *graph.Link) bool {
	for _, code := range l.Industry {
		if d := division(code); d == 1 || d == 2 {
			return true
		}
	}
	return false
}

// isUtility: divisions 44 to 46 make and supply power, heat, gas and water.
func isUtility(l *graph.Link) bool {
	for _, code := range l.Industry {
		if d := division(code); d >= 44 && d <= 46 {
			return true
		}
	}
	return false
}

func countDivisions(codes []string) (goods, services int) {
	for _, code := range codes {
		switch d := division(code); {
		case d >= 47 || d == 43 || d == 5:
			services++
		case d > 0:
			goods++
		}
	}
	return goods, services
}

// division is the first two digits of a class, 0 where there are none.
func division(code string) int {
	if len(code) < 2 || !isDigit(rune(code[0])) || !isDigit(rune(code[1])) {
		return 0
	}
	return int(code[0]-'0')*10 + int(code[1]-'0')
}
