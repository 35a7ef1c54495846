package data

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"liantu/graph"
)

// figures checks a link's numbers, dates and needs.
func (k *checker) figures(f *chainFile, n int) {
	l := &f.Links[n]
	wrong := func(field, code, format string, args ...any) {
		k.add(f.problem(SeverityError, at("links", n, field), code, format, args...))
	}
	if s := l.Since; s != nil && (s.Year > k.now.Year() || s.Year < 1000) {
		wrong("since.year", "since", "环节 %s 的起始年份 %d 不在公元 1000 年至今之间", l.ID, s.Year)
	}
	for _, x := range []struct {
		field  string
		figure *graph.Figure
		units  []string
	}{
		{"scale", l.Scale, []string{"t/a", "Nm3/a", "kWh/a", "万t/a", "kt/a"}},
		{"energy", l.Energy, []string{"kgce/t", "kgce/Nm3", "kgce/kWh", "gce/kWh"}},
		{"water", l.Water, []string{"m3/t", "m3/Nm3", "m3/kWh"}},
	} {
		if x.figure == nil || x.figure.Value == nil {
			continue
		}
		if !slices.Contains(x.units, x.figure.Unit) {
			wrong(x.field, "unit", "环节 %s 的 %s 以 %q 计，无法换算；可用 %s", l.ID, x.field, x.figure.Unit, strings.Join(x.units, "、"))
		}
		if outside(x.figure) {
			wrong(x.field, "range", "环节 %s 的 %s 不在其范围之内", l.ID, x.field)
		}
		if x.figure.Date != "" && !isDay(x.figure.Date) {
			wrong(x.field, "date", "环节 %s 的 %s 日期 %q 不是 YYYY-MM-DD", l.ID, x.field, x.figure.Date)
		}
	}
	for i, c := range l.Catalogue {
		if c.Date != "" && !isDay(c.Date) {
			wrong(at("catalogue", i, "date"), "date", "环节 %s 的目录日期 %q 不是 YYYY-MM-DD", l.ID, c.Date)
		}
	}
	for i, c := range l.Constraints {
		switch {
		case c.From == "" || !isDay(c.From):
			wrong(at("constraints", i, "from"), "date", "环节 %s 的约束起始日 %q 不是 YYYY-MM-DD", l.ID, c.From)
		case c.Until != "" && (!isDay(c.Until) || c.Until < c.From):
			wrong(at("constraints", i, "until"), "date", "环节 %s 的约束截止日 %q 不是日期或早于起始日", l.ID, c.Until)
		}
	}
	for i, need := range l.Needs {
		if k.conditions != nil && !k.conditions[need] {
			k.add(f.problem(SeverityWarning, at("links", n, "needs["+strconv.Itoa(i)+"]"), "unknown_need",
				"环节 %s 需要 %s，而 rules/regions.yaml 中没有任何地区写明有或没有", l.ID, need))
		}
	}
}

func outside(f *graph.Figure) bool {
	return f.Low != nil && *f.Low > *f.Value || f.High != nil && *f.High < *f.Value
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// flowUnits compares a coefficient's unit with those of the links at its ends.
func (k *checker) flowUnits(f *chainFile, n int) {
	flow := &f.Flows[n]
	taken, made := k.unitAt(flow.From), k.unitAt(flow.To)
	if flow.Kind == graph.Byproduct {
		taken, made = made, taken
	}
	above, below, cut := strings.Cut(flow.Unit, "/")
	if !cut || flow.Quantity == nil {
		return
	}
	if taken != "" && !alike(above, taken) || made != "" && !alike(below, made) {
		k.add(f.problem(SeverityError, at("flows", n, "unit"), "unit_mismatch", "%s→%s 的单位 %s 与两端产品的单位（%s、%s）不合", flow.From, flow.To, flow.Unit, taken, made))
	}
}

func (k *checker) unitAt(link string) string {
	i, ok := k.owner[link]
	if !ok {
		return ""
	}
	for _, l := range k.catalog.files[i].Links {
		if l.ID == link && len(l.Products) > 0 {
			return l.Products[0].Unit
		}
	}
	return ""
}

// alike says whether a unit converts into another: mass, gas, energy.
func alike(a, b string) bool {
	kind := func(u string) string {
		switch u {
		case "t", "kg", "t(packaging)":
			return "mass"
		case "m3":
			return "mass" // water
		case "kWh", "GJ", "kgce":
			return "energy"
		}
		return u
	}
	return kind(a) == kind(b)
}

// readConditions gathers the needs of which some region says that it has or lacks
// them; it leaves them nil where there is no file of regions.
func (k *checker) readConditions(read func(name string, into any) error) {
	var file struct {
		Regions []struct {
			Conditions []struct {
				ID string `yaml:"id"`
			} `yaml:"conditions"`
			Lacks []struct {
				ID string `yaml:"id"`
			} `yaml:"lacks"`
		} `yaml:"regions"`
	}
	if read("rules/regions.yaml", &file) != nil {
		return
	}
	k.conditions = map[string]bool{}
	for _, r := range file.Regions {
		for _, c := range append(r.Conditions, r.Lacks...) {
			k.conditions[c.ID] = true
		}
	}
}
