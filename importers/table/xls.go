package table

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/richardlehane/mscfb"

	"liantu/graph"
)

// xlsBook is an Excel 97–2003 workbook (BIFF8 in an OLE container). The two Go
// libraries for it were tried on real exports: one swaps cells where the
// string table crosses records, the other trusts sizes that a file declares;
// so the few records that matter here are read in xls_records.go.
type xlsBook struct {
	file    *os.File
	stream  []byte
	globals xlsGlobals
}

func openXLS(_ context.Context, f *os.File, size int64) (book Book, err error) {
	defer func() {
		if p := recover(); p != nil { // a third party's parser on a hostile file
			book, err = nil, corrupt(fmt.Errorf("%v", p), "结构有误")
		}
	}()
	stream, err := workbookStream(f, size)
	if err != nil {
		return nil, err
	}
	b := &xlsBook{file: f, stream: stream}
	if b.globals, err = readGlobals(stream); err != nil {
		return nil, err
	}
	if len(b.globals.sheets) == 0 {
		return nil, corrupt(nil, "没有工作表")
	}
	return b, nil
}

// workbookStream takes the stream of records out of the container.
func workbookStream(f *os.File, size int64) ([]byte, error) {
	container, err := mscfb.New(io.NewSectionReader(f, 0, size))
	if err != nil {
		return nil, corrupt(err, "OLE 容器有误")
	}
	var found *mscfb.File
	old := false
	for {
		entry, err := container.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, corrupt(err, "OLE 容器有误")
		}
		switch strings.ToLower(entry.Name) {
		case "encryptedpackage", "encryptioninfo":
			return nil, encrypted()
		case "workbook":
			found, old = entry, false
		case "book":
			old = found == nil
			found = entry
		}
	}
	if found == nil {
		return nil, graph.Errorf(NotAWorkbook, "这不是 Excel 文件（可能是 Word、PPT 或其他 Office 文件）")
	}
	if old {
		return nil, graph.Errorf(NotAWorkbook, "这是 Excel 95 或更早的格式，请用 Excel 打开后另存为 xlsx 再导入")
	}
	if found.Size > size {
		return nil, corrupt(nil, "声明的长度有误")
	}
	stream := make([]byte, found.Size)
	if _, err := io.ReadFull(found, stream); err != nil {
		return nil, corrupt(err, "内容不完整")
	}
	return stream, nil
}

func encrypted() error {
	return graph.Errorf(Encrypted, "文件有密码保护，打不开；请用 Excel 打开后去掉密码（另存为时不设打开密码）再导入")
}

func (b *xlsBook) Sheets() []Sheet {
	sheets := make([]Sheet, len(b.globals.sheets))
	for i, s := range b.globals.sheets {
		sheets[i] = Sheet{Name: s.name, Hidden: s.hidden}
	}
	return sheets
}

func (b *xlsBook) Date1904() bool  { return b.globals.date1904 }
func (b *xlsBook) RowHint(int) int { return 0 }
func (b *xlsBook) Close() error    { return b.file.Close() }

// Rows reads the sheet's cells and goes through them row by row.
func (b *xlsBook) Rows(ctx context.Context, sheet int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		cells, err := readCells(b.stream, b.globals, b.globals.sheets[sheet].offset)
		if err != nil {
			yield(Row{}, err)
			return
		}
		slices.SortStableFunc(cells, func(a, b xlsCell) int { return int(a.row) - int(b.row) })
		for len(cells) > 0 {
			if err := ctx.Err(); err != nil {
				yield(Row{}, err)
				return
			}
			n := 1
			for n < len(cells) && cells[n].row == cells[0].row {
				n++
			}
			if !yield(xlsRow(cells[:n]), nil) {
				return
			}
			cells = cells[n:]
		}
	}
}

func xlsRow(cells []xlsCell) Row {
	width := 0
	for _, c := range cells {
		width = max(width, int(c.column)+1)
	}
	row := Row{Number: int(cells[0].row) + 1, Cells: make([]Cell, width)}
	for _, c := range cells {
		row.Cells[c.column] = Cell{c.text, c.kind}
	}
	return row
}
