package presence

import (
	"strings"

	"liantu/matcher/scope"
)

// itemNotes says how the words around a term qualify it.
func (p *pass) itemNotes(q scope.Quality, ph *scope.Phrase) []string {
	text := &p.reading.Text
	var notes []string
	if q.Byproduct {
		notes = append(notes, "byproduct")
	}
	if q.Captive {
		notes = append(notes, "captive")
	}
	if !q.Quantity.Empty() {
		notes = append(notes, "quantity: "+text.Of(q.Quantity))
	}
	if !q.Until.Empty() {
		notes = append(notes, "dated: "+strings.Trim(text.Of(q.Until), "()（）"))
	}
	if ph.Licence != scope.NoLicence && !ph.Shown.Empty() {
		notes = append(notes, "licence: "+text.Of(ph.Shown))
	}
	if ph.Elsewhere {
		notes = append(notes, "at a branch only")
	}
	return notes
}

// countPhrases counts the distinct items of the scope that name things.
func (p *pass) countPhrases() int {
	clear(p.seen)
	for i := range p.reading.Phrases {
		ph := &p.reading.Phrases[i]
		if !ph.Bare && !ph.Inner && !ph.Item.Empty() {
			p.seen[p.reading.Text.Of(ph.Item)] = struct{}{}
		}
	}
	return len(p.seen)
}
