package importers

import (
	"strings"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
)

// item makes a text fit for a joined list.
func item(s string) string {
	return strings.ReplaceAll(field.Prose(s), graph.ListSeparator, ";")
}

// readJoined joins the columns of each role that may have several.
func (r *rowReader) readJoined(o *reading, row *table.Row) {
	for ro := role(0); ro < role(graph.FieldCount); ro++ {
		var values []string
		for at := range r.joined[ro] {
			c := &r.joined[ro][at]
			raw, ok := r.usable(o, row, c)
			if !ok {
				continue
			}
			for _, v := range splitValues(raw, graph.FirmField(ro)) {
				if mark := r.markOf(v, c); mark != "" {
					values = appendNew(values, mark)
				}
			}
		}
		o.set(graph.FirmField(ro), strings.Join(values, graph.ListSeparator))
	}
}

// markOf reads the cell of a column such as 是否高新技术企业: a yes gives the
// header's words, a no nothing.
func (r *rowReader) markOf(v string, c *column) string {
	if graph.FirmField(c.role) != graph.FieldMarks {
		return v
	}
	switch v {
	case "是", "有", "√", "✓", "Y", "y", "1", "yes", "Yes", "YES":
		return strings.TrimPrefix(c.header, "是否")
	case "否", "无", "×", "N", "n", "0", "no", "No", "NO":
		return ""
	}
	return v
}

// splitValues takes a cell with several values apart. Products are also
// parted by 、 and commas; others only where the sign cannot be part of a value.
func splitValues(raw string, f graph.FirmField) []string {
	cut := func(c rune) bool { return c == '；' || c == ';' || c == '\n' || c == '\r' }
	switch f {
	case graph.FieldProducts:
		cut = func(c rune) bool { return strings.ContainsRune("；;\n\r、，,", c) }
	case graph.FieldFormerNames, graph.FieldCustomers, graph.FieldSuppliers, graph.FieldMarks, graph.FieldPhone:
		cut = func(c rune) bool { return strings.ContainsRune("；;\n\r、，,|", c) }
	}
	var values []string
	for _, v := range strings.FieldsFunc(raw, outsideBrackets(cut)) {
		switch f {
		case graph.FieldFormerNames, graph.FieldCustomers, graph.FieldSuppliers:
			v = field.Name(v)
		default:
			v = field.Prose(v)
		}
		if v != "" {
			values = append(values, v)
		}
	}
	return values
}

// outsideBrackets keeps 烧碱（液碱、片碱） whole.
func outsideBrackets(cut func(rune) bool) func(rune) bool {
	depth := 0
	return func(r rune) bool {
		switch {
		case r == '(' || r == '（':
			depth++
		case (r == ')' || r == '）') && depth > 0:
			depth--
		}
		return depth == 0 && cut(r)
	}
}

func appendNew(values []string, v string) []string {
	for _, have := range values {
		if have == v {
			return values
		}
	}
	return append(values, v)
}

// readOther keeps the columns that no field takes.
func (r *rowReader) readOther(o *reading, row *table.Row, others []string) {
	for at := range r.other {
		if raw, ok := r.usable(o, row, &r.other[at]); ok {
			others = append(others, r.other[at].header+": "+item(raw))
		}
	}
	o.set(graph.FieldOther, strings.Join(others, graph.ListSeparator))
}

// looksShort tells a name without any of the words registered names end in.
func (i *Importer) looksShort(name string) bool {
	if name == "" {
		return false
	}
	end := name
	if r := []rune(name); len(r) > 6 {
		end = string(r[len(r)-6:])
	}
	for _, form := range i.aliases.forms {
		if strings.Contains(end, form) {
			return false
		}
	}
	return true
}
