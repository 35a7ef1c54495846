package importers

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
	"liantu/internal/shared"
)

// expectation is what the shared data say must come of one file.
type expectation struct {
	Outcome            string            `yaml:"outcome"`
	Error              string            `yaml:"error"`
	Sheet              string            `yaml:"sheet"`
	HeaderRow          int               `yaml:"header_row"`
	DataRows           *int              `yaml:"data_rows"`
	RowsAccepted       int               `yaml:"rows_accepted"`
	Firms              int               `yaml:"firms"`
	RowsRejected       any               `yaml:"rows_rejected"`
	RejectedRowNumbers [][]any           `yaml:"rejected_row_numbers"`
	Mapping            map[string]string `yaml:"mapping"`
	First              map[string]any    `yaml:"first"`
	Last               map[string]any    `yaml:"last"`
	CreditCode         map[string]int    `yaml:"credit_code"`
	TwoNames           *int              `yaml:"codes_with_2+_names"`
	Founded            map[string]int    `yaml:"founded"`
	Capital            map[string]any    `yaml:"capital"`
	Values             []map[string]any  `yaml:"values"`
	Warnings           any               `yaml:"warnings"`
	Merges             []struct {
		Rows []int  `yaml:"rows"`
		Why  string `yaml:"why"`
	} `yaml:"merges"`
	BlankRows    int     `yaml:"blank_rows_ignored_inside_data"`
	TrailingRows int     `yaml:"trailing_formatted_empty_rows"`
	LastDataRow  int     `yaml:"last_data_row"`
	SheetMaxRow  int     `yaml:"sheet_max_row"`
	Date1904     bool    `yaml:"date1904"`
	MaxSeconds   float64 `yaml:"max_seconds"`
	MaxRSS       int     `yaml:"max_rss_mb"`
	Note         string  `yaml:"note"`
	Detail       string  `yaml:"detail"`
	Traps        []any   `yaml:"traps"`
}

