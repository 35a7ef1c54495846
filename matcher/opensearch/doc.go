// Package opensearch finds firms by the words of their texts as matcher/index
// does, with the index on an OpenSearch cluster: for records that one machine
// is too small for, or that several programs search. What is found and how it
// is ranked is the rule of matcher/search; the terms of documents and queries
// are made here, the cluster only counts them.
//
// Any number of programs may bring one index up to the record at a time: every
// document bears the version of the record that it was read from, and the
// cluster refuses older ones.
package opensearch
