package importers

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
)

// peekRows bounds how many rows of a sheet are read while a table is looked for.
const peekRows = 400

// peeked is the top of one sheet.
type peeked struct {
	sheet int
	rows  []table.Row // those with content
	whole bool        // the sheet has no more rows
}

func peek(ctx context.Context, book table.Book, sheet int) (peeked, error) {
	p := peeked{sheet: sheet, whole: true}
	seen := 0
	for row, err := range book.Rows(ctx, sheet) {
		if err != nil {
			return p, err
		}
		if seen++; seen > peekRows || len(p.rows) > headerRows {
			p.whole = false
			break
		}
		if !isBlank(&row) {
			p.rows = append(p.rows, row)
		}
	}
	return p, nil
}

// hasData says whether a row may follow the header.
func (p *peeked) hasData(h header) bool {
	return !p.whole || len(p.rows) > 0 && p.rows[len(p.rows)-1].Number > h.row
}

// chooseTable finds the sheet that holds the firms, and its header. Refusals
// are NoFirmTable, NoNameColumn, NoDataRows.
func (i *Importer) chooseTable(ctx context.Context, book table.Book, sheet string, own mapping) (header, error) {
	sheets := book.Sheets()
	wanted, err := wantedSheets(sheets, sheet)
	if err != nil {
		return header{}, err
	}
	var found, empty, nameless []header
	var missing []string
	for _, at := range wanted {
		p, err := peek(ctx, book, at)
		if err != nil {
			return header{}, err
		}
		h, ok := i.headerOf(p, sheets[at], own)
		h.sheet = at
		switch {
		case !ok:
			if own != nil && len(p.rows) > 0 {
				missing = append(missing, own.missingFrom(p.rows)...)
			}
		case !h.hasName:
			nameless = append(nameless, h)
		case !p.hasData(h):
			empty = append(empty, h)
		default:
			found = append(found, h)
		}
	}
	if len(found) == 0 {
		return header{}, refuseTable(empty, nameless, own, missing)
	}
	return bestOf(found, sheets, sheet != ""), nil
}

func (i *Importer) headerOf(p peeked, sheet table.Sheet, own mapping) (header, bool) {
	if own != nil {
		return own.findHeader(p.rows, i.money)
	}
	return i.aliases.findHeader(p.rows, sheet.Merges, i.money)
}

// wantedSheets are all sheets, or the one a user names or counts.
func wantedSheets(sheets []table.Sheet, name string) ([]int, error) {
	var all []int
	var names []string
	for at, s := range sheets {
		if name != "" && (s.Name == name || strconv.Itoa(at+1) == name) {
			return []int{at}, nil
		}
		all = append(all, at)
		names = append(names, s.Name)
	}
	if name == "" {
		return all, nil
	}
	return nil, graph.Errorf(NoFirmTable, "没有名为“%s”的工作表；文件里有：%s", name, strings.Join(names, "、"))
}

func refuseTable(empty, nameless []header, own mapping, missing []string) error {
	switch {
	case len(empty) > 0:
		return graph.Errorf(NoDataRows, "找到了表头（第 %d 行），但下面没有企业，文件是空表", empty[0].row)
	case own != nil:
		slices.Sort(missing)
		return graph.Errorf(NoNameColumn, "列对应文件里的表头在文件中找不到：%s", strings.Join(slices.Compact(missing), "、"))
	case len(nameless) > 0 && nameless[0].known > 1:
		h := nameless[0]
		var headers []string
		for _, c := range h.columns {
			headers = append(headers, c.header)
		}
		return graph.Errorf(NoNameColumn, "第 %d 行像是表头，但没有企业名称列（有：%s）；请把名称列的表头改为“企业名称”，或用列对应文件指明",
			h.row, shown(strings.Join(headers, "、")))
	}
	return refuseNoTable()
}

// bestOf takes the table that tells most; visible sheets come first.
func bestOf(found []header, sheets []table.Sheet, named bool) header {
	best := found[0]
	for _, h := range found[1:] {
		hidden, bestHidden := sheets[h.sheet].Hidden, sheets[best.sheet].Hidden
		if hidden == bestHidden && h.known > best.known || !hidden && bestHidden {
			best = h
		}
	}
	name := sheets[best.sheet].Name
	if sheets[best.sheet].Hidden && !named {
		best.warnings = append(best.warnings, graph.Problem{Code: codeHiddenSheet, Value: name,
			Message: "企业名单在隐藏的工作表“" + name + "”里，已从中导入，请核对"})
	}
	var others []string
	for _, h := range found {
		if h.sheet != best.sheet {
			others = append(others, sheets[h.sheet].Name)
		}
	}
	if len(others) > 0 {
		best.warnings = append(best.warnings, graph.Problem{Code: codeOtherSheets, Value: strings.Join(others, "、"),
			Message: "还有工作表也像企业名单（" + strings.Join(others, "、") + "），这次只导入“" + name + "”；需要时请指明工作表再导入"})
	}
	return best
}

// isBlank tells a row without content; styled but empty rows are blank.
func isBlank(r *table.Row) bool {
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Kind != table.Plain || c.Text != "" && field.Prose(c.Text) != "" {
			return false
		}
	}
	return true
}
