package graph

// Sheet is a table to be written as a worksheet: what the matcher says and the
// importers, who know spreadsheets, write.
type Sheet struct {
	Name    string
	Title   string // a line above the header; "" none
	Columns []Column
	Rows    [][]any // string, float64, int or nil (unknown: an empty cell)
}

// Column is one column of a Sheet.
type Column struct {
	Title  string
	Width  float64 // in characters
	Format string  // number format such as 0.000; "" as it is
}
