package main

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// BenchmarkWorkbook imports all real rows from one sheet of a workbook.
func BenchmarkWorkbook(b *testing.B) {
	tuneMemory()
	files := realRowFiles(b)
	folder := b.TempDir()
	book := filepath.Join(folder, "rows.xlsx")
	if err := writeBook(book, files); err != nil {
		b.Fatal(err)
	}
	b.Run("import", func(b *testing.B) {
		for range b.N {
			data := filepath.Join(folder, "data")
			if err := os.RemoveAll(data); err != nil {
				b.Fatal(err)
			}
			importAll(b, config{data: data}, io.Discard, realRows, book)
		}
	})
}

// writeBook writes the rows of files with one and the same header into the
// first sheet of a workbook.
func writeBook(path string, files []string) error {
	book := excelize.NewFile()
	sheet, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return errors.Join(err, book.Close())
	}
	row := 0
	for i, file := range files {
		err := eachRecord(file, func(n int, record []string) error {
			if n == 0 && i > 0 {
				return nil // the header once
			}
			row++
			cell, err := excelize.CoordinatesToCellName(1, row)
			if err != nil {
				return err
			}
			values := make([]any, len(record))
			for at, value := range record {
				values[at] = value
			}
			return sheet.SetRow(cell, values)
		})
		if err != nil {
			return errors.Join(err, book.Close())
		}
	}
	return errors.Join(sheet.Flush(), book.SaveAs(path), book.Close())
}

// eachRecord gives the records of a csv.gz with their numbers, the header's 0.
func eachRecord(path string, fn func(n int, record []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	records := csv.NewReader(unpacked)
	for n := 0; ; n++ {
		record, err := records.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := fn(n, record); err != nil {
			return err
		}
	}
}
