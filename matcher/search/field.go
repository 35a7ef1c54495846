package search

import (
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/text"
)

// The fields of what an engine holds of a firm.
const (
	TextField   = "text"   // the terms of all its texts
	RegionField = "region" // the code of its county, where that is known
)

// Text is a text that a firm is found by, and how much a term in it counts.
type Text struct {
	Text   string
	Weight float64
}

// Texts are the texts that a firm is found by; its name is first. An engine
// need not know the weights: the best are scored again.
func Texts(f *graph.Firm) [3]Text {
	return [3]Text{{f.Name(), 3}, {f.Scope(), 1}, {f.Text(graph.FieldProducts), 1.5}}
}

// Region is what RegionField holds: the firm's code, "" where its place is unknown.
func Region(f *graph.Firm) string {
	if len(f.Region) != 6 {
		return ""
	}
	return f.Region
}

// Firms reads of firms what an index is made from: what Texts and Region give,
// and whether they are in being.
func Firms() graph.Part[graph.Firm] {
	return graph.Firms().Only(graph.FieldName.String(), graph.FieldScope.String(), graph.FieldProducts.String(), "region", "in_being")
}

// EachTerm calls visit for the index terms of a folded clause; a standing
// phrase has none.
func EachTerm(a *text.Analyzer, clause string, visit func(term string)) {
	if !a.Standing(clause) {
		text.Bigrams(clause, visit)
	}
}

// IsPrefix says whether a term of a query is met by every term that begins
// with it: a character that stands alone in the query.
func IsPrefix(term string) bool {
	r, size := utf8.DecodeRuneInString(term)
	return size == len(term) && r >= utf8.RuneSelf
}
