package presence

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"liantu/graph"
	"liantu/matcher/scope"
)

// firmName is what a firm's name says.
type firmName struct {
	parent string // of a unit: what its name begins with, as it stands
	core   string // its own part, without brackets at the end and legal form
	making bool   // the legal form is 厂 or the like
	trader bool
	maker  bool
	office bool // a unit that sells or represents
	plant  bool // a unit where things are made
	whole  string
}

// names holds the rules of names; all tries are written backwards, since it is
// the end of a name that tells.
type names struct {
	forms   *scope.Trie // value 1: says that things are made
	traders *scope.Trie
	makers  *scope.Trie
	offices *scope.Trie
	plants  *scope.Trie
	own     *scope.Trie
	units   *scope.Trie
	parents []string
	others  []string

	individualCodes, cooperativeCodes                  []string
	individualTypes, cooperativeTypes, cooperativeForm []string

	products *scope.Trie // last nouns of makers' names, folded
	claims   []nameClaim
}

// nameClaim is the links that a last noun says the firm is a maker of.
type nameClaim struct {
	links []int32
	deny  []int32 // links of which it is another thing
}

func newNames(l *nameLists, lex *lexicon) *names {
	n := &names{
		traders: backwards(l.Traders, nil), makers: backwards(l.Makers, nil), offices: backwards(l.Offices, nil),
		plants: backwards(l.Plants, nil), own: backwards(l.OwnFirms, nil), units: backwards(l.Units, nil),
		forms: backwards(l.LegalForms, l.MakingForms), parents: l.Parents, others: l.OtherParents,
		individualCodes: l.IndividualCodes, cooperativeCodes: l.CooperativeCodes, individualTypes: l.IndividualTypes,
		cooperativeTypes: l.CooperativeTypes, cooperativeForm: l.CooperativeWords,
	}
	n.loadProducts(lex)
	return n
}

// with are the same rules for the products of other links.
func (n *names) with(lex *lexicon) *names {
	other := *n
	other.claims = nil
	other.loadProducts(lex)
	return &other
}

func backwards(words, special []string) *scope.Trie {
	set := map[string]int32{}
	for _, w := range words {
		set[reversed(norm.NFKC.String(w))] = 0
	}
	for _, w := range special {
		set[reversed(norm.NFKC.String(w))] = 1
	}
	return scope.NewTrie(set)
}

func reversed(s string) string {
	rs := []rune(s)
	slices.Reverse(rs)
	return string(rs)
}

// loadProducts makes the trie of last nouns from the links' name words and
// terms; a word that blocks or that a link denies claims nothing for it.
func (n *names) loadProducts(lex *lexicon) {
	byWord := map[string]int32{}
	at := func(word string) *nameClaim {
		key := reversed(foldWord([]rune(norm.NFKC.String(word))))
		i, ok := byWord[key]
		if !ok {
			i = int32(len(n.claims))
			byWord[key] = i
			n.claims = append(n.claims, nameClaim{})
		}
		return &n.claims[i]
	}
	for i, l := range lex.links {
		for _, w := range l.name {
			if c := at(w); !slices.Contains(c.links, int32(i)) {
				c.links = append(c.links, int32(i))
			}
		}
		for _, w := range l.deny {
			c := at(w)
			c.deny = append(c.deny, int32(i))
		}
	}
	for _, w := range lex.blocks {
		at(w)
	}
	n.products = scope.NewTrie(byWord)
}

// read reads a name.
func (n *names) read(name string) firmName {
	text := strings.TrimSpace(norm.NFKC.String(name))
	f := firmName{whole: text}
	own := text
	if at := n.parentEnd(text); at > 0 {
		f.parent = asItStands(name, text[:at])
		own = text[at:]
	}
	own = dropBracket(own)
	back := []rune(own)
	slices.Reverse(back)
	if f.parent != "" && len(back) > 0 {
		_, office := n.offices.Longest(back, 0)
		_, plant := n.plants.Longest(back, 0)
		f.office, f.plant = office > plant, plant > 0 && plant >= office
	}
	for range 3 {
		value, end := n.forms.Longest(back, 0)
		if len(back) == 0 || end == 0 {
			break
		}
		f.making = f.making || value == 1
		back = []rune(reversed(dropBracket(reversed(string(back[end:])))))
		if len(back) == 0 {
			break
		}
	}
	f.core = reversed(string(back))
	if len(back) > 0 {
		_, trader := n.traders.Longest(back, 0)
		_, maker := n.makers.Longest(back, 0)
		f.trader = trader > 0 && trader >= maker
		f.maker = !f.trader && (maker > 0 || f.making)
	} else {
		f.maker = f.making
	}
	return f
}

