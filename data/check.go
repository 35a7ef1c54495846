package data

import (
	"encoding/csv"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"time"

	"liantu/graph"
)

// checker gathers what is wrong with a catalog.
type checker struct {
	catalog  *Catalog
	classes  map[string]bool // GB/T 4754-2017 codes; nil where the table is absent
	owner    map[string]int  // link id → index of its file
	now      time.Time
	problems []Problem

	regions    map[string]bool // codes of the divisions; nil where the table is absent
	conditions map[string]bool // needs that some region speaks of; nil where no file does
}

// Check reads and lints all data files: references, terms, figures, dates,
// the arithmetic of coefficients, mass and element balance of each process,
// and what the plan names. It finds all problems at once and changes nothing.
func Check(fsys fs.FS) (*Catalog, []Problem) { return check(fsys, time.Now()) }

func check(fsys fs.FS, now time.Time) (*Catalog, []Problem) {
	c, problems := Read(fsys)
	k := &checker{catalog: c, owner: map[string]int{}, now: now, problems: problems}
	k.classes = codesIn(fsys, "rules/gbt4754-2017.csv")
	k.regions = codesIn(fsys, "regions/divisions.csv")
	k.readConditions(func(name string, into any) error { return readLoosely(fsys, name, into) })
	for i := range c.files {
		k.owners(i)
	}
	for i := range c.files {
		k.file(&c.files[i])
	}
	k.terms()
	k.cycles()
	k.balances()
	k.elements()
	k.plan()
	k.parks()
	return c, k.problems
}

func (k *checker) add(p Problem) { k.problems = append(k.problems, p) }

// codesIn reads the codes in the first column of a table that ships with the data.
func codesIn(fsys fs.FS, name string) map[string]bool {
	f, err := fsys.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil
	}
	codes := map[string]bool{}
	for _, row := range rows[1:] {
		codes[row[0]] = true
	}
	return codes
}

func (k *checker) owners(i int) {
	f := &k.catalog.files[i]
	for n, l := range f.Links {
		if first, taken := k.owner[l.ID]; taken {
			k.add(f.problem(SeverityError, at("links", n, "id"), "duplicate_link", "环节 %s 已在 %s 中定义", l.ID, k.catalog.files[first].path))
			continue
		}
		k.owner[l.ID] = i
	}
}

func at(list string, n int, field string) string {
	return list + "[" + strconv.Itoa(n) + "]." + field
}

func (k *checker) file(f *chainFile) {
	if f.ID == "" || f.Name == "" {
		k.add(f.problem(SeverityError, "id", "missing", "产业链缺少 id 或 name"))
	}
	if f.Kind != graph.ProcessChain && f.Kind != graph.RelationChain {
		k.add(f.problem(SeverityError, "kind", "kind", "kind 只能是 process 或 relation"))
	}
	k.articles(f, "articles", f.Art)
	k.uses(f)
	for n := range f.Links {
		k.link(f, n)
		k.articles(f, at("links", n, "articles"), f.Links[n].Articles)
		k.figures(f, n)
		k.formulas(f, n)
	}
	for n := range f.Flows {
		k.flow(f, n)
		k.flowUnits(f, n)
		k.working(f, n)
	}
}

func (k *checker) link(f *chainFile, n int) {
	l := &f.Links[n]
	wrong := func(field, code, format string, args ...any) {
		k.add(f.problem(SeverityError, at("links", n, field), code, format, args...))
	}
	if !validID(l.ID) {
		wrong("id", "id", "环节 id %q 应为小写字母、数字和连字符", l.ID)
	}
	if l.Name == "" {
		wrong("name", "missing", "环节 %s 没有名称", l.ID)
	}
	if l.Stage != graph.Upstream && l.Stage != graph.Midstream && l.Stage != graph.Downstream {
		wrong("stage", "stage", "环节 %s 的 stage %q 不是 upstream、midstream 或 downstream", l.ID, l.Stage)
	}
	if len(l.Articles) == 0 && !l.Context {
		wrong("articles", "no_article", "环节 %s 没有条款点名，应写 articles 或标为 context: true", l.ID)
	}
	for i, code := range l.Industry {
		if k.classes != nil && (len(code) != 4 || !k.classes[code]) {
			wrong("industry["+strconv.Itoa(i)+"]", "industry", "环节 %s 的行业代码 %q 不是 GB/T 4754-2017 的小类", l.ID, code)
		}
	}
	if s := l.Since; s != nil && s.Basis == "" && s.Source == "" {
		wrong("since", "no_basis", "环节 %s 的起始年份没有依据", l.ID)
	}
	for field, figure := range map[string]*graph.Figure{"scale": l.Scale, "investment": l.Investment, "land": l.Land, "energy": l.Energy, "water": l.Water} {
		if figure != nil && figure.Value != nil && figure.Basis == "" && figure.Source == "" {
			wrong(field, "no_basis", "环节 %s 的 %s 有数值而没有依据", l.ID, field)
		}
	}
	for i, c := range l.Constraints {
		if !slices.Contains([]string{"forbidden", "quota", "condition"}, c.Effect) {
			wrong("constraints["+strconv.Itoa(i)+"].effect", "effect", "约束的 effect %q 不是 forbidden、quota 或 condition", c.Effect)
		}
		if c.Source == "" || c.Text == "" {
			wrong("constraints["+strconv.Itoa(i)+"]", "no_source", "环节 %s 的约束缺少内容或出处", l.ID)
		}
	}
}

func validID(id string) bool {
	ok, err := regexp.MatchString(`^[a-z0-9]+(-[a-z0-9]+)*$`, id)
	return ok && err == nil
}

func (k *checker) flow(f *chainFile, n int) {
	flow := f.Flows[n]
	wrong := func(field, code, format string, args ...any) {
		k.add(f.problem(SeverityError, at("flows", n, field), code, format, args...))
	}
	for field, id := range map[string]string{"from": flow.From, "to": flow.To} {
		if _, ok := k.owner[id]; !ok {
			wrong(field, "unknown_link", "没有名为 %q 的环节", id)
		}
	}
	switch flow.Kind {
	case graph.Relation:
		if flow.Quantity != nil {
			wrong("quantity", "relation_quantity", "relation 关系不带系数")
		}
		return
	case graph.Input, graph.Byproduct, graph.Alternative:
	default:
		wrong("kind", "kind", "kind %q 不是 input、byproduct、alternative 或 relation", flow.Kind)
		return
	}
	if flow.Quantity == nil {
		return
	}
	if !slices.Contains([]string{"stoichiometry", "standard", "estimate"}, flow.Basis) {
		wrong("basis", "no_basis", "%s→%s 有系数而 basis 不是 stoichiometry、standard 或 estimate", flow.From, flow.To)
	}
	if flow.Basis == "stoichiometry" && flow.Working == "" {
		wrong("working", "no_working", "%s→%s 按化学计量，应写出算式", flow.From, flow.To)
	}
	if flow.Basis == "standard" && flow.Source == "" {
		wrong("source", "no_source", "%s→%s 依据标准，应写出标准号", flow.From, flow.To)
	}
	if flow.Low != nil && *flow.Low > *flow.Quantity || flow.High != nil && *flow.High < *flow.Quantity {
		wrong("quantity", "range", "%s→%s 的系数不在其范围之内", flow.From, flow.To)
	}
	if _, ok := unitOf(flow.Unit); !ok {
		wrong("unit", "unit", "%s→%s 的单位 %q 无法换算", flow.From, flow.To, flow.Unit)
	}
}
