package graph

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What every engine refuses, said once: each function here answers with an
// error of code Invalid, or nil.

// Kind is the kind of a field that a condition on the label may name.
func (l Label) Kind(field string) (Kind, bool) {
	if field == "key" {
		return Text, true
	}
	return kindOf(l.Fields, field)
}

// Kind is the kind of a field that a condition on the edge may name.
func (e EdgeType) Kind(field string) (Kind, bool) {
	if field == "from" || field == "to" {
		return Text, true
	}
	return kindOf(e.Fields, field)
}

func kindOf(fields []Field, name string) (Kind, bool) {
	for _, f := range fields {
		if f.Name == name {
			return f.Kind, true
		}
	}
	return 0, false
}

// CheckNode says what keeps a node from being put.
func (l Label) CheckNode(n Node) error {
	if err := checkKey(l.Name, n.Key); err != nil {
		return err
	}
	return checkValues(l.Name, n.Key, l.Fields, n.Values)
}

// CheckEdge says what keeps an edge from being connected, its ends apart.
func (e EdgeType) CheckEdge(x Edge) error {
	if err := checkKey(e.Name, x.From); err != nil {
		return err
	}
	if err := checkKey(e.Name, x.To); err != nil {
		return err
	}
	return checkValues(e.Name, x.From, e.Fields, x.Values)
}

func checkKey(what, key string) error {
	if key == "" {
		return Errorf(Invalid, "%s: an empty key", what)
	}
	if !storable(key) {
		return Errorf(Invalid, "%s: key %q is no UTF-8 text", what, key)
	}
	return nil
}

func checkValues(what, key string, fields []Field, values []any) error {
	if len(values) != len(fields) {
		return Errorf(Invalid, "%s %s: %d values for %d fields", what, key, len(values), len(fields))
	}
	for i, v := range values {
		if v != nil && !fits(fields[i].Kind, v) {
			return Errorf(Invalid, "%s %s: field %s cannot hold %#v", what, key, fields[i].Name, v)
		}
	}
	return nil
}

// fits says whether a known value is one that a field of the kind can hold
// and give back unchanged.
func fits(k Kind, v any) bool {
	switch v := v.(type) {
	case string:
		return (k == Text || k == Day || k == JSON) && storable(v)
	case int64:
		return k == Integer
	case float64:
		return k == Real && !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		return k == Flag
	}
	return false
}

// storable says whether every engine gives the text back as it is: UTF-8
// without the NUL character, at which some of them end a text.
func storable(s string) bool {
	return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0
}

// CheckQuery says what is wrong with a query of the label.
func (l Label) CheckQuery(q Query) error {
	if q.Limit < 0 {
		return Errorf(Invalid, "%s: limit %d", l.Name, q.Limit)
	}
	for _, o := range q.OrderBy {
		if k, ok := l.Kind(o.Field); !ok || k == JSON {
			return Errorf(Invalid, "%s cannot be ordered by %q", l.Name, o.Field)
		}
	}
	return CheckConds(l.Name, l.Kind, q.Where)
}

// CheckConds says what is wrong with conditions on a label or an edge whose
// fields kind knows.
func CheckConds(what string, kind func(string) (Kind, bool), conds []Cond) error {
	for _, c := range conds {
		k, ok := kind(c.Field)
		if !ok {
			return Errorf(Invalid, "%s has no field %q", what, c.Field)
		}
		if !c.fits(k) {
			return Errorf(Invalid, "%s: field %s cannot be asked for %#v in this way", what, c.Field, c.Value)
		}
	}
	return nil
}

func (c Cond) fits(k Kind) bool {
	switch c.Op {
	case IsKnown, IsUnknown:
		return true
	case In:
		switch c.Value.(type) {
		case []string:
			return k == Text || k == Day
		case []int64:
			return k == Integer
		}
		return false
	case Prefix:
		_, ok := c.Value.(string)
		return ok && (k == Text || k == Day)
	case Lt, Le, Gt, Ge:
		return k != JSON && k != Flag && fits(k, c.Value)
	case Eq, Ne:
		return k != JSON && fits(k, c.Value)
	}
	return false
}

