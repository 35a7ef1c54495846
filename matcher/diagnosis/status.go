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
		if !bound.holds(f.value(name)) {
			return false
		}
	}
	return true
}

func (b Bound) holds(v *float64) bool {
	if b.Known != nil && *b.Known != (v != nil) {
		return false
	}
	if b.Min == nil && b.Max == nil && b.Below == nil && b.Above == nil {
		return true
	}
	if v == nil {
		return false
	}
	return (b.Min == nil || *v >= *b.Min) && (b.Max == nil || *v <= *b.Max) &&
		(b.Below == nil || *v < *b.Below) && (b.Above == nil || *v > *b.Above)
}

// fill puts figures into a sentence of the table.
func fill(why string, f Figures) string {
	for name, x := range f {
		text := "不详"
		if x.Value != nil {
			text = strconv.FormatFloat(*x.Value, 'g', 3, 64)
			switch x.Limit {
			case AtLeast:
				text = "至少" + text
			case AtMost:
				text = "至多" + text
			}
		}
		why = strings.ReplaceAll(why, "{"+name+"}", text)
	}
	lq := f["lq"]
	if lq.Value != nil {
		why = strings.ReplaceAll(why, "{lq_text}", fmt.Sprintf("%.2f–%.2f", *lq.Low, *lq.High))
	}
	for _, name := range []string{"arises", "captive"} {
		why = strings.ReplaceAll(why, "{"+name+"_text}", strings.Join(f[name].Inputs, "、"))
	}
	return strings.ReplaceAll(why, "{coverage_text}", f["coverage"].Text)
}
