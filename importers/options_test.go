package importers

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
)

func writeFile(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOwnMapping(t *testing.T) {
	list := writeFile(t, "list.csv", "甲,乙,丙,丁\n乌海甲化工有限公司,0473-1,0473-2,电石\n")
	for _, c := range []struct {
		name, mapping string
		code          graph.Code
		phone         string
	}{
		{"good", "name: 甲\nphone: [乙, 丙]\nscope: 丁\n", "", "0473-1；0473-2"},
		{"a header that is not there", "name: 甲\nscope: 戊\n", NoNameColumn, ""},
		{"no name", "scope: 丁\n", NoNameColumn, ""},
		{"an unknown field", "name: 甲\ncolour: 丁\n", graph.Invalid, ""},
		{"two headers for one value", "name: 甲\nscope: [丙, 丁]\n", graph.Invalid, ""},
		{"no mapping at all", "- 甲\n", graph.Invalid, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			imp, rec := newImporter(t), newRecord(t)
			report, err := imp.Import(t.Context(), rec, list, Options{MappingFile: writeFile(t, "m.yaml", c.mapping)})
			if graph.CodeOf(err) != c.code {
				t.Fatalf("%v", err)
			}
			if c.code != "" {
				if version(t, rec) != 0 || report.Error == nil || report.Error.Message == "" {
					t.Errorf("%+v", report.Error)
				}
				return
			}
			f := findFirms(t, rec)[0]
			if f.Text(graph.FieldPhone) != c.phone || f.Scope() != "电石" {
				t.Errorf("%+v", f.Held)
			}
		})
	}
}

func TestHeadersFound(t *testing.T) {
	for _, c := range []struct {
		name, text string
		code       graph.Code
		row        int
		mapping    string
	}{
		{"two lines", "企业名称,登记信息,,规模\n,统一社会信用代码,成立日期,注册资本(万元)\n乌海甲化工有限公司,,2019-01-01,5\n", "", 2,
			"capital=注册资本(万元) code=统一社会信用代码 founded=成立日期 name=企业名称"},
		{"groups above", "基本信息,,联系,\n企业名称,经营范围,电话,邮箱\n乌海甲化工有限公司,电石,1,\n", "", 2, "email=邮箱 name=企业名称 phone=电话 scope=经营范围"},
		{"banner and blanks", "某市企业名单,,\n\n , ,\n企业名称（盖章）,*所属行业：,年产值（亿元）\n乌海甲化工有限公司,化工,3\n", "", 4,
			"industry=*所属行业: name=企业名称(盖章) revenue=年产值(亿元)"},
		{"so is one with more cells than headers", "企业名称,经营范围,\n,电石,甲\n乌海甲化工有限公司,焦炭\n", "", 1, "name=企业名称 scope=经营范围"},
		{"a first row without name is data", "企业名称,经营范围\n,电石\n乌海甲化工有限公司,焦炭\n", "", 1, "name=企业名称 scope=经营范围"},
		{"semicolons", "企业名称;地址\n乌海甲化工有限公司;乌海市乌达区\n", "", 1, "address=地址 name=企业名称"},
		{"tabs", "企业名称\t地址\n乌海甲化工有限公司\t乌海市乌达区\n", "", 1, "address=地址 name=企业名称"},
		{"the better of two", "地址,注册地址,企业名称\na,b,乌海甲化工有限公司\n", "", 1, "address=注册地址 name=企业名称"},
		{"no name column", "统一社会信用代码,经营范围\n1,2\n", NoNameColumn, 0, ""},
		{"no table", "a,b\n1,2\n", NoFirmTable, 0, ""},
		{"a weak word alone", "名称,数量\n苹果,2\n", NoFirmTable, 0, ""},
		{"no rows", "企业名称,地址\n\n", NoDataRows, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			imp, rec := newImporter(t), newRecord(t)
			report, err := imp.Import(t.Context(), rec, writeFile(t, "list.csv", c.text), Options{})
			if graph.CodeOf(err) != c.code {
				t.Fatalf("%v", err)
			}
			if got := pairs(report.Mapping); got != c.mapping && c.code == "" || report.HeaderRow != c.row {
				t.Errorf("row %d, %s", report.HeaderRow, got)
			}
		})
	}
}

func pairs(m map[string]string) string {
	var out []string
	for r := role(0); r <= roleIgnore; r++ {
		if h, ok := m[r.String()]; ok {
			out = append(out, r.String()+"="+h)
		}
	}
	// in the order of the names, as the cases are written
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return strings.Join(out, " ")
}

func TestLists(t *testing.T) {
	for _, c := range []struct {
		field graph.FirmField
		in    string
		want  []string
	}{
		{graph.FieldProducts, "烧碱（液碱、片碱）、电石,PVC；盐酸", []string{"烧碱（液碱、片碱）", "电石", "PVC", "盐酸"}},
		{graph.FieldFormerNames, "乌海(甲)化工有限公司;乌海乙厂", []string{"乌海（甲）化工有限公司", "乌海乙厂"}},
		{graph.FieldEmail, "a@b.cn; c@d.cn", []string{"a@b.cn", "c@d.cn"}},
	} {
		if got := splitValues(c.in, c.field); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", c.in, got)
		}
	}
}

func TestOptionsChecked(t *testing.T) {
	list := writeFile(t, "list.csv", "企业名称,地址\n乌海甲化工有限公司,乌海市\n")
	for _, c := range []struct {
		opts Options
		code graph.Code
	}{
		{Options{AsOf: "2019-02-30"}, graph.Invalid}, {Options{AsOf: "2099-01-01"}, graph.Invalid}, {Options{Sheet: "无此表"}, NoFirmTable},
		{Options{Sheet: "1"}, ""}, {Options{Complete: "乌海"}, graph.Invalid}, {Options{Complete: "150300/coking"}, ""}, {Options{MappingFile: "/no/such/file"}, graph.Invalid},
	} {
		imp, rec := newImporter(t), newRecord(t)
		if _, err := imp.Import(t.Context(), rec, list, c.opts); graph.CodeOf(err) != c.code {
			t.Errorf("%+v: %v", c.opts, err)
		}
	}
	imp, rec := newImporter(t), newRecord(t)
	if _, err := imp.Import(t.Context(), rec, "/no/such/list.csv", Options{}); graph.CodeOf(err) != graph.NotFound {
		t.Error(err)
	}
	first := must(t, imp, rec, list, Options{AsOf: "2019-04-30"})
	again := must(t, imp, rec, list, Options{AsOf: "2020-04-30", Complete: "150300"})
	if first.AsOf != "2019-04-30T00:00:00Z" || again.AsOf != first.AsOf || !hasProblem(again, codeAsOfKept) {
		t.Errorf("as of %s, then %s", first.AsOf, again.AsOf)
	}
	err := rec.View(t.Context(), func(r graph.Reader) error {
		i, err := graph.Imports().One(t.Context(), r, again.Import)
		if i.Complete != "150300" || i.Finished == "" || i.Rows != 1 {
			t.Errorf("%+v", i)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
