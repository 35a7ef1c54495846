// Package rank orders a pool of firms by how likely each makes a product or
// belongs to a segment, from registry text alone. A scope often does not say
// the word asked for, so a query is widened twice: by what stands beside it
// in the other firms of the record, and by product lists that say what things
// are called, what is made beside them and which segment they belong to
// (data/text/products). The parts are weighed by data/text/ranking.yaml; what
// each is worth is measured in testdata/ablation.md.
package rank
