package importers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"liantu/graph"
	"liantu/importers/field"
)

func (c *sheetCase) codes() {
	ok := 0
	names := map[string]map[string]bool{}
	for _, row := range c.rows {
		r := c.readings[row]
		if !r.coded {
			continue
		}
		ok++
		code := r.statement.Text(graph.FieldCode)
		if names[code] == nil {
			names[code] = map[string]bool{}
		}
		names[code][r.nameKey] = true
	}
	two := 0
	for _, n := range names {
		if len(n) > 1 {
			two++
		}
	}
	if c.want.TwoNames != nil && two != *c.want.TwoNames {
		c.Errorf("%d codes with several names", two)
	}
	if c.want.CreditCode == nil {
		return
	}
	bad := c.want.CreditCode["regno15"] + c.want.CreditCode["uscc_bad"] + c.want.CreditCode["other_len15"]
	counts := c.report.ProblemCounts
	got := counts[string(field.WrongCode)] + counts[string(field.LookalikeCode)] + counts[string(field.OldCode)]
	if ok != c.want.CreditCode["uscc_ok"] || got != bad || len(c.rows)-ok-got != c.want.CreditCode["blank"] {
		c.Errorf("codes: %d right, %d wrong of %d rows, want %v", ok, got, len(c.rows), c.want.CreditCode)
	}
}

func (c *sheetCase) capitals() {
	founded, parsed, sum := 0, 0, 0.0
	for _, row := range c.rows {
		s := c.readings[row].statement
		if s.Text(graph.FieldFounded) != "" {
			founded++
		}
		if amount, currency, ok := strings.Cut(s.Text(graph.FieldCapital), " "); ok {
			parsed++
			if currency == "CNY" {
				v, _ := strconv.ParseFloat(amount, 64)
				sum += v
			}
		}
	}
	if want := c.want.Founded["text_iso"]; want != 0 && founded != want {
		c.Errorf("%d founding dates", founded)
	}
	if c.want.Capital == nil {
		return
	}
	if parsed != asInt(c.want.Capital["parsed"]) || len(c.rows)-parsed != asInt(c.want.Capital["null"]) || sum != c.want.Capital["sum_cny_yuan"] {
		c.Errorf("capital: %d read, sum %v", parsed, sum)
	}
	if c.report.ProblemCounts[string(field.UnparsedAmount)] != asInt(c.want.Capital["unparsed"]) {
		c.Errorf("capital: %v", c.report.ProblemCounts)
	}
}

// values compares what single rows say after normalising.
func (c *sheetCase) values() {
	for _, want := range c.want.Values {
		row := asInt(want["row"])
		r, ok := c.readings[row]
		if !ok || r.rejected {
			c.Errorf("row %d was not accepted", row)
			continue
		}
		s := &r.statement
		amount, currency, _ := strings.Cut(s.Text(graph.FieldCapital), " ")
		for key, value := range want {
			switch key {
			case "row", "raw", "kind":
			case "warning":
				c.hasWarning(row, value.(string))
			case "capital_yuan", "amount":
				c.same(row, key, amount, number(value))
			case "currency":
				c.same(row, key, currency, value)
			case "phones":
				c.same(row, key, fmt.Sprint(graph.SplitList(s.Text(graph.FieldPhone))), fmt.Sprint(value))
			case "legal_rep":
				if !slices.Contains(strings.Split(value.(string), " or "), s.Text(graph.FieldRepresentative)) {
					c.Errorf("row %d: representative %q", row, s.Text(graph.FieldRepresentative))
				}
			case "credit_code":
				c.same(row, key, s.Text(graph.FieldCode), value)
			default:
				f, ok := graph.FirmFieldNamed(key)
				if !ok {
					c.Fatalf("what is %s?", key)
				}
				c.same(row, key, s.Text(f), value)
			}
		}
	}
}

func number(v any) any {
	if v == nil {
		return nil
	}
	f, _ := strconv.ParseFloat(fmt.Sprint(v), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func (c *sheetCase) same(row int, key, got string, want any) {
	c.Helper()
	if want == nil {
		want = ""
	}
	if got != fmt.Sprint(want) {
		c.Errorf("row %d, %s: %q, want %q", row, key, got, want)
	}
}

func (c *sheetCase) hasWarning(row int, code string) {
	c.Helper()
	if !slices.ContainsFunc(c.report.Problems, func(p graph.Problem) bool { return p.Row == row && p.Code == code && !p.Reject }) {
		c.Errorf("row %d: no warning %s", row, code)
	}
}

func (c *sheetCase) warned() {
	switch want := c.want.Warnings.(type) {
	case string: // nasty_06: one for each date that is there and unknown
		for _, row := range c.rows {
			raw, r := c.raw[row], c.readings[row]
			n := len(r.problems)
			unknown := r.statement.Text(graph.FieldFounded) == "" && raw.Text(1) != "" && raw.Text(1) != "-"
			if unknown != (n == 1) {
				c.Errorf("row %d: %d warnings for %q", row, n, raw.Text(1))
			}
		}
	case []any:
		for _, w := range want {
			if m, ok := w.(map[string]any); ok {
				code, _, _ := strings.Cut(m["warning"].(string), " ")
				c.hasWarning(asInt(m["row"]), code)
				continue
			}
			part := strings.Fields(w.(string)) // duplicate_header 电话 x3
			if !slices.ContainsFunc(c.report.Problems, func(p graph.Problem) bool {
				return p.Code == part[0] && p.Column == part[1] && "x"+p.Value == part[2]
			}) {
				c.Errorf("no warning %v", part)
			}
		}
	}
}

func (c *sheetCase) merged() {
	if len(c.want.Merges) == 0 {
		return
	}
	c.View(func(r graph.Reader) error {
		firms, err := graph.Firms().List(c.Context(), r, graph.Query{})
		for _, m := range c.want.Merges {
			at := slices.IndexFunc(firms, func(f graph.Firm) bool {
				return slices.ContainsFunc(f.Sources, func(s graph.Source) bool { return s.Row == m.Rows[0] })
			})
			if at < 0 || len(firms[at].Sources) != len(m.Rows) || firms[at].Sources[1].Row != m.Rows[1] {
				c.Errorf("rows %v are not one firm", m.Rows)
			}
			if strings.Contains(m.Why, "alias") && !slices.Contains(firms[at].FormerNames(), "煙台東方機械有限公司") {
				c.Errorf("former names %v", firms[at].FormerNames())
			}
			if strings.Contains(m.Why, codeMergedByName) {
				c.hasWarning(m.Rows[1], codeMergedByName)
			}
		}
		return err
	})
}
