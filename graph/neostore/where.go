package neostore

import (
	"fmt"
	"strings"

	"liantu/graph"
)

// clause is conditions joined by AND, with the parameters they take. Texts
// depend on the shape of a question, so that the server plans each once.
type clause struct {
	text   string
	params map[string]any
}

func newClause() *clause { return &clause{params: map[string]any{}} }

// param adds a parameter and gives its name in the text.
func (c *clause) param(v any) string {
	name := fmt.Sprint("p", len(c.params))
	c.params[name] = v
	return "$" + name
}

// operand adds a value to be compared by order. The server holds parameters as
// UTF-16 and compares them so with what it has stored, but stored texts and
// literals by code point; the two differ from U+E000 on. A text with such
// characters therefore stands in the statement itself.
func (c *clause) operand(v any) string {
	text, ok := v.(string)
	if !ok || strings.IndexFunc(text, func(r rune) bool { return r >= 0xE000 }) < 0 {
		return c.param(v)
	}
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}

func (c *clause) and(text string) {
	if c.text != "" {
		c.text += " AND "
	}
	c.text += text
}

// where is the WHERE part with its keyword, "" where there is no condition.
func (c *clause) where() string {
	if c.text == "" {
		return ""
	}
	return " WHERE " + c.text
}

// conditions adds conditions that graph.CheckConds has passed.
func (t *table) conditions(c *clause, conds []graph.Cond) {
	for _, cond := range conds {
		column := t.column(cond.Field)
		if long(cond.Value) {
			column = t.whole(cond.Field)
		}
		switch cond.Op {
		case graph.IsKnown:
			c.and(column + " IS NOT NULL")
		case graph.IsUnknown:
			c.and(column + " IS NULL")
		default:
			c.and(column + operators()[cond.Op] + c.operand(cond.Value))
		}
	}
}

func operators() map[graph.Op]string {
	return map[graph.Op]string{
		graph.Eq: " = ", graph.Ne: " <> ", graph.Lt: " < ", graph.Le: " <= ", graph.Gt: " > ", graph.Ge: " >= ",
		graph.Prefix: " STARTS WITH ", graph.In: " IN ",
	}
}

// long says whether a value can only be compared with whole texts: the
// beginnings that stand for long ones are longer than any other value.
func long(v any) bool {
	switch v := v.(type) {
	case string:
		return len(v) > indexable
	case []string:
		for _, s := range v {
			if len(s) > indexable {
				return true
			}
		}
	}
	return false
}

// order is the ORDER BY part of a Find: unknown last, then by key.
func (t *table) order(by []graph.Order) string {
	var parts []string
	for _, o := range by {
		for _, column := range t.compared(o.Field) {
			if o.Desc { // Cypher puts NULL first then
				parts = append(parts, column+" IS NULL", column+" DESC")
			} else {
				parts = append(parts, column)
			}
		}
	}
	return " ORDER BY " + strings.Join(append(parts, t.column("key")), ", ")
}

// compared are the properties by which a field is ordered: texts that begin
// alike and were cut are told apart by the whole.
func (t *table) compared(field string) []string {
	if t.cut[field] {
		return []string{t.column(field), t.whole(field)}
	}
	return []string{t.column(field)}
}

// after is the condition that a node stands behind the place of a cursor: at
// the first order field that differs it is behind, and with all of them equal
// its key is greater.
func (t *table) after(c *clause, by []graph.Order, values []any, key string) {
	var alternatives, equal []string
	alternative := func(text string) {
		alternatives = append(alternatives, "("+strings.Join(append(equal[:len(equal):len(equal)], text), " AND ")+")")
	}
	for i, o := range by {
		column := t.column(o.Field)
		if values[i] == nil {
			equal = append(equal, column+" IS NULL") // nothing comes after unknown
			continue
		}
		if long(values[i]) {
			column = t.whole(o.Field)
		}
		sign := " > "
		if o.Desc {
			sign = " < "
		}
		value := c.operand(values[i])
		alternative("(" + column + sign + value + " OR " + column + " IS NULL)")
		equal = append(equal, column+" = "+value)
	}
	alternative(t.column("key") + " > " + c.operand(key))
	c.and("(" + strings.Join(alternatives, " OR ") + ")")
}
