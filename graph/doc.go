// Package graph is the vocabulary that all of liantu speaks, and the contract
// of its record.
//
// liantu (链图) answers one question for a city: which firms do its industrial
// chains lack, and whom to invite. Its record is a property graph: chains are
// made of links, links feed links, firms occupy links. Everything else reads
// the graph or is derived from it.
//
//	spreadsheets ──importers──▶ graph (record) ──▶ matcher (index, diagnosis, ranking)
//	data (starter) ────────────▶     │                      │
//	                                 └────────── api ◀──────┘──▶ pages, command line
//
// # The contract
//
// Store (store.go) knows nodes, edges and queries, and no noun. A transaction
// takes and returns many at a time. Two engines implement it: graph/embedded
// (one SQLite file) and, for an office that shares its record, Neo4j. Both
// must pass graph/graphtest.
//
// # Nouns
//
// Each noun has one file: its type, what is valid, its declaration and typed
// access (Firms(), Links(), …), which noun.go builds from one table of fields.
// A new noun touches no engine; a new engine touches no noun.
//
// # Recorded and derived
//
// Recorded is what somebody said: rows of spreadsheets, judgements, verdicts.
// A Firm keeps for every field the value that stands, the row it came from
// and the values that gave way (firm_take.go). Derived is what the rules make
// of it: presences, tallies, statuses, gaps, rankings. It carries the version
// of record and rules, and can be thrown away and built again. A planner's
// Judgement stands over every inference.
//
// Record (record.go) joins a store with the Inference that the matcher
// implements, so that firms and their presences are always written together.
//
// # Versions
//
// Every Update that changes something makes a new version of the record.
// Changes lists what is new since a version; the text index follows it.
// Answers are kept while nothing that they read has changed, and so are never
// stale.
package graph
