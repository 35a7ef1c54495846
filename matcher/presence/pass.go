package presence

import (
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/scope"
)

// pass is the memory of reading one firm after another.
type pass struct {
	reader   *Reader
	reading  scope.Reading
	folded   folded
	hits     []hit
	matches  []scope.Match
	findings []finding
	tail     []rune
	seen     map[string]struct{}
	asked    asked
	alone    alone
	name     firmName
	source   int  // of the scope
	members  bool // a cooperative: serves its own members
}

// finding is one piece of evidence for a link and role.
type finding struct {
	link      int32
	role      graph.Role
	at        int   // where the term stands in the scope
	phrase    int32 // of the scope, -1: elsewhere
	elsewhere bool
	study     bool // research or hiring out alone
	tended    bool // done to what is sold
	evidence  graph.Evidence
}

// firm reads all that is known of a firm.
func (p *pass) firm(f *graph.Firm) []graph.Presence {
	p.findings = p.findings[:0]
	p.name = p.reader.names.read(f.Name())
	p.source = f.Held[graph.FieldScope].Source
	p.members = p.cooperative(f)
	p.fromProducts(f)
	p.reader.scope.Read(f.Scope(), &p.reading)
	p.fromScope()
	p.stations()
	p.fromName(f)
	p.fromIndustry(f)
	f.Kind, f.ParentName = p.kind(f), p.name.parent
	return p.presences()
}

// fromScope judges every term found in the scope.
func (p *pass) fromScope() {
	p.folded.set(p.reading.Text.Runes)
	p.find()
	p.asked.text, p.alone.known = "", false
	p.eachClaim(named|lexical|family|governed, p.judge)
}

// fromProducts takes the column of main products: each named is made.
func (p *pass) fromProducts(f *graph.Firm) {
	held := f.Held[graph.FieldProducts]
	if held.Text == "" {
		return
	}
	p.reader.scope.Read(held.Text, &p.reading)
	p.folded.set(p.reading.Text.Runes)
	p.find()
	p.asked.text = ""
	p.eachClaim(named|lexical, func(h hit, c *claim, s standing) {
		if s != stands {
			return
		}
		at := p.phraseOf(h)
		if at < 0 || p.otherThing(h, at) || p.tailOf(h, at, &p.reader.lex.links[c.link]) != scope.TailSame {
			return
		}
		ph := &p.reading.Phrases[at]
		p.add(finding{link: c.link, role: graph.Producer, phrase: -1, evidence: graph.Evidence{
			In: graph.InProducts, Term: p.reading.Text.Of(scope.Span{Start: h.start, End: h.end}),
			Clause:   p.reading.Text.Of(scope.Span{Start: ph.Item.Start, End: max(ph.Item.End, ph.Behind.End)}),
			Strength: graph.Strong, Source: held.Source, Notes: p.itemNotes(p.reader.scope.Qualities(p.reading.Text.Runes, *ph, h.start, h.end), ph)}})
	})
}

// eachClaim gives the claims of these classes that are not gone, in order of the text.
func (p *pass) eachClaim(classes class, do func(h hit, c *claim, s standing)) {
	for _, h := range p.hits {
		claims := p.reader.lex.entries[h.entry].claims
		for i := range claims {
			c := &claims[i]
			if c.class&classes == 0 {
				continue
			}
			if s := p.standing(h, c); s != gone && p.beside(h, c) {
				do(h, c, s)
			}
		}
	}
}

// add keeps a finding; of two alike the stronger stands.
func (p *pass) add(x finding) {
	for i := range p.findings {
		o := &p.findings[i]
		if o.link != x.link || o.role != x.role || o.evidence.In != x.evidence.In || o.evidence.Term != x.evidence.Term {
			continue
		}
		x.elsewhere = x.elsewhere && o.elsewhere
		if x.evidence.Strength.Rank() > o.evidence.Strength.Rank() {
			*o = x
		} else {
			o.elsewhere = x.elsewhere
		}
		return
	}
	p.findings = append(p.findings, x)
}

// presences gathers the findings by link and role.
func (p *pass) presences() []graph.Presence {
	if len(p.findings) == 0 {
		return nil
	}
	p.ownStudies()
	slices.SortStableFunc(p.findings, func(a, b finding) int {
		if a.link != b.link {
			return int(a.link - b.link)
		}
		return strings.Compare(string(a.role), string(b.role))
	})
	var out []graph.Presence
	total := -1
	for lo := 0; lo < len(p.findings); {
		hi := lo
		for hi < len(p.findings) && p.findings[hi].link == p.findings[lo].link && p.findings[hi].role == p.findings[lo].role {
			hi++
		}
		if total < 0 {
			total = p.countPhrases()
		}
		out = append(out, p.presence(p.findings[lo:hi], total))
		lo = hi
	}
	return out
}

// stations takes works that are built for works that run where another phrase
// says that the firm runs them.
func (p *pass) stations() {
	if !slices.ContainsFunc(p.reading.Phrases, func(ph scope.Phrase) bool {
		return ph.Kinds.Has(scope.Make|scope.Operate|scope.Deal) && !ph.Planned && p.reader.scope.Station(p.reading.Text.Of(ph.Item))
	}) {
		return
	}
	for i := range p.findings {
		x := &p.findings[i]
		if x.role == graph.Planned && p.reader.lex.links[x.link].utility && slices.Contains(x.evidence.Notes, noteProject) {
			x.role = graph.Producer
			x.evidence.Notes = append(x.evidence.Notes, noteRuns)
		}
	}
}

// ownStudies weakens research on, and hiring out of, what the scope says the
// firm makes or sells, and a seller's work on what it says the firm makes:
// that is no work on another's product.
func (p *pass) ownStudies() {
	for i := range p.findings {
		x := &p.findings[i]
		if (x.study || x.tended) && slices.ContainsFunc(p.findings, func(o finding) bool {
			return o.link == x.link && o.evidence.In == graph.InScope && o.evidence.Strength != graph.Weak &&
				(o.role == graph.Producer || x.study && o.role == graph.Trader)
		}) {
			x.evidence.Strength = graph.Weak
			x.evidence.Notes = append(x.evidence.Notes, noteOwnStudy)
		}
	}
}

func (p *pass) presence(all []finding, total int) graph.Presence {
	x := graph.Presence{Link: p.reader.lex.links[all[0].link].id, Role: all[0].role, Elsewhere: true}
	var phrases []int32
	for _, f := range all {
		x.Evidence = append(x.Evidence, f.evidence)
		if f.evidence.Strength.Rank() > x.Strength.Rank() {
			x.Strength = f.evidence.Strength
		}
		x.Elsewhere = x.Elsewhere && f.elsewhere
		if f.phrase >= 0 && !slices.Contains(phrases, f.phrase) {
			phrases = append(phrases, f.phrase)
		}
	}
	slices.SortStableFunc(x.Evidence, func(a, b graph.Evidence) int { return b.Strength.Rank() - a.Strength.Rank() })
	if len(phrases) > 0 && total > 0 {
		share := min(1, float64(len(phrases))/float64(total))
		x.Focus = &share
	}
	return x
}
