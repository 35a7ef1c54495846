// Package index finds firms by the words of their texts. It holds name, scope
// and products of every firm in being as bigrams in a bleve index that is
// derived from the record: it stores the version of the record it was made
// from, catches up from the record's changes, and is made anew when it is
// damaged, belongs to another record or was analysed by other rules.
package index
