package neostore

import (
	"strings"

	"liantu/graph"
)

// catalog is the schema as Cypher knows it.
type catalog struct {
	nodes map[string]*nodeTable
	edges map[string]*edgeTable
	names []string // of labels, then of edges, in the order of declaration
}

// table is what labels and edge types have in common.
type table struct {
	what    string // name of the label or type
	pattern string // matches it: (n:`Firm`) or (a:`Firm`)-[r:`OCCUPIES`]->(b:`Link`)
	entity  string // n or r
	fields  []graph.Field
	indexes [][]string // property lists
	derived bool
	// distinct is the edge's distinct field, "" where there is none.
	distinct string
	kind     func(field string) (graph.Kind, bool)
	column   func(field string) string // the property of a field
	cut      map[string]bool           // texts that stand cut where they are too long for their index
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

// quote makes a Cypher name; graph.Schema.Check leaves only identifiers.
func quote(name string) string { return "`" + name + "`" }

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
		what: l.Name, pattern: "(n:" + quote(l.Name) + ")", entity: "n",
		fields: l.Fields, derived: l.Derived, kind: l.Kind,
		column: func(field string) string {
			if field == "key" {
				field = l.KeyName
			}
			return "n." + quote(field)
		},
	}}
	t.index(l.Indexes, map[string]string{"key": l.KeyName})
	return t
}

func newEdgeTable(e graph.EdgeType, nodes map[string]*nodeTable) *edgeTable {
	t := &edgeTable{edge: e, from: nodes[e.From], to: nodes[e.To], table: table{
		what: e.Name, entity: "r",
		pattern: "(a:" + quote(e.From) + ")-[r:" + quote(e.Name) + "]->(b:" + quote(e.To) + ")",
		fields:  e.Fields, derived: e.Derived, distinct: e.Distinct, kind: e.Kind,
	}}
	t.column = func(field string) string {
		switch field {
		case "from":
			return "a." + quote(t.from.label.KeyName)
		case "to":
			return "b." + quote(t.to.label.KeyName)
		}
		return "r." + quote(field)
	}
	// The ends are nodes: what starts from one is found by following it.
	t.index(e.Indexes, map[string]string{"from": "", "to": ""})
	return t
}

// index turns declared indexes into property lists; named gives the property
// that a name stands for, "" for none.
func (t *table) index(indexes []graph.Index, named map[string]string) {
	t.cut = map[string]bool{}
	seen := map[string]bool{}
	for _, index := range indexes {
		var properties []string
		for _, field := range index {
			property, special := named[field]
			if !special {
				property = field
				if k, _ := t.kind(field); k == graph.Text || k == graph.Day {
					t.cut[field] = true
				}
			}
			if property != "" {
				properties = append(properties, property)
			}
		}
		if list := strings.Join(properties, ","); list != "" && !seen[list] {
			seen[list] = true
			t.indexes = append(t.indexes, properties)
		}
	}
}

// byKey matches nodes of the label by the index of their key. The server plans
// a question by how much it holds at the time, and keeps a plan made for an
// empty database, which would go through all nodes, while an import fills it.
func (t *nodeTable) byKey(variable string) string {
	return "(" + variable + ":" + quote(t.what) + ")" + t.hint(variable)
}

func (t *nodeTable) hint(variable string) string {
	return " USING INDEX " + variable + ":" + quote(t.what) + "(" + quote(t.label.KeyName) + ")"
}

// whole is the value of a field, also where its property holds only the beginning.
func (t *table) whole(field string) string {
	if t.cut[field] {
		return "coalesce(" + t.entity + "." + quote(wholePrefix+field) + ", " + t.column(field) + ")"
	}
	return t.column(field)
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

// recorded lists the labels whose changes are listed.
func (c catalog) recorded() []*nodeTable {
	var tables []*nodeTable
	for _, name := range c.names {
		if t, ok := c.nodes[name]; ok && !t.derived {
			tables = append(tables, t)
		}
	}
	return tables
}
