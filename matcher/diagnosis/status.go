package diagnosis

import (
	"fmt"
	"strconv"
	"strings"
)

// decide finds the first row of the table that holds and fills in its why.
func (r *StatusRules) decide(f Figures) (Status, string) {
	for _, row := range r.Table {
		if row.holds(f) {
			return row.Status, fill(row.Why, f)
		}
	}
	return Unknown, "判定表没有适用的行"
}

func (row StatusRow) holds(f Figures) bool {
	for name, bound := range row.When {
		if !bound.holds(f[name]) {
			return false
		}
	}
	return true
}

// holds says whether a condition is certain of a figure. A figure that is
// only a bound proves what lies on its own side: at most 0.4 is below 0.5, at
// most 2 is not "at least 1".
func (b Bound) holds(x Figure) bool {
	v := x.Value
	if b.Known != nil && *b.Known != (v != nil) {
		return false
	}
	if b.Min == nil && b.Max == nil && b.Below == nil && b.Above == nil {
		return true
	}
	if v == nil || (b.Min != nil || b.Above != nil) && x.Limit == AtMost || (b.Max != nil || b.Below != nil) && x.Limit == AtLeast {
		return false
	}
	return (b.Min == nil || *v >= *b.Min) && (b.Max == nil || *v <= *b.Max) &&
		(b.Below == nil || *v < *b.Below) && (b.Above == nil || *v > *b.Above)
}

// fill puts figures into a sentence of the table.
func fill(why string, f Figures) string {
	for name, x := range f {
		why = strings.ReplaceAll(why, "{"+name+"}", x.said())
	}
	lq := f["lq"]
	if lq.Value != nil {
		why = strings.ReplaceAll(why, "{lq_text}", fmt.Sprintf("%.2f–%.2f", *lq.Low, *lq.High))
	}
	for _, name := range []string{"arises", "captive"} {
		why = strings.ReplaceAll(why, "{"+name+"_text}", strings.Join(f[name].Inputs, "、"))
	}
	for _, name := range []string{"demand", "capacity", "self_sufficiency"} {
		why = strings.ReplaceAll(why, "{"+name+"_note}", f[name].Text)
	}
	return strings.ReplaceAll(why, "{coverage_text}", f["coverage"].Text)
}

// said is a figure as a sentence takes it in: 至少1763万t/a.
func (x Figure) said() string {
	if x.Value == nil {
		return "不详"
	}
	text := strconv.FormatFloat(*x.Value, 'g', 3, 64)
	if strings.HasSuffix(x.Unit, "/a") {
		text = say(*x.Value, x.Unit)
	}
	switch x.Limit {
	case AtLeast:
		return "至少" + text
	case AtMost:
		return "至多" + text
	}
	return text
}
