package importers

import (
	"strings"
	"unicode/utf8"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
)

// reading is what came of one row.
type reading struct {
	row       int
	statement graph.Statement // empty where the row was rejected
	rejected  bool
	coded     bool
	short     bool // the name looks like an abbreviation
	nameKey   string
	firm      *graph.Firm // of a row with a code: what it says, inferred; nil where that was not foreseen
	region    string      // where the row says the firm is
	problems  []graph.Problem
	cells     []string // of a rejected row, as they stood
}

// rowReader turns the rows of one table into statements. It keeps caches and
// belongs to one goroutine.
type rowReader struct {
	imp      *Importer
	header   *header
	sheet    string
	source   graph.Source // of every row, but for Row
	date1904 bool
	today    string
	name     *column

	nameHeader string // as a name, to know a header that is repeated
	other      []column
	plain      []column // columns whose role is a field of its own
	joined     map[role][]column
	areas      map[areaQuery]string
	areaCols   [3]*column // province, city, county
}

type areaQuery struct{ text, within string }

func newRowReader(i *Importer, h *header, sheet string, source graph.Source, date1904 bool) *rowReader {
	r := &rowReader{imp: i, header: h, sheet: sheet, source: source, date1904: date1904,
		today: i.clock().Format("2006-01-02"), joined: map[role][]column{}, areas: map[areaQuery]string{}}
	for at := range h.columns {
		c := &h.columns[at]
		switch {
		case c.role == roleName:
			r.name, r.nameHeader = c, field.Name(c.header)
		case c.role == roleOther:
			r.other = append(r.other, *c)
		case c.role >= roleProvince && c.role <= roleCounty:
			r.areaCols[c.role-roleProvince] = c
		case c.role == roleIgnore:
		case c.role.joins():
			r.joined[c.role] = append(r.joined[c.role], *c)
		default:
			r.plain = append(r.plain, *c)
		}
	}
	return r
}

// read reads one row; ok is false for a blank one.
func (r *rowReader) read(row *table.Row) (reading, bool) {
	if isBlank(row) {
		return reading{}, false
	}
	out := reading{row: row.Number}
	name, code := r.readName(row)
	if code == "" && utf8.RuneCountInString(name) <= 2 && !r.hasCode(row) {
		code = codeNotAFirm
	}
	if code != "" {
		r.reject(&out, row, code)
		return out, true
	}
	out.nameKey = graph.NameKey(name)
	out.short = r.imp.looksShort(name)
	out.statement.Source = r.source
	out.statement.Source.Row = row.Number
	out.statement.Values = make([]graph.Value, 0, len(r.header.columns)+4)
	out.set(graph.FieldName, name)
	if p := field.CheckName(name); p != "" {
		r.warn(&out, string(p), r.name.header, row.Text(r.name.index), fieldMessage(p, r.name.header, name))
	}
	var others []string
	for at := range r.plain {
		others = r.readField(&out, row, &r.plain[at], others)
	}
	others = r.readPlaces(&out, row, others)
	r.readJoined(&out, row)
	r.readOther(&out, row, others)
	return out, true
}

func (o *reading) set(f graph.FirmField, text string) {
	if text != "" {
		o.statement.Values = append(o.statement.Values, graph.Value{Field: f, Text: text})
	}
}

func (r *rowReader) warn(o *reading, code, column, value, message string) {
	o.problems = append(o.problems, graph.Problem{Sheet: r.sheet, Row: o.row, Column: column, Value: shown(value), Code: code, Message: message})
}

// readName gives the name, or the code for which the row is rejected.
func (r *rowReader) readName(row *table.Row) (name, reject string) {
	cell := r.cell(row, r.name)
	switch {
	case cell.Kind == table.EmptyFormula:
		return "", codeNoCachedValue
	case isError(cell):
		return "", codeErrorValue
	}
	clean := field.Clean(cell.Text)
	name = field.CleanName(clean)
	first := clean
	if text := firstText(row); text != cell.Text {
		first = field.Clean(text)
	}
	switch {
	case r.imp.aliases.isTotal(name):
		return "", codeTotalRow
	case r.imp.aliases.isNote(clean):
		return "", codeNoteRow
	case r.imp.aliases.isTotal(first) && !r.hasCode(row):
		return "", codeTotalRow
	case name == r.nameHeader:
		return "", codeRepeatedHeader
	case !r.imp.aliases.isPlaceholder(clean) && name != "":
		return name, ""
	case r.imp.aliases.isNote(first):
		return "", codeNoteRow
	}
	return "", codeNoName
}

