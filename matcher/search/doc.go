// Package search says how firms are searched by words, whatever engine holds
// their texts: which texts a firm is found by and how much each counts, which
// terms a text and a query have, how many of them a firm must have, how the
// best hits are scored again, and which firms an index must take in anew. An
// engine (matcher/index, matcher/opensearch) adds storage and retrieval.
package search
