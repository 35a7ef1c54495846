package table

import (
	"bytes"
	"strconv"
	"strings"
)

// cellState follows the cell that is being read.
type cellState struct {
	scan                       *sheetScan
	row, column                int
	kind                       string
	formula, inValue, hasValue bool
	stored                     bool // there was a place for the value, even an empty one
	oddCells                   int
	cells, tags                int // of the row; of the cell
	inData                     bool
}

func (c *cellState) take(name string, attrs []byte, empty bool) error {
	if c.tags++; c.inData && c.tags > maxCellTags {
		return tooLarge("单元格内容过多")
	}
	switch name {
	case "sheetData":
		c.inData = true
	case "/sheetData":
		c.inData = false
	case "row":
		c.cells, c.tags = 0, 0
		c.row, c.column = numberAttr(attrs, "r", c.row+1), -1
		c.scan.rows++
		if c.scan.rows > maxSheetRows {
			return tooLarge("超过 1,048,576 行")
		}
	case "c":
		c.tags = 0
		if c.cells++; c.cells > maxRowCells {
			return tooLarge("一行超过 16,384 格")
		}
		c.column = columnOf(attr(attrs, "r"), c.column+1)
		c.kind, c.formula, c.hasValue, c.inValue, c.stored = attr(attrs, "t"), false, false, false, false
		if empty {
			c.end()
		}
	case "f":
		c.formula = true
	case "v", "t":
		c.inValue, c.stored = !empty, !empty // <v></v> is an empty text, <v/> what writers leave who do not calculate
	case "/v", "/t":
		c.inValue = false
	case "/c":
		c.end()
	case "mergeCell":
		c.merge(attr(attrs, "ref"))
	case "/worksheet":
		c.scan.closed = true
	}
	return nil
}

func (c *cellState) end() {
	var kind Kind
	switch {
	case c.kind == "e" && c.hasValue:
		kind = ErrorValue
	case c.formula && !c.hasValue && !c.stored:
		kind = EmptyFormula
	default:
		return
	}
	if c.oddCells++; c.oddCells <= maxOddCells {
		c.scan.odd[c.row] = append(c.scan.odd[c.row], oddCell{c.column, kind})
	}
}

func (c *cellState) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok || len(c.scan.merges) > 10*MergeRows {
		return
	}
	m := Merge{Row: rowOf(from), LastRow: rowOf(to), Column: columnOf(from, 0), LastColumn: columnOf(to, 0)}
	if m.Row > 0 && m.Row <= MergeRows {
		c.scan.merges = append(c.scan.merges, m)
	}
}

// attr gives an attribute's value as it stands.
func attr(attrs []byte, name string) string {
	for rest := attrs; ; {
		i := bytes.Index(rest, []byte(name+"="))
		if i < 0 || i+len(name)+1 >= len(rest) {
			return ""
		}
		value := rest[i+len(name)+1:]
		if i > 0 && rest[i-1] <= ' ' {
			if end := bytes.IndexByte(value[1:], value[0]); end >= 0 {
				return string(value[1 : end+1])
			}
			return ""
		}
		rest = value
	}
}

func numberAttr(attrs []byte, name string, otherwise int) int {
	if n, err := strconv.Atoi(attr(attrs, name)); err == nil {
		return n
	}
	return otherwise
}

// columnOf reads the letters of a cell's name: A is 0.
func columnOf(ref string, otherwise int) int {
	column := 0
	for i := 0; i < len(ref) && i < 3 && ref[i] >= 'A'; i++ {
		column = column*26 + int(ref[i]&^0x20-'A') + 1
	}
	if column == 0 || column > 16384 {
		return otherwise
	}
	return column - 1
}

// rowOf reads the digits of a cell's name; 0 where there are none.
func rowOf(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(strings.ToUpper(ref), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0
	}
	return n
}
