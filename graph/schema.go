package graph

// Kind is the type of a declared field. A field's value in a Node or Edge is
// nil (unknown) or of the Go type given here.
type Kind uint8

// The kinds of fields.
const (
	Text    Kind = iota // string
	Integer             // int64
	Real                // float64
	Flag                // bool
	Day                 // string, YYYY-MM-DD; equality, range and order work on it
	JSON                // string holding a JSON document; stored, never queried
)

// Field is one declared field of a label or an edge.
type Field struct {
	Name string
	Kind Kind
}

// Index lists the fields that are looked up together, in order: equality on
// all but the last, equality, range or prefix on the last. On an edge the
// names "from" and "to" stand for its ends.
type Index []string

// Label declares a noun: nodes of one kind, told apart by their key.
type Label struct {
	Name    string // as a Neo4j user would write it: Firm, Link
	KeyName string // the property that holds the key: id, code
	Fields  []Field
	Indexes []Index
	// Derived labels can be thrown away and rebuilt from recorded ones;
	// writes to them are not listed by Changes.
	Derived bool
}

// EdgeType declares a relationship. Two edges of a type are the same edge
// when both ends and the distinct field, if any, are equal.
type EdgeType struct {
	Name     string // OCCUPIES, FEEDS
	From, To string // labels
	Distinct string // field that tells parallel edges apart; "" for one edge per pair
	Fields   []Field
	Indexes  []Index
	Derived  bool
}

// Schema is all that a store must hold. Engines make their tables, columns,
// constraints and indexes from it and know nothing else about the nouns.
type Schema struct {
	Labels []Label
	Edges  []EdgeType
}

// Label finds a declaration by name; ok is false where there is none.
func (s Schema) Label(name string) (Label, bool) {
	for _, l := range s.Labels {
		if l.Name == name {
			return l, true
		}
	}
	return Label{}, false
}

// Edge finds an edge declaration by name; ok is false where there is none.
func (s Schema) Edge(name string) (EdgeType, bool) {
	for _, e := range s.Edges {
		if e.Name == name {
			return e, true
		}
	}
	return EdgeType{}, false
}

// Declared is the schema of liantu's record: every noun of this package.
func Declared() Schema {
	return Schema{
		Labels: []Label{
			settingLabel(), dataFileLabel(), regionLabel(), chainLabel(), linkLabel(),
			firmLabel(), aliasLabel(), importLabel(), indicatorLabel(), tallyLabel(),
			verdictLabel(), listingLabel(), parkLabel(),
			gapLabel(), statusLabel(),
		},
		Edges: []EdgeType{
			partOfEdge(), feedsEdge(), occupiesEdge(), judgedEdge(), suppliesEdge(), aliasOfEdge(),
			gapAtEdge(), groundedInEdge(), statusOfEdge(),
		},
	}
}
