package table

import (
	"encoding/binary"
	"math"
	"testing"

	"liantu/graph"
)

// record makes one BIFF8 record.
func record(id uint16, body []byte) []byte {
	head := binary.LittleEndian.AppendUint16(nil, id)
	return append(binary.LittleEndian.AppendUint16(head, uint16(len(body))), body...)
}

func cellBody(row, column uint16, rest ...byte) []byte {
	b := binary.LittleEndian.AppendUint16(nil, row)
	b = binary.LittleEndian.AppendUint16(b, column)
	return append(append(b, 0, 0), rest...)
}

func TestRecords(t *testing.T) {
	bof := record(recBOF, []byte{0, 6, 5, 0})
	number := binary.LittleEndian.AppendUint64(nil, math.Float64bits(43529.75))
	errorResult := []byte{2, 0, 0x17, 0, 0, 0, 0xff, 0xff}
	textResult := []byte{0, 0, 0, 0, 0, 0, 0xff, 0xff}
	// 乌海 over the border of two parts: the second begins with a flag of its own.
	sst := append(record(recSST, []byte{1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0x4c, 0x4e}), record(recContinue, []byte{1, 0x77, 0x6d})...)
	var stream []byte
	for _, part := range [][]byte{bof, record(recDate1904, []byte{1, 0}),
		record(recBoundSheet, []byte{0, 0, 0, 0, 1, 0, 1, 0, 'A'}), sst, record(recEOF, nil)} {
		stream = append(stream, part...)
	}
	offset := len(stream)
	for _, part := range [][]byte{bof, record(recLabelSST, cellBody(0, 0, 0, 0, 0, 0)), record(recNumber, cellBody(0, 1, number...)),
		record(recRK, cellBody(1, 0, 0x06, 0, 0, 0)), record(recMulRK, append(cellBody(1, 1)[:4], 0, 0, 0x07, 0, 0, 0, 0, 0, 0x0a, 0, 0, 0, 2, 0)),
		record(recFormula, cellBody(2, 0, errorResult...)), record(recFormula, cellBody(2, 1, textResult...)),
		record(recString, []byte{1, 0, 0, 'x'}), record(recFormula, cellBody(2, 2, textResult...)), record(recEOF, nil)} {
		stream = append(stream, part...)
	}
	g, err := readGlobals(stream)
	if err != nil || !g.date1904 || len(g.sheets) != 1 || !g.sheets[0].hidden || g.sheets[0].name != "A" || g.strings[0] != "乌海" {
		t.Fatalf("%+v %v", g, err)
	}
	cells, err := readCells(stream, g, offset)
	want := []xlsCell{{0, 0, Plain, "乌海"}, {0, 1, Plain, "43529.75"}, {1, 0, Plain, "1"}, {1, 1, Plain, "0.01"}, {1, 2, Plain, "2"},
		{2, 0, ErrorValue, "#REF!"}, {2, 1, Plain, "x"}, {2, 2, EmptyFormula, ""}}
	if err != nil || len(cells) != len(want) {
		t.Fatalf("%+v %v", cells, err)
	}
	for i := range want {
		if cells[i] != want[i] {
			t.Errorf("%+v, want %+v", cells[i], want[i])
		}
	}
	if _, err := readGlobals(append(bof, record(recFilePass, make([]byte, 6))...)); graph.CodeOf(err) != Encrypted {
		t.Errorf("with a password: %v", err)
	}
	if _, err := readCells(stream, g, offset+1); graph.CodeOf(err) != Corrupt {
		t.Errorf("a sheet that does not begin where it should: %v", err)
	}
	if _, err := readCells(stream[:len(stream)-4], g, offset); graph.CodeOf(err) != Corrupt {
		t.Errorf("a sheet cut short: %v", err)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add(append(record(recBOF, []byte{0, 6, 5, 0}), record(recSST, []byte{1, 0, 0, 0, 255, 255, 255, 127, 255, 255, 13, 255})...), 0)
	f.Fuzz(func(t *testing.T, stream []byte, offset int) {
		g, _ := readGlobals(stream)
		if len(g.strings) > len(stream) {
			t.Errorf("%d strings out of %d bytes", len(g.strings), len(stream))
		}
		_, _ = readCells(stream, g, offset) // any end will do but a crash
	})
}
