package table

import (
	"encoding/binary"
	"math"
	"strconv"
)

// The BIFF8 records that are read; [MS-XLS] 2.3.
const (
	recFormula    = 0x0006
	recEOF        = 0x000a
	recDate1904   = 0x0022
	recFilePass   = 0x002f
	recContinue   = 0x003c
	recBoundSheet = 0x0085
	recMulRK      = 0x00bd
	recSST        = 0x00fc
	recLabelSST   = 0x00fd
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRK         = 0x027e
	recBOF        = 0x0809
)

type xlsGlobals struct {
	sheets   []xlsSheet
	strings  []string
	date1904 bool
}

type xlsSheet struct {
	name   string
	hidden bool
	offset int
}

type xlsCell struct {
	row, column uint16
	kind        Kind
	text        string
}

// records steps through a stream; parts[0] is the record's own body, further
// parts are those of the CONTINUE records behind it.
type records struct {
	stream []byte
	at     int
	id     uint16
	parts  [][]byte
}

func (r *records) next() bool {
	body, id, ok := r.one()
	if !ok {
		return false
	}
	r.id, r.parts = id, append(r.parts[:0], body)
	for r.at+4 <= len(r.stream) && binary.LittleEndian.Uint16(r.stream[r.at:]) == recContinue {
		more, _, ok := r.one()
		if !ok {
			break
		}
		r.parts = append(r.parts, more)
	}
	return true
}

func (r *records) one() (body []byte, id uint16, ok bool) {
	if r.at < 0 || r.at+4 > len(r.stream) {
		return nil, 0, false
	}
	id = binary.LittleEndian.Uint16(r.stream[r.at:])
	size := int(binary.LittleEndian.Uint16(r.stream[r.at+2:]))
	start := r.at + 4
	if start+size > len(r.stream) {
		return nil, 0, false
	}
	r.at = start + size
	return r.stream[start:r.at], id, true
}

// readGlobals reads the first substream: sheets, strings, date system.
func readGlobals(stream []byte) (xlsGlobals, error) {
	var g xlsGlobals
	r := records{stream: stream}
	for r.next() {
		b := r.parts[0]
		switch {
		case r.id == recFilePass:
			return g, encrypted()
		case r.id == recEOF:
			return g, nil
		case r.id == recBOF && len(b) >= 2 && binary.LittleEndian.Uint16(b) != 0x0600:
			return g, corrupt(nil, "Excel 95 或更早的格式")
		case r.id == recDate1904 && len(b) >= 2:
			g.date1904 = b[0] == 1
		case r.id == recBoundSheet && len(b) >= 8:
			if b[5] != 0 { // a chart or a macro sheet
				continue
			}
			name, _ := shortString(b[6:])
			g.sheets = append(g.sheets, xlsSheet{name, b[4]&3 != 0, int(binary.LittleEndian.Uint32(b))})
		case r.id == recSST:
			if g.strings = readSST(r.parts); len(g.strings) > maxLegacyStrings {
				return g, tooLarge("文字过多")
			}
		}
	}
	return g, corrupt(nil, "内容不完整")
}

// readCells reads the substream of one sheet.
func readCells(stream []byte, g xlsGlobals, offset int) ([]xlsCell, error) {
	var cells []xlsCell
	waiting := false // for the text of a formula's result
	r := records{stream: stream, at: offset}
	if !r.next() || r.id != recBOF {
		return nil, corrupt(nil, "工作表位置有误")
	}
	for r.next() {
		b := r.parts[0]
		if r.id == recEOF {
			return cells, nil
		}
		if len(cells) > maxLegacyCells {
			return nil, tooLarge("单元格过多")
		}
		if r.id == recString && waiting && len(b) >= 3 {
			cells[len(cells)-1].text = longString(r.parts)
			cells[len(cells)-1].kind = Plain
			waiting = false
			continue
		}
		if len(b) < 6 {
			continue
		}
		at := xlsCell{row: binary.LittleEndian.Uint16(b), column: binary.LittleEndian.Uint16(b[2:])}
		if r.id == recMulRK {
			cells, waiting = append(cells, mulRK(at, b)...), false
			continue
		}
		var known bool
		if known, waiting = at.read(r.id, b, g.strings, waiting); !known {
			continue
		}
		cells = append(cells, at)
	}
	return nil, corrupt(nil, "工作表不完整")
}

// read fills in the content of a cell from a record of one; known is false
// for other records. waiting says that a formula's text is still to come.
func (c *xlsCell) read(id uint16, b []byte, strings []string, was bool) (known, waiting bool) {
	switch {
	case id == recLabelSST && len(b) >= 10:
		if i := binary.LittleEndian.Uint32(b[6:]); int64(i) < int64(len(strings)) {
			c.text = strings[i]
		}
	case id == recLabel && len(b) >= 9:
		c.text = longString([][]byte{b[6:]})
	case id == recNumber && len(b) >= 14:
		c.text = number(math.Float64frombits(binary.LittleEndian.Uint64(b[6:])))
	case id == recRK && len(b) >= 10:
		c.text = number(rk(binary.LittleEndian.Uint32(b[6:])))
	case id == recBoolErr && len(b) >= 8:
		c.text, c.kind = boolOrError(b[6], b[7] == 1)
	case id == recFormula && len(b) >= 14:
		c.text, c.kind, waiting = formulaResult(b[6:14])
		return true, waiting
	default:
		return false, was
	}
	return true, false
}

func mulRK(at xlsCell, b []byte) []xlsCell {
	var cells []xlsCell
	for i := 4; i+6 <= len(b)-2; i += 6 {
		c := at
		c.text = number(rk(binary.LittleEndian.Uint32(b[i+2:])))
		cells = append(cells, c)
		at.column++
	}
	return cells
}

// formulaResult reads the stored result; a text follows in a record of its own.
func formulaResult(b []byte) (text string, kind Kind, waiting bool) {
	if b[6] != 0xff || b[7] != 0xff {
		return number(math.Float64frombits(binary.LittleEndian.Uint64(b))), Plain, false
	}
	switch b[0] {
	case 0:
		return "", EmptyFormula, true
	case 1:
		text, kind = boolOrError(b[2], false)
		return text, kind, false
	case 2:
		text, kind = boolOrError(b[2], true)
		return text, kind, false
	}
	return "", Plain, false // an empty text
}

func boolOrError(v byte, isError bool) (string, Kind) {
	if !isError {
		return strconv.Itoa(int(v)), Plain
	}
	names := map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?",
		0x24: "#NUM!", 0x2a: "#N/A"}
	if name, ok := names[v]; ok {
		return name, ErrorValue
	}
	return "#ERROR", ErrorValue
}

// rk decodes the short form of a number; [MS-XLS] 2.5.217.
func rk(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// number writes a number as Excel shows it unformatted: 15 significant digits.
func number(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}
