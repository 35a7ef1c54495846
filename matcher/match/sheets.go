package match

import (
	"cmp"
	"fmt"
	"strings"

	"liantu/graph"
)

// Sheets lays an answer out for a workbook: the list, the receipts line by
// line, and who was left out and why.
func (a *Answer) Sheets() []graph.Sheet {
	sheets := []graph.Sheet{a.listSheet(), a.receiptSheet(), a.excludedSheet(), a.apartSheet()}
	if len(a.Constraints) > 0 {
		sheets = append(sheets, a.constraintSheet())
	}
	return sheets
}

// constraintSheet lists the rules on the product and what could serve instead.
func (a *Answer) constraintSheet() graph.Sheet {
	s := graph.Sheet{Name: "准入限制", Columns: []graph.Column{{Title: "性质", Width: 10}, {Title: "清单", Width: 20}, {Title: "内容", Width: 60},
		{Title: "出处", Width: 50}, {Title: "起始日", Width: 12}, {Title: "只限企业类型", Width: 18}, {Title: "可以怎么办", Width: 60}, {Title: "说明", Width: 40}}}
	for i := range a.Constraints {
		c := &a.Constraints[i]
		s.Rows = append(s.Rows, []any{EffectName(c.Effect), c.List, c.Text, c.Source, c.From, strings.Join(c.Firms, "、"), c.Instead, c.Note})
	}
	return s
}

// EffectName is the effect of a rule in Chinese.
func EffectName(effect string) string {
	if name, ok := map[string]string{graph.Forbidden: "禁止", graph.ByQuota: "须置换", graph.OnCondition: "附条件"}[effect]; ok {
		return name
	}
	return effect
}

func (a *Answer) listSheet() graph.Sheet {
	s := graph.Sheet{Name: "目标企业", Title: a.title(), Columns: []graph.Column{{Title: "名次", Width: 6}, {Title: "企业", Width: 36},
		{Title: "统一社会信用代码", Width: 22}, {Title: "地区", Width: 26}, {Title: "得分", Width: 9, Format: "0.0000"},
		{Title: "可信度", Width: 8, Format: "0.00"}, {Title: "理由", Width: 60}}}
	if len(a.Candidates) > 0 {
		for _, p := range a.Candidates[0].Receipt {
			s.Columns = append(s.Columns, graph.Column{Title: p.Name, Width: 12, Format: "0.0000"})
		}
	}
	s.Columns = append(s.Columns, graph.Column{Title: "同集团企业", Width: 30})
	for _, c := range a.Candidates {
		row := []any{c.Rank, c.Firm.Name, orUnknown(c.Firm.Code), orUnknown(c.Firm.Place), c.Score, c.Confidence, c.Reason}
		for _, p := range c.Receipt {
			row = append(row, pointsOrUnknown(p))
		}
		var members []string
		for _, m := range c.Members {
			members = append(members, m.Name)
		}
		s.Rows = append(s.Rows, append(row, strings.Join(members, "、")))
	}
	return s
}

// unknown stands where a firm's rows do not say: neither a blank nor a zero.
const unknown = "不详"

func orUnknown(text string) string { return cmp.Or(text, unknown) }

func pointsOrUnknown(p Part) any {
	if p.Value == nil {
		return unknown
	}
	return p.Points
}

func (a *Answer) title() string {
	at := ""
	if a.Park != nil {
		at = "，落在" + a.Park.Name
	}
	return fmt.Sprintf("%s 目标企业%s（档案版本 %d，规则 %s，权重 %s）", a.LinkName, at, a.Version.Record, a.Version.Rules, a.Version.Weights)
}

func (a *Answer) receiptSheet() graph.Sheet {
	s := graph.Sheet{Name: "评分明细", Columns: []graph.Column{{Title: "名次", Width: 6}, {Title: "企业", Width: 36}, {Title: "分项", Width: 16},
		{Title: "取值", Width: 9, Format: "0.000"}, {Title: "权重", Width: 8, Format: "0.00"}, {Title: "得分", Width: 9, Format: "0.0000"},
		{Title: "依据", Width: 70}, {Title: "文件", Width: 22}, {Title: "工作表", Width: 14}, {Title: "行", Width: 8}}}
	for _, c := range a.Candidates {
		for _, p := range c.Receipt {
			row := []any{c.Rank, c.Firm.Name, p.Name, unknown, p.Weight, pointsOrUnknown(p)}
			if p.Value != nil {
				row[3] = *p.Value
			}
			if len(p.Evidence) == 0 {
				s.Rows = append(s.Rows, row)
			}
			for i, e := range p.Evidence {
				if i > 0 { // further evidence of the same part adds no points
					row = []any{c.Rank, c.Firm.Name, p.Name, nil, nil, nil}
				}
				s.Rows = append(s.Rows, append(row[:6:6], e.Text, e.File, e.Sheet, rowNumber(e.Row)))
			}
		}
	}
	return s
}

func rowNumber(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func (a *Answer) excludedSheet() graph.Sheet {
	s := graph.Sheet{Name: "排除", Columns: []graph.Column{{Title: "企业", Width: 36}, {Title: "统一社会信用代码", Width: 22},
		{Title: "地区", Width: 26}, {Title: "原因", Width: 16}, {Title: "依据", Width: 70}}}
	for _, x := range a.Excluded {
		s.Rows = append(s.Rows, []any{x.Firm.Name, orUnknown(x.Firm.Code), orUnknown(x.Firm.Place), ReasonName(x.Reason), x.Text})
	}
	return s
}

func (a *Answer) apartSheet() graph.Sheet {
	s := graph.Sheet{Name: "本地与技术", Columns: []graph.Column{{Title: "类别", Width: 16}, {Title: "企业", Width: 36}, {Title: "地区", Width: 26}, {Title: "说明", Width: 70}}}
	for _, l := range a.Local {
		s.Rows = append(s.Rows, []any{"本地可延伸企业", l.Firm.Name, orUnknown(l.Firm.Place), l.Text})
	}
	for _, l := range a.Technology {
		s.Rows = append(s.Rows, []any{"技术持有方", l.Firm.Name, orUnknown(l.Firm.Place), l.Text})
	}
	return s
}

// ReasonName is a reason of exclusion in Chinese.
func ReasonName(reason string) string {
	if name, ok := map[string]string{Trader: "只经销", Branch: "分支机构", Landed: "已在本地", NotInBeing: "已注销或吊销",
		RejectedBy: "人工否定", SoleTrader: "个体工商户", Cooperative: "合作社", WeakOnly: "证据不足", PlannedOnly: "尚在筹建",
		InPark: "园区限制", OnList: "负面清单"}[reason]; ok {
		return name
	}
	return reason
}
