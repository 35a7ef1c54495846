package neostore

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"liantu/graph"
)

const (
	versionProperty = "_version"
	unknownProperty = "_unknown"
	wholePrefix     = "_whole_"

	// indexable is the length in bytes up to which an indexed text stands
	// whole in its property. A range index takes entries of some 8,000 bytes,
	// all its fields together.
	indexable = 2000
	// longestKey is the length in bytes of the longest key.
	longestKey = 7500
)

// properties makes the properties of a node or edge from its values. Unknown
// values have none.
func (t *table) properties(values []any) map[string]any {
	properties := make(map[string]any, len(values)+2)
	for i, v := range values {
		if v == nil {
			continue
		}
		name := t.fields[i].Name
		if text, ok := v.(string); ok && t.cut[name] && len(text) > indexable {
			properties[wholePrefix+name] = text
			v = beginning(text)
		}
		properties[name] = v
	}
	return properties
}

// beginning is the least whole beginning of a text that is longer than
// indexable, so that it never equals a text that is not.
func beginning(text string) string {
	end := indexable + 1
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return text[:end]
}

// values reads the values back; Corrupt, with the name of the thing, where
// one does not fit its field, which is then unknown.
func (t *table) values(thing string, properties map[string]any) (values []any, err error) {
	values = make([]any, len(t.fields))
	for i, f := range t.fields {
		v := properties[f.Name]
		if t.cut[f.Name] {
			if whole, ok := properties[wholePrefix+f.Name]; ok {
				v = whole
			}
		}
		if v != nil && !fits(f.Kind, v) {
			err = graph.Errorf(graph.Corrupt, "%s：属性 %s 的值 %v 不合声明 / the value does not fit the field", thing, f.Name, shown(v))
			continue
		}
		values[i] = v
	}
	return values, err
}

// shown is a value on one line of bounded length.
func shown(v any) string {
	const longest = 60
	text := []rune(strings.Join(strings.Fields(fmt.Sprint(v)), " "))
	if len(text) > longest {
		text = append(text[:longest], '…')
	}
	return string(text)
}

// fits says whether a value read from the database is of a field's Go type.
func fits(k graph.Kind, v any) bool {
	switch v := v.(type) {
	case string:
		return k == graph.Text || k == graph.Day || k == graph.JSON && json.Valid([]byte(v))
	case int64:
		return k == graph.Integer
	case float64:
		return k == graph.Real
	case bool:
		return k == graph.Flag
	}
	return false
}

// node reads a row of key and properties.
func (t *nodeTable) node(row []any) (graph.Node, error) {
	key, ok := row[0].(string)
	if !ok {
		return graph.Node{}, graph.Errorf(graph.Corrupt, "%s：键 %s 的值 %v 不是文字 / the key is no text", t.what, t.label.KeyName, shown(row[0]))
	}
	properties, _ := row[1].(map[string]any)
	values, err := t.values(t.what+" "+key, properties)
	return graph.Node{Label: t.what, Key: key, Values: values}, err
}

// edgeOf reads a row of both keys and properties.
func (t *edgeTable) edgeOf(row []any) (graph.Edge, error) {
	from, ok1 := row[0].(string)
	to, ok2 := row[1].(string)
	if !ok1 || !ok2 {
		return graph.Edge{}, graph.Errorf(graph.Corrupt, "%s：一端的键 %v 或 %v 不是文字 / the key of an end is no text", t.what, shown(row[0]), shown(row[1]))
	}
	properties, _ := row[2].(map[string]any)
	values, err := t.values(from+"-"+t.what+"->"+to, properties)
	return graph.Edge{Type: t.what, From: from, To: to, Values: values}, err
}

// chunks cuts a list into parts of at most size.
func chunks[T any](list []T, size int, do func([]T) error) error {
	for len(list) > 0 {
		n := min(len(list), size)
		if err := do(list[:n]); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}
