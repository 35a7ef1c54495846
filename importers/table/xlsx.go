package table

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"liantu/graph"
)

// xlsxBook is an xlsx file: excelize reads the values, a scan of the sheets'
// XML beforehand tells what excelize does not (xlsx_scan.go).
type xlsxBook struct {
	file   *os.File
	book   *excelize.File
	sheets []xlsxSheet
	d1904  bool
}

type xlsxSheet struct {
	Sheet
	part string // path of its XML in the zip
	scan sheetScan
}

func openXLSX(ctx context.Context, f *os.File, size int64) (book Book, err error) {
	defer func() {
		if p := recover(); p != nil { // a third party's parser on a hostile file
			book, err = nil, corrupt(fmt.Errorf("%v", p), "结构有误")
		}
	}()
	z, err := zip.NewReader(f, size)
	if err != nil {
		return nil, corrupt(err, "压缩包不完整")
	}
	if err := checkParts(z); err != nil {
		return nil, err
	}
	b := &xlsxBook{file: f}
	if err := b.readWorkbook(z); err != nil {
		return nil, err
	}
	if err := scanParts(ctx, z, b.sheets); err != nil {
		return nil, err
	}
	b.book, err = excelize.OpenReader(io.NewSectionReader(f, 0, size),
		excelize.Options{RawCellValue: true, UnzipSizeLimit: maxBookSize, UnzipXMLSizeLimit: spillAbove})
	if err != nil {
		return nil, corrupt(err, "结构有误")
	}
	return b, nil
}

// checkParts looks at names and declared sizes only.
func checkParts(z *zip.Reader) error {
	var total, others uint64
	names := map[string]bool{}
	for _, part := range z.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))
		names[name] = true
		size := part.UncompressedSize64
		total += size
		if !isBulk(name) {
			others += size
		}
		if size > maxIndexPart && isIndex(name) {
			return tooLarge(path.Base(name))
		}
		if size > suspectSize && size/suspectRatio > part.CompressedSize64 {
			return tooLarge("压缩比异常：" + path.Base(name))
		}
	}
	if total > maxBookSize || others > maxOtherParts {
		return tooLarge("合计 " + megabytes(int64(total)))
	}
	return refuseOtherZip(names)
}

// isBulk tells the parts that may be large in an honest file.
func isBulk(name string) bool {
	return strings.Contains(name, "worksheets/") || strings.HasSuffix(name, "sharedstrings.xml")
}

// isIndex tells the parts that are read whole to find the others.
func isIndex(name string) bool {
	return name == "xl/workbook.xml" || name == "[content_types].xml" || strings.HasSuffix(name, ".rels")
}

func refuseOtherZip(names map[string]bool) error {
	under := func(folder string) bool {
		for name := range names {
			if strings.HasPrefix(name, folder) {
				return true
			}
		}
		return false
	}
	switch {
	case names["xl/workbook.bin"]:
		return graph.Errorf(NotAWorkbook, "这是 xlsb（二进制工作簿），请用 Excel 另存为 xlsx 再导入")
	case under("word/") || under("ppt/"):
		return graph.Errorf(NotAWorkbook, "这是 Word 或 PPT 文件，不是表格")
	case names["content.xml"] && names["mimetype"]:
		return graph.Errorf(NotAWorkbook, "这是 OpenDocument 文件，请另存为 xlsx 再导入")
	case !under("xl/") && !names["[content_types].xml"]:
		return graph.Errorf(NotAWorkbook, "这是压缩包，不是表格；请先解压，再逐个导入其中的表格")
	}
	return nil
}

// The parts of the workbook's XML that are needed here.
type workbookXML struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string     `xml:"name,attr"`
		State string     `xml:"state,attr"`
		Attrs []xml.Attr `xml:",any,attr"`
	} `xml:"sheets>sheet"`
}