// parentEnd gives where the parent's name ends in a unit's name, 0 where the
// name is of a firm of its own.
func (n *names) parentEnd(text string) int {
	back := []rune(dropBracket(text))
	if len(back) < 4 {
		return 0
	}
	slices.Reverse(back)
	_, unit := n.units.Longest(back, 0)
	_, own := n.own.Longest(back, 0)
	if own > 0 && unit == 0 {
		return 0
	}
	plain := reversed(string(back))
	for _, w := range n.parents {
		at := strings.Index(plain, w)
		if at < 0 || at+len(w) >= len(plain) {
			continue
		}
		if unit == 0 && strings.HasSuffix(plain, w) { // X公司Y公司
			return 0
		}
		return at + len(w)
	}
	if unit == 0 {
		return 0
	}
	for _, w := range n.others {
		if at := strings.Index(plain, w); at > 0 && at+len(w) < len(plain) {
			return at + len(w)
		}
	}
	return 0
}

// dropBracket takes a bracket off the end of a name.
func dropBracket(s string) string {
	for strings.HasSuffix(s, ")") {
		at := strings.LastIndex(s, "(")
		if at <= 0 {
			return s
		}
		s = s[:at]
	}
	return s
}

// asItStands gives the part of the name that its NFKC form's beginning came from.
func asItStands(name, beginning string) string {
	for i := range name {
		if strings.TrimSpace(norm.NFKC.String(name[:i])) == beginning {
			return strings.TrimSpace(name[:i])
		}
	}
	return beginning
}

// fromName takes the last noun of the firm's name as evidence of making, and
// shows the clause that says otherwise.
func (p *pass) fromName(f *graph.Firm) {
	if p.name.trader || p.name.office || p.name.core == "" {
		return
	}
	core := []rune(foldWord([]rune(p.name.core)))
	slices.Reverse(core)
	value, end := p.reader.names.products.Longest(core, 0)
	if end == 0 || end < len(core) && isLatin(core[end-1]) && isLatin(core[end]) {
		return
	}
	rest := core[end:]
	slices.Reverse(rest)
	if p.reader.scope.Before(rest, core[end-1]) {
		return
	}
	claim := &p.reader.names.claims[value]
	for _, link := range claim.links {
		if slices.Contains(claim.deny, link) || p.plannedOnly(link) {
			continue
		}
		p.add(finding{link: link, role: graph.Producer, phrase: -1, evidence: graph.Evidence{In: graph.InName,
			Clause: f.Name(), Strength: graph.Medium, Source: f.Held[graph.FieldName].Source, Contradiction: p.against(link)}})
	}
}

// plannedOnly says that by the scope the link is planned and not made yet.
func (p *pass) plannedOnly(link int32) bool {
	planned := false
	for i := range p.findings {
		x := &p.findings[i]
		if x.link != link || x.evidence.In == graph.InIndustry {
			continue
		}
		if x.role == graph.Producer && x.evidence.Strength != graph.Weak {
			return false
		}
		planned = planned || x.role == graph.Planned && x.evidence.Strength != graph.Weak
	}
	return planned
}

// against finds a clause of the scope that says the firm does not make what
// its name says: it trades in it and makes it nowhere, or makes nothing at all.
func (p *pass) against(link int32) string {
	var clause string
	for i := range p.findings {
		x := &p.findings[i]
		if x.link != link || x.evidence.In != graph.InScope {
			continue
		}
		if x.role == graph.Producer && x.evidence.Strength != graph.Weak {
			return ""
		}
		if x.role == graph.Trader || x.role == graph.Service {
			clause = x.evidence.Clause
		}
	}
	if clause != "" || p.reading.AnyMake || p.reader.lex.links[link].activity {
		return clause
	}
	for i := range p.reading.Phrases {
		if ph := &p.reading.Phrases[i]; ph.Kinds.Has(scope.Trade) && !ph.Inner {
			return p.reading.Text.Of(ph.Clause)
		}
	}
	return ""
}
