package importers

import (
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"liantu/graph"
)

// reasonHeader is the last column of the workbook of rejected rows.
const reasonHeader = "未导入原因"

// rejectBook is the workbook of rejected rows: the original columns and the
// reason in the last one, ready to be mended and imported again.
type rejectBook struct {
	path   string
	header *header
	width  int
	file   *excelize.File
	stream *excelize.StreamWriter
	row    int
}

func newRejectBook(path string, h *header) *rejectBook {
	b := &rejectBook{path: path, header: h}
	for _, c := range h.columns {
		b.width = max(b.width, c.index+1)
	}
	return b
}

// add writes one rejected row.
func (b *rejectBook) add(one *reading) error {
	if b.path == "" {
		return nil
	}
	if b.file == nil {
		if err := b.begin(); err != nil {
			return err
		}
	}
	if b.row >= excelize.TotalRows {
		return nil // the counts say that there are more
	}
	reason := ""
	for _, p := range one.problems {
		if p.Reject {
			reason = p.Message
		}
	}
	return b.write(one.cells, reason)
}

func (b *rejectBook) begin() (err error) {
	b.file = excelize.NewFile()
	if err = b.file.SetSheetName("Sheet1", "未导入的行"); err != nil {
		return err
	}
	if b.stream, err = b.file.NewStreamWriter("未导入的行"); err != nil {
		return err
	}
	headers := make([]string, b.width)
	for _, c := range b.header.columns {
		headers[c.index] = c.header
	}
	return b.write(headers, reasonHeader)
}

// write puts a row as strings, which no spreadsheet takes for formulas.
func (b *rejectBook) write(cells []string, last string) error {
	row := make([]any, b.width+1)
	for at := range b.width {
		if at < len(cells) && cells[at] != "" {
			row[at] = cells[at]
		}
	}
	row[b.width] = last
	b.row++
	at, err := excelize.CoordinatesToCellName(1, b.row)
	if err != nil {
		return err
	}
	return b.stream.SetRow(at, row)
}

// save puts the workbook in its place, whole or not at all.
func (b *rejectBook) save() error {
	if err := b.stream.Flush(); err != nil {
		return err
	}
	return writeWhole(b.path, b.file)
}

func writeWhole(path string, book *excelize.File) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".liantu-*.xlsx")
	if err != nil {
		return graph.Wrap(graph.Invalid, err, "写不了文件 %s", path)
	}
	defer os.Remove(temp.Name())
	if _, err = book.WriteTo(temp); err == nil {
		err = temp.Chmod(0o644)
	}
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return graph.Wrap(graph.Invalid, err, "写不了文件 %s", path)
	}
	return nil
}

// discard frees what the workbook holds on disk.
func (b *rejectBook) discard() {
	if b.file != nil {
		_ = b.file.Close() // it is saved, or not wanted
		b.file = nil
	}
}
