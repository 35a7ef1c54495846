package importers

import (
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
)

// mapping is a planner's own: which headers give which field.
type mapping map[role][]string

// readMapping reads a mapping file, `field: header` or `field: [header, …]`.
// Invalid says what is wrong with it.
func readMapping(path string) (mapping, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "读不到列对应文件 %s", path)
	}
	var y map[string]any
	if err := yaml.Unmarshal(text, &y); err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "列对应文件 %s 不是“字段: 表头”的 YAML", path)
	}
	m := mapping{}
	for name, v := range y {
		r, ok := roleNamed(mappingSynonym(name))
		if !ok {
			return nil, graph.Errorf(graph.Invalid, "列对应文件里没有名为 %s 的字段；可用：%s", name, strings.Join(roleNames(), "、"))
		}
		headers, ok := stringsOf(v)
		if !ok || len(headers) > 1 && !r.joins() {
			return nil, graph.Errorf(graph.Invalid, "列对应文件里字段 %s 应写一个表头", name)
		}
		m[r] = append(m[r], headers...)
	}
	if len(m[roleName]) == 0 {
		return nil, graph.Errorf(NoNameColumn, "列对应文件没有写 name（企业名称）对应哪个表头")
	}
	return m, nil
}

func mappingSynonym(name string) string {
	switch name {
	case "credit_code":
		return "code"
	case "legal_rep":
		return "representative"
	case "region":
		return "city"
	}
	return name
}

func roleNames() []string {
	var names []string
	for r := role(0); r <= roleIgnore; r++ {
		if _, ok := roleNamed(r.String()); ok {
			names = append(names, r.String())
		}
	}
	return names
}

func stringsOf(v any) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, v != ""
	case []any:
		var out []string
		for _, item := range v {
			s, ok := item.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, len(out) > 0
	}
	return nil, false
}

// findHeader looks for the first row that has every header the mapping names.
func (m mapping) findHeader(rows []table.Row, money *field.Money) (header, bool) {
	for _, row := range rows {
		h := header{row: row.Number, hasName: true, known: len(m)}
		missing := m.count()
		for i, text := range texts(row) {
			shown := field.Clean(text)
			if shown == "" {
				continue
			}
			c := column{index: i, header: shown, role: roleOther, unit: money.Header(shown)}
			for r, headers := range m {
				if slices.ContainsFunc(headers, func(s string) bool { return headerKey(s) == headerKey(shown) }) && !h.has(r, headerKey(shown)) {
					c.role = r
					missing--
				}
			}
			h.columns = append(h.columns, c)
		}
		if missing <= 0 {
			h.warnings = duplicates(h.columns)
			return h, true
		}
	}
	return header{}, false
}

func (m mapping) count() int {
	n := 0
	for _, headers := range m {
		n += len(headers)
	}
	return n
}

// has says whether a header of this key has the role already.
func (h *header) has(r role, key string) bool {
	return slices.ContainsFunc(h.columns, func(c column) bool { return c.role == r && headerKey(c.header) == key })
}

// missingFrom names the headers of the mapping that a sheet has nowhere.
func (m mapping) missingFrom(rows []table.Row) []string {
	present := map[string]bool{}
	for _, row := range rows {
		for _, text := range texts(row) {
			present[headerKey(text)] = true
		}
	}
	var missing []string
	for _, headers := range m {
		for _, h := range headers {
			if !present[headerKey(h)] {
				missing = append(missing, h)
			}
		}
	}
	slices.Sort(missing)
	return missing
}