type relationsXML struct {
	Relations []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// readWorkbook finds the sheets: their names, state and parts.
func (b *xlsxBook) readWorkbook(z *zip.Reader) error {
	main := "xl/workbook.xml"
	var top relationsXML
	if readXML(z, "_rels/.rels", &top) == nil {
		for _, r := range top.Relations {
			if strings.HasSuffix(r.Type, "/officeDocument") {
				main = strings.TrimPrefix(r.Target, "/")
			}
		}
	}
	var workbook workbookXML
	if err := readXML(z, main, &workbook); err != nil {
		return err
	}
	var relations relationsXML
	if err := readXML(z, path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"), &relations); err != nil {
		return err
	}
	b.d1904 = workbook.Properties.Date1904 == "1" || workbook.Properties.Date1904 == "true"
	targets := map[string]string{}
	for _, r := range relations.Relations {
		if strings.HasSuffix(r.Type, "/worksheet") {
			targets[r.ID] = partPath(path.Dir(main), r.Target)
		}
	}
	for _, s := range workbook.Sheets {
		for _, attr := range s.Attrs {
			if part, ok := targets[attr.Value]; ok && attr.Name.Local == "id" {
				hidden := s.State == "hidden" || s.State == "veryHidden"
				b.sheets = append(b.sheets, xlsxSheet{Sheet: Sheet{Name: s.Name, Hidden: hidden}, part: part})
			}
		}
	}
	if len(b.sheets) == 0 {
		return corrupt(nil, "没有工作表")
	}
	return nil
}

func partPath(folder, target string) string {
	target = strings.ReplaceAll(target, "\\", "/")
	if rooted, ok := strings.CutPrefix(target, "/"); ok {
		return rooted
	}
	return path.Join(folder, target)
}

func findPart(z *zip.Reader, name string) *zip.File {
	for _, part := range z.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, "\\", "/"), name) {
			return part
		}
	}
	return nil
}

func readXML(z *zip.Reader, name string, into any) error {
	part := findPart(z, name)
	if part == nil {
		return corrupt(nil, "缺少 "+name)
	}
	r, err := part.Open()
	if err != nil {
		return corrupt(err, name)
	}
	defer func() { _ = r.Close() }()
	text, err := io.ReadAll(io.LimitReader(r, maxIndexPart))
	if err != nil {
		return corrupt(err, name)
	}
	if forbidden(text) {
		return forbiddenXML(name)
	}
	if err := xml.Unmarshal(text, into); err != nil {
		return corrupt(err, name)
	}
	return nil
}

func (b *xlsxBook) Sheets() []Sheet {
	sheets := make([]Sheet, len(b.sheets))
	for i, s := range b.sheets {
		sheets[i] = s.Sheet
		sheets[i].Merges = s.scan.merges
	}
	return sheets
}

func (b *xlsxBook) Date1904() bool        { return b.d1904 }
func (b *xlsxBook) RowHint(sheet int) int { return b.sheets[sheet].scan.rows }

func (b *xlsxBook) Close() error {
	err := b.book.Close() // removes the parts kept on disk
	if closing := b.file.Close(); err == nil {
		err = closing
	}
	return err
}

// Rows streams the rows of one sheet.
func (b *xlsxBook) Rows(ctx context.Context, sheet int) iter.Seq2[Row, error] {
	s := &b.sheets[sheet]
	return func(yield func(Row, error) bool) {
		rows, err := b.book.Rows(s.Name)
		if err != nil {
			yield(Row{}, corrupt(err, "工作表 "+s.Name))
			return
		}
		defer func() { _ = rows.Close() }()
		for number := 1; rows.Next(); number++ {
			if number%256 == 0 && ctx.Err() != nil {
				yield(Row{}, ctx.Err())
				return
			}
			texts, err := rows.Columns()
			if err != nil {
				yield(Row{}, corrupt(err, fmt.Sprintf("工作表 %s 第 %d 行", s.Name, number)))
				return
			}
			if !yield(s.row(number, texts), nil) {
				return
			}
		}
		if err := rows.Error(); err != nil {
			yield(Row{}, corrupt(err, "工作表 "+s.Name))
		}
	}
}

func (s *xlsxSheet) row(number int, texts []string) Row {
	row := Row{Number: number, Cells: make([]Cell, len(texts))}
	for i, text := range texts {
		row.Cells[i].Text = text
	}
	for _, odd := range s.scan.odd[number] {
		for len(row.Cells) <= odd.column {
			row.Cells = append(row.Cells, Cell{})
		}
		row.Cells[odd.column].Kind = odd.kind
	}
	return row
}
