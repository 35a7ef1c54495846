// Package text is the analysis that the index and the ranking share: folding
// of characters, clauses, removal of standing phrases, and the grams of a
// clause. Two texts that fold to the same clauses are the same to both.
package text
