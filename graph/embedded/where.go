package embedded

import (
	"encoding/json"
	"unicode/utf8"

	"liantu/graph"
)

// clause is a part of a statement with the arguments it takes.
type clause struct {
	text string
	args []any
}

func (c *clause) and(text string, args ...any) {
	if c.text != "" {
		c.text += " AND "
	}
	c.text += text
	c.args = append(c.args, args...)
}

// add adds another clause's conditions.
func (c *clause) add(other clause) { c.and(other.text, other.args...) }

// where is the WHERE part with its keyword, "" where there is no condition.
func (c *clause) where() string {
	if c.text == "" {
		return ""
	}
	return " WHERE " + c.text
}

// among holds for any number of values, given as one JSON array.
const among = ` IN (SELECT value FROM json_each(?))`

// inKeys holds where the column has one of the keys.
func inKeys(column string, keys []string) clause {
	return clause{column + among, []any{list(keys)}}
}

// list writes texts or numbers as a JSON array, the form in which a
// statement takes any number of them.
func list[T string | int64](items []T) string {
	b, err := json.Marshal(items)
	if err != nil {
		panic(err) // strings and integers have no form that JSON lacks
	}
	return string(b)
}

// conditions adds conditions that graph.CheckConds has passed.
func (t *table) conditions(c *clause, conds []graph.Cond) {
	for _, cond := range conds {
		t.condition(c, cond)
	}
}

func (t *table) condition(c *clause, cond graph.Cond) {
	column := t.column(cond.Field)
	distinct := cond.Field == t.distinct
	if distinct && cond.Op != graph.Eq && cond.Op != graph.In && cond.Op != graph.IsUnknown {
		c.and(column + ` <> x''`)
	}
	switch cond.Op {
	case graph.Eq:
		c.and(column+` = ?`, cond.Value)
	case graph.Ne:
		c.and(column+` <> ?`, cond.Value)
	case graph.Lt:
		c.and(column+` < ?`, cond.Value)
	case graph.Le:
		c.and(column+` <= ?`, cond.Value)
	case graph.Gt:
		c.and(column+` > ?`, cond.Value)
	case graph.Ge:
		c.and(column+` >= ?`, cond.Value)
	case graph.Prefix:
		prefix, _ := cond.Value.(string)
		c.and(column+` >= ?`, prefix)
		if end, ok := afterPrefix(prefix); ok {
			c.and(column+` < ?`, end)
		}
	case graph.In:
		c.and(column+among, inList(cond.Value))
	case graph.IsKnown:
		if !distinct {
			c.and(column + ` IS NOT NULL`)
		}
	case graph.IsUnknown:
		if distinct {
			c.and(column + ` = x''`)
		} else {
			c.and(column + ` IS NULL`)
		}
	}
}

func inList(v any) string {
	if numbers, ok := v.([]int64); ok {
		return list(numbers)
	}
	texts, _ := v.([]string)
	return list(texts)
}

// afterPrefix is the first text, in code-point order, after all that begin
// with the prefix; ok is false where there is none.
func afterPrefix(prefix string) (string, bool) {
	for prefix != "" {
		last, size := utf8.DecodeLastRuneInString(prefix)
		prefix = prefix[:len(prefix)-size]
		switch {
		case last == 0xD7FF:
			return prefix + "\uE000", true // surrogates are no characters
		case last < utf8.MaxRune:
			return prefix + string(last+1), true
		}
	}
	return "", false
}
