package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"liantu/internal/shared"
)

// BenchmarkWorkbook imports all real rows from one sheet of a workbook.
func BenchmarkWorkbook(b *testing.B) {
	tuneMemory()
	folder := b.TempDir()
	book := filepath.Join(folder, "rows.xlsx")
	writeBook(b, book)
	b.Run("import", func(b *testing.B) {
		for range b.N {
			data := filepath.Join(folder, "data")
			if err := os.RemoveAll(data); err != nil {
				b.Fatal(err)
			}
			importAll(b, config{data: data}, io.Discard, book)
		}
	})
}

// writeBook writes all real rows, below one header, into the first sheet of a workbook.
func writeBook(b *testing.B, path string) {
	book := excelize.NewFile()
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	written := 0
	for i, file := range realFiles() {
		rows := shared.Rows(b, "data/"+file.name)
		if i > 0 {
			rows = rows[1:]
		}
		for _, row := range rows {
			written++
			values := make([]any, len(row))
			for at, value := range row {
				values[at] = value
			}
			if err := sheet.SetRow("A"+strconv.Itoa(written), values); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := errors.Join(sheet.Flush(), book.SaveAs(path), book.Close()); err != nil {
		b.Fatal(err)
	}
}