func readExpectations(t *testing.T) map[string]expectation {
	t.Helper()
	text, err := os.ReadFile(shared.File(t, "data/sheets/expect.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var y struct {
		Defaults struct {
			MaxRSS     int     `yaml:"max_rss_mb"`
			MaxSeconds float64 `yaml:"max_seconds"`
		} `yaml:"defaults"`
		Files map[string]expectation `yaml:"files"`
	}
	if err := yaml.UnmarshalWithOptions(text, &y, yaml.Strict()); err != nil { // a key this test does not know fails it
		t.Fatal(err)
	}
	for name, e := range y.Files {
		if e.MaxSeconds == 0 {
			e.MaxSeconds = y.Defaults.MaxSeconds
		}
		y.Files[name] = e
	}
	return y.Files
}

// sheetCase is one file, read and imported, beside what is expected of it.
type sheetCase struct {
	*testing.T
	want     expectation
	report   FileReport
	record   *graph.Record
	header   header
	raw      map[int]table.Row
	readings map[int]reading
	rows     []int // of accepted rows
}

func TestSharedSheets(t *testing.T) {
	imp := newImporter(t)
	for name, want := range readExpectations(t) {
		t.Run(name, func(t *testing.T) {
			c := &sheetCase{T: t, want: want, record: newRecord(t), raw: map[int]table.Row{}, readings: map[int]reading{}}
			start := time.Now()
			var err error
			c.report, err = imp.Import(t.Context(), c.record, shared.File(t, "data/sheets/"+name), Options{})
			if took := time.Since(start); took.Seconds() > want.MaxSeconds {
				t.Errorf("took %v", took)
			}
			if want.Outcome == "refuse" {
				c.refused(err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			c.read(imp, name)
			c.counts()
			c.rejected()
			c.mapped()
			c.ends()
			c.codes()
			c.capitals()
			c.values()
			c.warned()
			c.merged()
		})
	}
}

func (c *sheetCase) refused(err error) {
	code, _, _ := strings.Cut(c.want.Error, " ")
	if graph.CodeOf(err) != graph.Code(code) || c.report.Error == nil || c.report.Error.Code != graph.Code(code) {
		c.Errorf("%v, want %s", err, code)
	}
	if c.report.Error != nil && (strings.ContainsAny(c.report.Error.Message, "\n") || strings.Contains(c.report.Error.Message, "root:")) {
		c.Errorf("message: %q", c.report.Error.Message)
	}
	c.View(func(r graph.Reader) error {
		v, err := r.Version(c.Context())
		if v != 0 {
			c.Errorf("the record is at version %d", v)
		}
		return err
	})
}

func (c *sheetCase) View(fn func(graph.Reader) error) {
	c.Helper()
	if err := c.record.View(c.Context(), fn); err != nil {
		c.Fatal(err)
	}
}

func (c *sheetCase) read(imp *Importer, name string) {
	book, h, sheet := openFor(c.T, imp, shared.File(c.T, "data/sheets/"+name))
	c.header = h
	if book.Date1904() != c.want.Date1904 {
		c.Errorf("date1904: %v", book.Date1904())
	}
	last := 0
	for row, err := range book.Rows(c.Context(), h.sheet) {
		if err != nil {
			c.Fatal(err)
		}
		c.raw[row.Number] = row
		last = row.Number
	}
	if c.want.SheetMaxRow != 0 && last != c.want.SheetMaxRow {
		c.Errorf("the sheet ends in row %d", last)
	}
	for chunk, err := range imp.readAhead(c.Context(), &openTable{book: book, header: h, sheet: sheet}, 1000, unprepared) {
		if err != nil {
			c.Fatal(err)
		}
		for _, r := range chunk {
			c.readings[r.row] = r
			if !r.rejected {
				c.rows = append(c.rows, r.row)
			}
		}
	}
}

func (c *sheetCase) counts() {
	r := c.report
	if c.want.Sheet != "" && r.Sheet != c.want.Sheet || r.HeaderRow != c.want.HeaderRow {
		c.Errorf("sheet %q, header in row %d", r.Sheet, r.HeaderRow)
	}
	if r.Accepted != c.want.RowsAccepted || c.want.DataRows != nil && r.Rows != *c.want.DataRows {
		c.Errorf("%d rows, %d accepted, want %d", r.Rows, r.Accepted, c.want.RowsAccepted)
	}
	if r.Accepted+r.Rejected != r.Rows || r.Created+r.Updated+r.Unchanged != r.Accepted {
		c.Errorf("counts do not add up: %+v", r)
	}
	if got := countFirms(c.T, c.record); got != c.want.Firms || r.Created != c.want.Firms {
		c.Errorf("%d firms, %d created, want %d", got, r.Created, c.want.Firms)
	}
	if c.want.LastDataRow != 0 && c.rows[len(c.rows)-1] != c.want.LastDataRow {
		c.Errorf("last row %d", c.rows[len(c.rows)-1])
	}
	if c.want.TrailingRows != 0 && len(r.Problems) > 0 {
		c.Errorf("styled empty rows were reported: %v", r.Problems)
	}
	if c.want.BlankRows != 0 && c.want.LastDataRow-c.want.HeaderRow-c.want.BlankRows != r.Rows {
		c.Errorf("blank rows: %d rows", r.Rows)
	}
}

func countFirms(t testing.TB, rec *graph.Record) int {
	t.Helper()
	n := 0
	err := rec.View(t.Context(), func(r graph.Reader) error {
		groups, err := r.Count(t.Context(), graph.CountQuery{Label: "Firm"})
		if len(groups) > 0 {
			n = int(groups[0].N)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// rejected compares rows and reasons, which the data give in three forms.
func (c *sheetCase) rejected() {
	got := map[int]string{}
	for _, p := range c.report.Problems {
		if p.Reject {
			got[p.Row] = p.Code
			if p.Message == "" || p.Sheet != c.report.Sheet || p.Column == "" {
				c.Errorf("a rejection without words, sheet or column: %+v", p)
			}
		}
	}
	for _, pair := range c.want.RejectedRowNumbers {
		row := asInt(pair[0])
		if got[row] != pair[1] {
			c.Errorf("row %d: %q, want %v", row, got[row], pair[1])
		}
	}
	total := 0
	switch want := c.want.RowsRejected.(type) {
	case map[string]any:
		for _, n := range want {
			total += asInt(n)
		}
	case []any:
		total = len(want)
		for _, w := range want {
			m := w.(map[string]any)
			reason := m["reason"].(string)
			code, _, _ := strings.Cut(reason, " ")
			if reason == "name is the text #REF!" {
				code = codeErrorValue
			}
			if got[asInt(m["row"])] != code {
				c.Errorf("row %v: %q, want %s", m["row"], got[asInt(m["row"])], reason)
			}
		}
	}
	if len(got) != total || c.report.Rejected != total {
		c.Errorf("rejected %v, want %v", got, c.want.RowsRejected)
	}
}

// rolesOf are the fields that a name in the data may stand for here.
func rolesOf(name string) []string {
	roles := map[string][]string{"credit_code": {"code"}, "region": {"city", "province"}, "legal_rep": {"representative"},
		"phone_more": {"phone"}, "source_url": {"website", "other"}, "listed": {"other"}}[name]
	if roles == nil {
		return []string{name}
	}
	return roles
}

func (c *sheetCase) column(name string) *column {
	want := field.Clean(c.want.Mapping[name])
	for i := range c.header.columns {
		if col := &c.header.columns[i]; strings.ReplaceAll(col.header, " ", "") == strings.ReplaceAll(want, " ", "") {
			return col
		}
	}
	return nil
}

func (c *sheetCase) mapped() {
	for name, head := range c.want.Mapping {
		col := c.column(name)
		if col == nil {
			c.Errorf("no column %q", head)
			continue
		}
		if !slices.Contains(rolesOf(name), col.role.String()) {
			c.Errorf("%s is taken for %s, want %v", head, col.role, rolesOf(name))
		}
	}
}

// ends compares the cells of the first and last accepted row.
func (c *sheetCase) ends() {
	for row, want := range map[int]map[string]any{c.rows[0]: c.want.First, c.rows[len(c.rows)-1]: c.want.Last} {
		for name, text := range want {
			col := c.column(name)
			if col == nil {
				continue // told by mapped
			}
			raw := c.raw[row]
			got, want := field.Clean(raw.Text(col.index)), strings.TrimSuffix(field.Clean(fmt.Sprint(text)), ".0")
			if got != want && (name != "scope" || !strings.HasPrefix(got, want)) {
				c.Errorf("row %d, %s: %q, want %q", row, name, got, want)
			}
		}
	}
}

func asInt(v any) int {
	n, _ := strconv.Atoi(fmt.Sprint(v))
	return n
}
