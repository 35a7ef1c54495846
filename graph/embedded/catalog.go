package embedded

import (
	"slices"
	"strings"

	"liantu/graph"
)

// catalog is the schema as tables.
type catalog struct {
	nodes map[string]*nodeTable
	edges map[string]*edgeTable
	names []string // of labels, then of edges, in the order of declaration
}

// table is what the tables of labels and of edges have in common.
type table struct {
	what    string // name of the label or edge, and of the table
	keys    []string
	fields  []graph.Field
	indexes []graph.Index
	derived bool
	// versioned tables have a versionColumn.
	versioned bool
	// distinct is the edge's distinct field, "" where there is none. Its
	// unknown value stands as an empty blob: it is part of the key, where SQL
	// would hold two NULLs apart, and a blob sorts after every text.
	distinct string
	kind     func(field string) (graph.Kind, bool)
	column   func(field string) string // SQL name of a field, quoted
	compact  bool                      // rows small enough to stand in the key's own tree
}

type nodeTable struct {
	table
	label graph.Label
}

type edgeTable struct {
	table
	edge     graph.EdgeType
	from, to *nodeTable
}

// versionColumn holds, in the tables of recorded labels, the version in which
// a node last changed. No declared name begins with an underscore.
const versionColumn = "_version"

// quote makes an SQL name; graph.Schema.Check leaves only identifiers.
func quote(name string) string { return `"` + name + `"` }

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = quote(name)
	}
	return strings.Join(quoted, ", ")
}

// checkSchema refuses declarations that cannot be tables beside the store's own.
func checkSchema(schema graph.Schema) error {
	if err := schema.Check(); err != nil {
		return err
	}
	for _, name := range newCatalog(schema).names {
		if lower := strings.ToLower(name); strings.HasPrefix(lower, "liantu_") || strings.HasPrefix(lower, "sqlite_") {
			return graph.Errorf(graph.Invalid, "the name %s is the store's own", name)
		}
	}
	return nil
}

func newCatalog(schema graph.Schema) catalog {
	c := catalog{nodes: map[string]*nodeTable{}, edges: map[string]*edgeTable{}}
	for _, l := range schema.Labels {
		c.nodes[l.Name] = newNodeTable(l)
		c.names = append(c.names, l.Name)
	}
	for _, e := range schema.Edges {
		c.edges[e.Name] = newEdgeTable(e, c.nodes)
		c.names = append(c.names, e.Name)
	}
	return c
}

func newNodeTable(l graph.Label) *nodeTable {
	t := &nodeTable{label: l, table: table{
		what: l.Name, keys: []string{l.KeyName}, fields: l.Fields, indexes: slices.Clone(l.Indexes), derived: l.Derived,
		kind: l.Kind,
		column: func(field string) string {
			if field == "key" {
				field = l.KeyName
			}
			return quote(field)
		},
	}}
	if !l.Derived {
		t.versioned = true
		t.indexes = append(t.indexes, graph.Index{versionColumn})
	}
	return t
}

func newEdgeTable(e graph.EdgeType, nodes map[string]*nodeTable) *edgeTable {
	t := &edgeTable{edge: e, from: nodes[e.From], to: nodes[e.To], table: table{
		what: e.Name, keys: []string{"from", "to"}, fields: e.Fields, indexes: slices.Clone(e.Indexes), derived: e.Derived,
		distinct: e.Distinct, kind: e.Kind, column: quote,
		// A document makes rows too long to be moved about in the key's tree.
		compact: !slices.ContainsFunc(e.Fields, func(f graph.Field) bool { return f.Kind == graph.JSON }),
	}}
	if e.Distinct != "" {
		t.keys = append(t.keys, e.Distinct)
	}
	if !slices.ContainsFunc(t.indexes, func(i graph.Index) bool { return i[0] == "to" }) {
		t.indexes = append(t.indexes, graph.Index{"to"}) // to remove the edges at a node
	}
	return t
}

// node gives the table of a label, or Invalid.
func (c catalog) node(label string) (*nodeTable, error) {
	if t, ok := c.nodes[label]; ok {
		return t, nil
	}
	return nil, graph.Errorf(graph.Invalid, "label %q is not declared", label)
}

// edge gives the table of an edge type, or Invalid.
func (c catalog) edge(name string) (*edgeTable, error) {
	if t, ok := c.edges[name]; ok {
		return t, nil
	}
	return nil, graph.Errorf(graph.Invalid, "edge %q is not declared", name)
}

// tables lists every table in the order of declaration.
func (c catalog) tables() []*table {
	all := make([]*table, 0, len(c.names))
	for _, name := range c.names {
		if n, ok := c.nodes[name]; ok {
			all = append(all, &n.table)
		} else {
			all = append(all, &c.edges[name].table)
		}
	}
	return all
}

// columns lists the columns: keys, then fields in their order, the distinct
// field standing with the fields.
func (t *table) columns() []string {
	names := slices.Clone(t.ends())
	for _, f := range t.fields {
		names = append(names, f.Name)
	}
	return names
}

// written lists the columns of an INSERT.
func (t *table) written() []string {
	if t.versioned {
		return append(t.columns(), versionColumn)
	}
	return t.columns()
}

// ends are the key columns that are not fields.
func (t *table) ends() []string {
	if t.distinct != "" {
		return t.keys[:2]
	}
	return t.keys
}
