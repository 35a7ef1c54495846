package scope

// Reading is what a scope says: its phrases in order, those within brackets
// behind the one they qualify. A Reading may be used again; what was read
// before is then overwritten.
type Reading struct {
	Text    Text
	Phrases []Phrase
	AnyMake bool // some phrase is governed by a making verb
	AnyVerb bool // some phrase is governed at all
	Cut     bool // the text breaks off

	owner []int32 // phrase of each rune, -1: none
}

// Phrase is one item of a list with what governs it.
type Phrase struct {
	Item    Span  // the words of the item, brackets within it included, verbs not
	Behind  Span  // brackets that stand directly behind it
	Rest    Span  // of what stands in a bracket within an item: the item behind the bracket
	Clause  Span  // from the last stop to the next
	Kinds   Kinds // of the verbs that reach it; without Governs: nothing does
	Verbs   Span  // from the first to the last of them
	Licence Licence
	Shown   Span // the words of the licence

	Inner     bool // stands in brackets
	Bare      bool // is itself a verb without an object
	Elsewhere bool // done at a branch only
	Planned   bool // not yet in being
	Last      bool // of the last clause of a text that breaks off
}

// Licence is what a licence named beside a phrase shows.
type Licence uint8

// The licences.
const (
	NoLicence Licence = iota
	ToMake
	ToTrade
	ToCarry
	ToTreat
)

// PhraseAt gives the index of the phrase that a rune belongs to, -1 where it
// belongs to none: to a label, boilerplate, an exclusion, a verb.
func (r *Reading) PhraseAt(i int) int {
	if i < 0 || i >= len(r.owner) {
		return -1
	}
	return int(r.owner[i])
}

// around is how many phrases away another may still speak for one.
const around = 300

// Around gives the kinds of the nearest governed phrases outside brackets
// before and behind phrase i, 0 where there is none.
func (r *Reading) Around(i int) (before, behind Kinds) {
	for j := i - 1; j >= max(0, i-around); j-- {
		if p := &r.Phrases[j]; !p.Inner && p.Kinds.Governs() {
			before = p.Kinds
			break
		}
	}
	for j := i + 1; j < min(len(r.Phrases), i+around); j++ {
		if p := &r.Phrases[j]; !p.Inner && p.Kinds.Governs() {
			behind = p.Kinds
			break
		}
	}
	return before, behind
}

// Read reads a scope into r.
func (rules *Rules) Read(s string, r *Reading) {
	r.Text.set(s)
	r.Phrases = r.Phrases[:0]
	r.AnyMake, r.AnyVerb = false, false
	n := len(r.Text.Runes)
	if cap(r.owner) < n {
		r.owner = make([]int32, n+n/2)
	}
	r.owner = r.owner[:n]
	for i := range r.owner {
		r.owner[i] = -1
	}
	p, ok := rules.readers.Get().(*reader)
	if !ok {
		p = new(reader)
	}
	p.rules, p.reading, p.runes, p.lastStop = rules, r, r.Text.Runes, 0
	p.match()
	p.tokenise()
	p.openSection()
	p.parse(0, len(p.tokens), frame{host: -1})
	p.markCut()
	p.rules, p.reading, p.runes = nil, nil, nil
	rules.readers.Put(p)
}
