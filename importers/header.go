package importers

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
)

// column is one column of a table and what it is about.
type column struct {
	index  int
	header string // as shown to the user
	role   role
	rank   int
	weak   bool
	unit   field.Unit // of bare numbers, for money
}

// header is a header that was found: which columns the table has and where
// its rows begin.
type header struct {
	sheet    int
	row      int // the last row of the header
	columns  []column
	known    int // different fields recognised
	hasName  bool
	warnings []graph.Problem
}

// headerRows is how many rows from the top are looked at for a header.
const headerRows = 60

// recognise reads one row of header cells; parents are the cells above where
// the header has two lines.
func (a *Aliases) recognise(texts []string, money *field.Money) header {
	var h header
	best := map[role]int{} // role → index in h.columns of its best column
	for i, text := range texts {
		shown := field.Clean(text)
		if shown == "" {
			continue
		}
		c := column{index: i, header: shown, role: roleOther, unit: money.Header(shown)}
		if utf8.RuneCountInString(shown) <= maxHeader {
			if found, ok := a.find(shown); ok {
				c.role, c.rank, c.weak = found.role, found.rank, a.isWeak(shown)
			}
		}
		h.columns = append(h.columns, c)
		if c.role == roleOther || c.role == roleIgnore {
			continue
		}
		if j, taken := best[c.role]; !taken || c.rank < h.columns[j].rank {
			best[c.role] = len(h.columns) - 1
		}
	}
	h.known = len(best)
	if j, ok := best[roleName]; ok {
		h.hasName = !h.columns[j].weak || h.known > 1
	}
	for i := range h.columns {
		if c := &h.columns[i]; !c.role.joins() && best[c.role] != i {
			c.role = roleOther // the better column has the field; this one stays visible
		}
	}
	return h
}

// maxHeader is the length beyond which a text is no column header.
const maxHeader = 60

// findHeader looks for the header among the first rows of a sheet; ok is
// false where no row is one. A header without a name column is given too.
func (a *Aliases) findHeader(rows []table.Row, merges []table.Merge, money *field.Money) (header, bool) {
	var best header
	for i := range rows {
		one := a.recognise(texts(rows[i]), money)
		one.row = rows[i].Number
		if i+1 < len(rows) && rows[i+1].Number == rows[i].Number+1 {
			if two, ok := a.twoLines(one, rows[i], rows[i+1], merges, money); ok {
				one = two
			}
		}
		if better(one, best) {
			best = one
		}
	}
	best.warnings = duplicates(best.columns)
	return best, best.known > 0
}

func better(h, than header) bool {
	if h.hasName != than.hasName {
		return h.hasName
	}
	return h.known > than.known
}

func texts(r table.Row) []string {
	out := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		if c.Kind == table.Plain {
			out[i] = c.Text
		}
	}
	return out
}

// twoLines tries two rows as one header: a group above, its columns below.
func (a *Aliases) twoLines(above header, first, second table.Row, merges []table.Merge, money *field.Money) (header, bool) {
	parents, below := spread(texts(first), first.Number, merges), texts(second)
	alone := a.recognise(below, money)
	joined := make([]string, max(len(parents), len(below)))
	for i := range joined {
		joined[i] = a.joinHeader(at(parents, i), at(below, i))
	}
	both := a.recognise(joined, money)
	both.row = second.Number
	if !both.hasName || both.known < above.known {
		return header{}, false
	}
	if alone.hasName {
		return both, both.known > alone.known && both.known > above.known
	}
	if !above.hasName {
		return both, both.known > above.known+1
	}
	return both, a.continues(above, first, second, merges) && (both.known > above.known || spansRows(above, first, merges))
}

// spansRows says whether the name's cell is merged with the one below it.
func spansRows(above header, first table.Row, merges []table.Merge) bool {
	for _, m := range merges {
		c := above.at(m.Column)
		if c != nil && c.role == roleName && m.Row == first.Number && m.LastRow > m.Row {
			return true
		}
	}
	return false
}

// continues says whether the second row goes on with the header: nothing
// stands below the name's header, nothing looks like data, and a group spans
// columns or the name's cell spans both rows.
func (a *Aliases) continues(above header, first, second table.Row, merges []table.Merge) bool {
	spans := spansRows(above, first, merges)
	filled := false
	for i, text := range texts(second) {
		clean := field.Clean(text)
		if clean == "" {
			continue
		}
		if c := above.at(i); c != nil && c.role == roleName {
			return false
		}
		_, err := strconv.ParseFloat(clean, 64)
		if err == nil || utf8.RuneCountInString(clean) > 12 || a.isTotal(clean) || a.isPlaceholder(clean) {
			return false
		}
		filled = true
		spans = spans || field.Clean(first.Text(i)) == ""
	}
	return filled && spans
}

func (h *header) at(index int) *column {
	for i := range h.columns {
		if h.columns[i].index == index {
			return &h.columns[i]
		}
	}
	return nil
}

func at(texts []string, i int) string {
	if i < len(texts) {
		return texts[i]
	}
	return ""
}

// joinHeader makes one header of the group and the column below it.
func (a *Aliases) joinHeader(parent, child string) string {
	p, c := field.Clean(parent), field.Clean(child)
	switch {
	case p == "" || p == c:
		return c
	case c == "":
		return p
	}
	if _, ok := a.find(c); ok {
		return c
	}
	return p + "/" + c
}

// spread writes a merged cell's text into every column it covers.
func spread(texts []string, row int, merges []table.Merge) []string {
	for _, m := range merges {
		if m.Row != row || m.Column >= len(texts) || m.LastColumn-m.Column > 200 {
			continue
		}
		for len(texts) <= m.LastColumn {
			texts = append(texts, "")
		}
		for i := m.Column + 1; i <= m.LastColumn; i++ {
			texts[i] = texts[m.Column]
		}
	}
	return texts
}

// duplicates warns of headers that stand more than once. Every column is
// kept: the first has the field, lists are joined, the rest go to "other".
func duplicates(columns []column) []graph.Problem {
	count := map[string]int{}
	for _, c := range columns {
		count[headerKey(c.header)]++
	}
	var warnings []graph.Problem
	for i := range columns {
		c := &columns[i]
		key := headerKey(c.header)
		if n := count[key]; n > 1 {
			warnings = append(warnings, graph.Problem{Column: c.header, Value: strconv.Itoa(n), Code: "duplicate_header",
				Message: "表头“" + c.header + "”出现 " + strconv.Itoa(n) + " 次：取第一列，电话等可多值的合并，其余列记入“其他”，请核对是否为曾用名等"})
			count[key] = 0
		}
	}
	seen := map[string]int{}
	for i := range columns {
		c := &columns[i]
		key := headerKey(c.header)
		if seen[key]++; seen[key] > 1 {
			c.header += "#" + strconv.Itoa(seen[key]) // so that a report can name the column
		}
	}
	return warnings
}

// mappingOf tells which header gives which field.
func (h *header) mappingOf() map[string]string {
	by := map[string]string{}
	for _, c := range h.columns {
		if c.role == roleIgnore || c.role == roleOther {
			continue
		}
		name := c.role.String()
		if by[name] != "" {
			by[name] += graph.ListSeparator
		}
		by[name] += c.header
	}
	return by
}

// signature tells apart mappings that read the same sheet differently.
func (h *header) signature() string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(h.row))
	for _, c := range h.columns {
		b.WriteString("|" + strconv.Itoa(c.index) + "=" + c.role.String() + "," + strconv.Itoa(c.unit.Power) + c.unit.Currency + "," + c.header)
	}
	return b.String()
}
