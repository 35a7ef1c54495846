// Package neostore keeps the record in Neo4j, for an office that shares it.
//
// # What stands in the database
//
// A label is a Neo4j label and an edge type a relationship type, under the
// names of the declarations: (:Firm {id, name, …})-[:OCCUPIES {role, …}]->
// (:Link)-[:FEEDS]->(:Link). Keys are unique by constraint, declared indexes
// are range indexes, and unknown values are properties that are not there. So
// the graph can be read, and asked in Cypher, by somebody who has never seen
// this program. What the store itself needs begins with an underscore:
//
//   - (:_Record {key: "record"}) holds the record's id, its version and the
//     marks of the last commits; (:_Record {key: "gate"}) is only locked.
//   - _version, on nodes of recorded labels: the version that last changed
//     them. (:_Gone {label, key, version}) stands for a node that was deleted.
//   - _unknown, on an edge whose distinct field is unknown: relationships are
//     told apart by properties, and nothing equals an absent one.
//   - _whole_x, beside an indexed text x too long for an index: x then holds
//     only its beginning. Comparisons with texts that do fit stay right.
//
// Other labels, relationships and properties may stand beside these and are
// left alone, but Put and Connect replace whole nodes and edges.
//
// # Isolation
//
// Neo4j isolates by read committed: between two statements, and even within
// one, a reader may meet a part of what another commits. The contract wants
// whole snapshots, and a View that runs its function once, so reading again
// after a change is no way out. Locks are:
//
//   - An Update locks the record node first and holds it to its end. Updates
//     therefore run one after another and read a state that nobody changes.
//   - A View holds the shared lock on the gate, which MERGE takes on the index
//     entry of a unique key that exists.
//   - An Update that is about to commit takes the gate's lock alone, which is
//     what changing the unique key does, and gives it back when all is in place.
//
// So nothing is committed while a View runs, and a View begins when nothing is
// being committed. Views never wait for the work of an Update, only for its
// commit; a commit waits until no View runs. While it waits new Views are held
// back, so that it comes to its turn; after a while it lets them pass and asks
// again, so that one long View does not stop all others. A View must not wait
// for an Update of its own. Writes by hand take no such lock and make no
// version.
//
// # Faults
//
// An Update is run again after a failure that may pass: a lost connection, a
// deadlock, a change of leader. When a connection is lost during the commit,
// the mark that the commit would have left says whether it took place. Calls
// give Unavailable when that has not helped in time. With Options.Away, Views
// too wait for a server that went away, before they begin.
//
// What somebody broke by hand gives Corrupt, or, to Views of a store with
// Options.Broken, is told and passed over. Verify finds and names all of it.
package neostore
