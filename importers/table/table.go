// Package table reads rows out of spreadsheets: xlsx, xls, csv and csv.gz. It
// knows containers, sheets and cells, and nothing about firms.
package table

import (
	"context"
	"iter"
)

// Kind says whether a cell's text can be trusted.
type Kind uint8

// The kinds of cells.
const (
	Plain        Kind = iota // a value, or nothing
	ErrorValue               // #REF!, #N/A …: the text is the error
	EmptyFormula             // a formula whose result the file does not hold; formulas are never evaluated
)

// Cell is one cell: Text is the value as stored, numbers unformatted.
type Cell struct {
	Text string
	Kind Kind
}

// Row is one row. Cells after the last one with content may be absent.
type Row struct {
	Number int // 1-based, as a spreadsheet shows it
	Cells  []Cell
}

// Text gives the text of a column (0-based), "" beyond the end.
func (r *Row) Text(column int) string {
	if column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column].Text
}

// Merge is a merged range, all ends inclusive; rows 1-based, columns 0-based.
type Merge struct{ Row, LastRow, Column, LastColumn int }

// Sheet is one table of a book.
type Sheet struct {
	Name   string // "" for csv
	Hidden bool
	Merges []Merge // those that begin in the first MergeRows rows
}

// MergeRows is how far down merged ranges are told: headers are not deeper.
const MergeRows = 200

// Book is an open file. Rows may be called again; each call starts at the top.
// The slices of a Row are the caller's.
type Book interface {
	Sheets() []Sheet
	// Rows goes through the rows of the sheet with this index. An error ends it.
	Rows(ctx context.Context, sheet int) iter.Seq2[Row, error]
	// Date1904 says that day numbers count from 1904-01-01.
	Date1904() bool
	// RowHint is a rough number of rows of the sheet, for progress; 0 unknown.
	RowHint(sheet int) int
	Close() error
}
