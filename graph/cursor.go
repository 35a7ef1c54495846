package graph

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"slices"
)

// place is where a page ended: the order values and the key of its last node.
// A Cursor is its text form; users pass it on as it is.
type place struct {
	Label  string   `json:"l"`
	Order  []string `json:"o,omitempty"`
	Values []any    `json:"v,omitempty"`
	Key    string   `json:"k"`
}

func orderNames(order []Order) []string {
	names := make([]string, len(order))
	for i, o := range order {
		names[i] = o.Field
		if o.Desc {
			names[i] = "-" + o.Field
		}
	}
	return names
}

// CursorAfter makes the cursor of the page after a node.
func (l Label) CursorAfter(order []Order, last Node) (string, error) {
	p := place{Label: l.Name, Order: orderNames(order), Key: last.Key}
	for _, o := range order {
		var v any = last.Key
		if i := slices.IndexFunc(l.Fields, func(f Field) bool { return f.Name == o.Field }); i >= 0 {
			v = last.Values[i]
		}
		p.Values = append(p.Values, v)
	}
	b, err := json.Marshal(p)
	if err != nil {
		return "", Wrap(Internal, err, "%s: a cursor cannot be made", l.Name)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// CursorPlace reads a cursor back: the order values and the key after which
// the page begins. A cursor of another label or order is Invalid.
func (l Label) CursorPlace(order []Order, cursor string) (values []any, key string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, "", Errorf(Invalid, "cursor %q is not one of this record", cursor)
	}
	var p place
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if d.Decode(&p) != nil || p.Label != l.Name || len(p.Values) != len(order) || !slices.Equal(p.Order, orderNames(order)) {
		return nil, "", Errorf(Invalid, "cursor %q belongs to another question", cursor)
	}
	for i, o := range order {
		kind, _ := l.Kind(o.Field)
		v, err := numbered(kind, p.Values[i])
		if err != nil || v != nil && !fits(kind, v) {
			return nil, "", Errorf(Invalid, "cursor %q: %v is no value of %s", cursor, p.Values[i], o.Field)
		}
		p.Values[i] = v
	}
	return p.Values, p.Key, nil
}

// numbered turns a number as JSON has it into the Go type of the kind.
func numbered(kind Kind, v any) (any, error) {
	n, ok := v.(json.Number)
	switch {
	case !ok:
		return v, nil
	case kind == Integer:
		return n.Int64()
	}
	return n.Float64()
}
