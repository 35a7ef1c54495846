package graph

import "context"

// Version numbers the commits of a record. It grows by one with every Update
// that changed something; 0 is the empty record.
type Version int64

// Store is a property graph that holds the record. It knows nodes, edges and
// queries; the nouns are built above it, once for all engines.
//
// Errors carry a Code: Invalid (what the functions of check.go refuse:
// undeclared label, field or edge, a value of the wrong type, an empty key,
// text that is no UTF-8 or holds NUL), Locked, Unavailable, Unauthorized,
// Corrupt, Internal. A key that is not there is no error: it is absent from
// the answer. A cancelled context ends any call with the context's error.
// Texts compare by code point.
type Store interface {
	// View runs fn on one snapshot: nothing that is committed meanwhile is seen.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn in a transaction that is committed whole when fn returns
	// nil and leaves nothing behind otherwise. Updates run one after another.
	// fn may be run again where the engine asks for a retry: it must not keep
	// state between runs that a second run would spoil.
	Update(ctx context.Context, fn func(Writer) error) error
	// AtOnce is about how many firms of a long import one Update should put.
	AtOnce() int
	// ID tells this record from every other; it is made with the store and
	// survives backup and restore.
	ID() string
	// Close ends the use of the store. It waits for running transactions.
	Close() error
}

// Reader is what can be asked in a transaction. Every method takes and
// returns many. A transaction serves one goroutine, and nobody after its end.
type Reader interface {
	// Version is the version of the record that this transaction reads.
	Version(ctx context.Context) (Version, error)
	// Get returns the nodes that exist among the keys, in no stated order.
	Get(ctx context.Context, label string, keys []string) ([]Node, error)
	// Find returns one page of the nodes that meet all conditions.
	Find(ctx context.Context, q Query) (Page, error)
	// Count counts nodes or edges that meet all conditions, in groups.
	Count(ctx context.Context, q CountQuery) ([]Group, error)
	// Neighbours returns the edges of a type at the given nodes.
	Neighbours(ctx context.Context, q NeighbourQuery) ([]Edge, error)
	// Walk follows edges breadth first and returns each node reached once,
	// with the edge it was first reached by; by depth, then by key. Of several
	// edges that reach a node at one depth it is the first by place of its
	// type in the query, from, to and distinct field.
	Walk(ctx context.Context, q WalkQuery) ([]Step, error)
	// Changes lists nodes of recorded labels that were put or deleted after a
	// version, by version, label and key, each node once with its latest
	// version. A node whose recorded edges, those that start at it, changed
	// counts as changed. The list ends with the version in which it reaches
	// limit, and holds all of that version, so that whoever has taken it in
	// goes on from its last version and misses nothing; limit 0 means all.
	Changes(ctx context.Context, since Version, limit int) ([]Change, error)
}

// Writer is what can be done in an Update, on top of reading one's own writes.
type Writer interface {
	Reader
	// Put creates or replaces whole nodes; of two with one key the later stands.
	Put(ctx context.Context, nodes []Node) error
	// Delete removes nodes and every edge at them.
	Delete(ctx context.Context, label string, keys []string) error
	// Connect creates or replaces edges; of two that are the same edge the
	// later stands. Both ends must exist, else Invalid and nothing is written.
	Connect(ctx context.Context, edges []Edge) error
	// Disconnect removes the edges of one type that start at the given nodes
	// and meet all conditions.
	Disconnect(ctx context.Context, q DisconnectQuery) error
}

// Node is one node: Values stand in the order of the label's Fields.
type Node struct {
	Label  string
	Key    string
	Values []any
}

// Edge is one edge: Values stand in the order of the type's Fields.
type Edge struct {
	Type     string
	From, To string // keys
	Values   []any
}

// Op is how a condition compares.
type Op uint8

// The comparisons. Unknown (nil) values meet none of them but IsUnknown.
const (
	Eq Op = iota
	Ne
	Lt
	Le
	Gt
	Ge
	Prefix    // Text, Day: starts with
	In        // Value is []string or []int64
	IsKnown   // Value is not used
	IsUnknown // Value is not used
)

// Cond is one condition on a declared field; on an edge "from" and "to" are
// fields too, on a node "key" is.
type Cond struct {
	Field string
	Op    Op
	Value any
}

// Order is one sort key. Unknown values come last either way.
type Order struct {
	Field string
	Desc  bool
}

// Query asks for nodes of a label. Results are ordered by OrderBy and then by
// key, so that pages never overlap. Limit 0 means 1,000. Cursor is "" or a
// Page's Next for the same query; a node that is put while one pages appears
// at most once, unless it is put with other values in the OrderBy fields.
type Query struct {
	Label   string
	Where   []Cond
	OrderBy []Order
	Limit   int
	Cursor  string
}

// Page is a part of a Find; Next is "" at the end.
type Page struct {
	Nodes []Node
	Next  string
}

// CountQuery counts nodes of Label, or edges of Edge, by the GroupBy fields.
// A group field may be followed by ":n" to group by the first n characters of
// a text ("region:4"). Without GroupBy there is one group, even of none; with
// it, groups come in no stated order.
type CountQuery struct {
	Label   string
	Edge    string
	Where   []Cond
	GroupBy []string
}

// Group is one group: Values in the order of GroupBy; nil where unknown.
type Group struct {
	Values []any
	N      int64
}

// Direction of an edge as seen from a node.
type Direction uint8

// The directions.
const (
	Out Direction = iota
	Into
	Both
)

// NeighbourQuery asks for the edges of a type at Keys, each once. Ordered by
// from, to and distinct field, unknown last. Limit 0 means all.
type NeighbourQuery struct {
	Edge      string
	Keys      []string
	Direction Direction
	Where     []Cond
	Limit     int
}

// WalkQuery walks from nodes of one label along edge types whose both ends
// have that label. Depth 0 is the start itself, which is not returned. Limit
// 0 means 10,000.
type WalkQuery struct {
	From      []string
	Edges     []string
	Direction Direction
	Depth     int
	Limit     int
}

// Step is a node that a walk reached, how far from the start, and by which edge.
type Step struct {
	Key   string
	Depth int
	Edge  Edge
}

// DisconnectQuery names the edges to remove: of one type, starting at From.
type DisconnectQuery struct {
	Edge  string
	From  []string
	Where []Cond
}

// Change says that a node was put or deleted in a version of the record.
type Change struct {
	Version Version
	Label   string
	Key     string
	Deleted bool
}