func (r *rowReader) cell(row *table.Row, c *column) table.Cell {
	if c.index < len(row.Cells) {
		return row.Cells[c.index]
	}
	return table.Cell{}
}

func firstText(row *table.Row) string {
	for _, c := range row.Cells {
		if field.Prose(c.Text) != "" {
			return c.Text
		}
	}
	return ""
}

// isError tells a formula's error, also where it was pasted as a text.
func isError(c table.Cell) bool {
	if c.Kind == table.ErrorValue {
		return true
	}
	if !strings.HasPrefix(c.Text, "#") {
		return false
	}
	switch strings.ToUpper(strings.TrimSpace(c.Text)) {
	case "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA":
		return true
	}
	return false
}

func (r *rowReader) hasCode(row *table.Row) bool {
	for at := range r.plain {
		if r.plain[at].role == roleCode {
			_, p := field.Code(row.Text(r.plain[at].index))
			return p == ""
		}
	}
	return false
}

func (r *rowReader) reject(o *reading, row *table.Row, code string) {
	value := row.Text(r.name.index)
	o.rejected = true
	o.cells = make([]string, len(row.Cells))
	for at, c := range row.Cells {
		o.cells[at] = c.Text
	}
	o.problems = append(o.problems, graph.Problem{Sheet: r.sheet, Row: row.Number, Column: r.name.header, Value: shown(value), Code: code,
		Message: rejectMessage(code, r.name.header, field.Clean(value)), Reject: true})
}

// usable gives a cell's text; ok is false for nothing, placeholders, errors
// and formulas without result, of which the latter two are warned of.
func (r *rowReader) usable(o *reading, row *table.Row, c *column) (string, bool) {
	cell := r.cell(row, c)
	switch {
	case cell.Kind == table.EmptyFormula:
		r.warn(o, codeNoCachedValue, c.header, "", "这一格是公式，文件里没有保存它的结果，该项按未知处理")
		return "", false
	case isError(cell):
		r.warn(o, codeErrorValue, c.header, cell.Text, "这一格是公式错误值 "+shown(cell.Text)+"，该项按未知处理")
		return "", false
	case cell.Text == "" || len(cell.Text) <= 24 && r.imp.aliases.isPlaceholder(field.Clean(cell.Text)):
		return "", false
	}
	return cell.Text, true
}

// readField reads a column that has a field of its own. What cannot be read
// is kept as a text among the others.
func (r *rowReader) readField(o *reading, row *table.Row, c *column, others []string) []string {
	raw, ok := r.usable(o, row, c)
	if !ok {
		return others
	}
	var text string
	var problem field.Problem
	switch f := graph.FirmField(c.role); f {
	case graph.FieldCode:
		if text, problem = field.Code(raw); problem != "" {
			text = ""
		} else {
			o.coded = true
			o.set(graph.FieldPlaceCode, r.imp.places.OfCode(text))
		}
	case graph.FieldFounded:
		text, problem = field.Date(raw, r.date1904, r.today)
	case graph.FieldCapital, graph.FieldRevenue:
		text, problem = r.imp.money.Amount(raw, c.unit)
	case graph.FieldState:
		text = field.State(raw)
	case graph.FieldIndustryCode, graph.FieldStockCode, graph.FieldEmployees:
		text = strings.TrimSuffix(field.Clean(raw), ".0")
	case graph.FieldScope, graph.FieldAddress:
		text = field.Prose(raw)
	case graph.FieldWebsite:
		if text = field.Clean(raw); r.imp.aliases.isOthersWebsite(text) {
			return append(others, c.header+": "+item(raw))
		}
	case graph.FieldParent, graph.FieldShortName, graph.FieldGroup:
		text = field.Name(raw)
	default:
		text = field.Clean(raw)
	}
	if problem != "" {
		r.warn(o, string(problem), c.header, raw, fieldMessage(problem, c.header, field.Clean(raw)))
		if text == "" {
			others = append(others, c.header+": "+item(raw))
		}
	}
	o.set(graph.FirmField(c.role), text)
	return others
}
