// Package workbook writes formatted xlsx workbooks.
package workbook

import (
	"io"

	"github.com/xuri/excelize/v2"

	"liantu/graph"
)

// Write writes sheets as one workbook: header frozen and filtered, texts
// wrapped, numbers as numbers. Texts are written as strings, so that none is
// ever taken for a formula.
func Write(w io.Writer, sheets []graph.Sheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
		if err := writeSheet(f, s); err != nil {
			return err
		}
	}
	return f.Write(w)
}

// styles are the cell styles of one workbook.
type styles struct{ title, header, text int }

func newStyles(f *excelize.File) (s styles, err error) {
	border := []excelize.Border{{Type: "bottom", Color: "D0D5DD", Style: 1}}
	if s.title, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}); err != nil {
		return s, err
	}
	if s.header, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Border: border,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}}); err != nil {
		return s, err
	}
	s.text, err = f.NewStyle(&excelize.Style{Border: border, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	return s, err
}

func writeSheet(f *excelize.File, s graph.Sheet) error {
	st, err := newStyles(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i, c := range s.Columns {
		if c.Width > 0 {
			if err := out.SetColWidth(i+1, i+1, c.Width); err != nil {
				return err
			}
		}
	}
	at := 1
	if s.Title != "" {
		at = 2
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: at, TopLeftCell: cell(1, at+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if s.Title != "" {
		if err := out.SetRow("A1", []any{excelize.Cell{StyleID: st.title, Value: s.Title}}); err != nil {
			return err
		}
	}
	header := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		header[i] = excelize.Cell{StyleID: st.header, Value: c.Title}
	}
	if err := out.SetRow(cell(1, at), header); err != nil {
		return err
	}
	if err := writeRows(f, out, s, at, st.text); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if len(s.Rows) == 0 || len(s.Columns) == 0 {
		return nil
	}
	return f.AutoFilter(s.Name, cell(1, at)+":"+cell(len(s.Columns), at+len(s.Rows)), nil)
}

func writeRows(f *excelize.File, out *excelize.StreamWriter, s graph.Sheet, header, text int) error {
	formats := make([]int, len(s.Columns))
	for i, c := range s.Columns {
		formats[i] = text
		if c.Format == "" {
			continue
		}
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &c.Format, Alignment: &excelize.Alignment{Vertical: "top"}})
		if err != nil {
			return err
		}
		formats[i] = id
	}
	for n, row := range s.Rows {
		cells := make([]any, len(row))
		for i, v := range row {
			if v != nil {
				cells[i] = excelize.Cell{StyleID: formats[min(i, len(formats)-1)], Value: v}
			}
		}
		if err := out.SetRow(cell(1, header+1+n), cells); err != nil {
			return err
		}
	}
	return nil
}

// cell names a cell whose column and row are known to be in range.
func cell(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return "A1"
	}
	return name
}