// CheckGroups says what is wrong with the grouping of a count.
func CheckGroups(what string, kind func(string) (Kind, bool), groups []string) error {
	for _, g := range groups {
		field, n, err := GroupField(g)
		if err != nil {
			return err
		}
		k, ok := kind(field)
		if !ok || k == JSON || n > 0 && k != Text && k != Day {
			return Errorf(Invalid, "%s cannot be grouped by %q", what, g)
		}
	}
	return nil
}

// Check refuses, with Invalid, what no engine may be asked of a label's or
// edge type's fields: unknown fields, values that do not fit, wrong groups.
func (q CountQuery) Check(what string, kind func(string) (Kind, bool)) error {
	if err := CheckConds(what, kind, q.Where); err != nil {
		return err
	}
	return CheckGroups(what, kind, q.GroupBy)
}

// One refuses, with Invalid, a count that does not name just one label or edge.
func (q CountQuery) One() error {
	if (q.Label == "") == (q.Edge == "") {
		return Errorf(Invalid, "a count names a label or an edge: %q, %q", q.Label, q.Edge)
	}
	return nil
}

// Check refuses, with Invalid, what no engine may be asked of an edge type.
func (q NeighbourQuery) Check(what string, kind func(string) (Kind, bool)) error {
	if err := CheckConds(what, kind, q.Where); err != nil {
		return err
	}
	if q.Limit < 0 {
		return Errorf(Invalid, "%s: limit %d", what, q.Limit)
	}
	return nil
}

// GroupField takes a group field apart: "region:4" is region, 4; without a
// length n is 0.
func GroupField(group string) (field string, n int, err error) {
	field, length, cut := strings.Cut(group, ":")
	if !cut {
		return field, 0, nil
	}
	n, err = strconv.Atoi(length)
	if err != nil || n <= 0 {
		return "", 0, Errorf(Invalid, "group %q: the length is no positive number", group)
	}
	return field, n, nil
}

// Check says what is wrong with the declarations themselves.
func (s Schema) Check() error {
	names := map[string]bool{}
	for _, l := range s.Labels {
		if err := checkDeclared(names, l.Name, l.Fields, l.Indexes, l.KeyName, "key"); err != nil {
			return err
		}
		if !identifier(l.KeyName) {
			return Errorf(Invalid, "label %s: key name %q is no identifier", l.Name, l.KeyName)
		}
	}
	for _, e := range s.Edges {
		if err := checkDeclared(names, e.Name, e.Fields, e.Indexes, "from", "to"); err != nil {
			return err
		}
		for _, end := range []string{e.From, e.To} {
			if _, ok := s.Label(end); !ok {
				return Errorf(Invalid, "edge %s: label %q is not declared", e.Name, end)
			}
		}
		if k, ok := kindOf(e.Fields, e.Distinct); e.Distinct != "" && (!ok || k != Text && k != Day) {
			return Errorf(Invalid, "edge %s: distinct field %q is not one of its text fields", e.Name, e.Distinct)
		}
	}
	return nil
}

// checkDeclared checks what labels and edges have in common. Names are
// compared without case, as SQL and file systems do.
func checkDeclared(names map[string]bool, name string, fields []Field, indexes []Index, reserved ...string) error {
	if !identifier(name) || names[strings.ToLower(name)] {
		return Errorf(Invalid, "%q is no identifier or is declared twice", name)
	}
	names[strings.ToLower(name)] = true
	taken := map[string]bool{}
	for _, r := range reserved {
		taken[strings.ToLower(r)] = true
	}
	for _, f := range fields {
		if !identifier(f.Name) || taken[strings.ToLower(f.Name)] {
			return Errorf(Invalid, "%s: field %q is no identifier or is declared twice", name, f.Name)
		}
		taken[strings.ToLower(f.Name)] = true
	}
	for _, index := range indexes {
		for _, field := range index {
			if k, ok := kindOf(fields, field); !slices.Contains(reserved, field) && (!ok || k == JSON) {
				return Errorf(Invalid, "%s: index on %q, which is not a field to ask for", name, field)
			}
		}
	}
	return nil
}

func identifier(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return s != ""
}
