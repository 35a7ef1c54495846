package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"liantu/graph"
)

// makeBook makes an xlsx of named parts.
func makeBook(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	typesXML = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
	topRels  = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookXML  = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="名单" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>`
	bookRels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
)

func bookParts(sheet string) map[string]string {
	return map[string]string{"[Content_Types].xml": typesXML, "_rels/.rels": topRels, "xl/workbook.xml": bookXML,
		"xl/_rels/workbook.xml.rels": bookRels, "xl/worksheets/sheet1.xml": sheet}
}

func sheetXML(rows string) string {
	return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows +
		`</sheetData><mergeCells count="1"><mergeCell ref="B2:D3"/></mergeCells></worksheet>`
}

func TestCellsOfABook(t *testing.T) {
	rows := `<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r='C2' t='e'><v>#REF!</v></c><c r="D2"><f>A1</f></c><c r="E2"><f>A1</f><v/></c>` +
		`<c r="F2" t="str"><f>A1</f><v></v></c><c r="G2"><f>1+1</f><v>2</v></c></row><row><c t="inlineStr"><is><t>乙</t></is></c><c><v>43529</v></c></row>`
	f, err := open(t, "a.xlsx", makeBook(t, bookParts(sheetXML(rows))))
	if err != nil {
		t.Fatal(err)
	}
	s := f.Sheets()[0]
	if !f.Date1904() || !s.Hidden || s.Name != "名单" || fmt.Sprint(s.Merges) != "[{2 3 1 3}]" || f.RowHint(0) != 2 {
		t.Errorf("%+v %v", s, f.RowHint(0))
	}
	got := ""
	for row, err := range f.Rows(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		got += fmt.Sprint(row.Number, row.Cells, ";")
	}
	want := "1 [];2 [{甲 0} { 0} {#REF! 1} { 2} { 2} { 0} {2 0}];3 [{乙 0} {43529 0}];"
	if strings.ReplaceAll(got, " ;", ";") != want && got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestBooksRefused(t *testing.T) {
	good := sheetXML(`<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>`)
	with := func(name, text string) []byte {
		parts := bookParts(good)
		if parts[name] = text; text == "" {
			delete(parts, name)
		}
		return makeBook(t, parts)
	}
	whole := makeBook(t, bookParts(good))
	utf16 := "\xff\xfe" + strings.Join(strings.Split(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x/>`, ""), "\x00") + "\x00"
	many := sheetXML(strings.Repeat("<row/>", maxSheetRows+1))
	for _, c := range []struct {
		name    string
		content []byte
		code    graph.Code
	}{
		{"a sound book", whole, ""},
		{"cut short", whole[:len(whole)*2/3], Corrupt},
		{"no workbook", with("xl/workbook.xml", ""), Corrupt},
		{"no relations", with("xl/_rels/workbook.xml.rels", ""), Corrupt},
		{"a sheet cut short", with("xl/worksheets/sheet1.xml", good[:len(good)-40]), Corrupt},
		{"a document type", with("xl/worksheets/sheet1.xml", strings.Replace(good, "<worksheet", `<!DOCTYPE x [<!ENTITY a "b">]><worksheet`, 1)), ForbiddenXML},
		{"a document type in the workbook", with("xl/workbook.xml", strings.Replace(bookXML, "<workbook", `<!DOCTYPE x><workbook`, 1)), ForbiddenXML},
		{"a document type in UTF-16", with("xl/styles.xml", utf16), ForbiddenXML},
		{"too many rows", with("xl/worksheets/sheet1.xml", many), TooLarge},
		{"too many cells in a row", with("xl/worksheets/sheet1.xml", sheetXML("<row>"+strings.Repeat("<c><v>1</v></c>", maxRowCells+1)+"</row>")), TooLarge},
		{"too long a cell", with("xl/worksheets/sheet1.xml", sheetXML(`<row><c t="inlineStr"><is><t>`+strings.Repeat("字", maxTextBytes)+"</t></is></c></row>")), TooLarge},
		{"too many runs in a cell", with("xl/worksheets/sheet1.xml", sheetXML(`<row><c t="inlineStr"><is>`+strings.Repeat("<r><t>a</t></r>", maxCellTags)+"</is></c></row>")), TooLarge},
		{"too many runs in a string", with("xl/sharedStrings.xml", "<sst><si>"+strings.Repeat("<r><t>a</t></r>", maxCellTags)+"</si></sst>"), TooLarge},
		{"a workbook part too large", with("xl/workbook.xml", bookXML+strings.Repeat(" ", maxIndexPart)), TooLarge},
		{"much of nothing", with("xl/media/image1.png", strings.Repeat("\x00", 90*mebibyte)), TooLarge},
		{"a Word file", makeBook(t, map[string]string{"[Content_Types].xml": typesXML, "word/document.xml": "<a/>"}), NotAWorkbook},
		{"a zip", makeBook(t, map[string]string{"list.csv": "a"}), NotAWorkbook},
		{"a binary workbook", makeBook(t, map[string]string{"[Content_Types].xml": typesXML, "xl/workbook.bin": "a"}), NotAWorkbook},
		{"an OLE head alone", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more"), Corrupt},
	} {
		if _, err := open(t, "a.xlsx", c.content); graph.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

// lyingBook declares a sheet of a hundred bytes that expands to many more.
func lyingBook(t testing.TB, size int) []byte {
	t.Helper()
	var packed bytes.Buffer
	d, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	row := []byte(`<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>`)
	for n := 0; n < size; n += len(row) {
		if _, err := d.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range bookParts("") {
		var w io.Writer
		if strings.Contains(name, "sheet1") {
			text = packed.String()
			w, err = z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 100})
		} else {
			w, err = z.Create(name)
		}
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDeclaredSizesMayLie(t *testing.T) {
	if _, err := open(t, "a.xlsx", lyingBook(t, 300*mebibyte)); graph.CodeOf(err) != TooLarge && graph.CodeOf(err) != Corrupt {
		t.Errorf("%v", err)
	}
}

// FuzzOpen: whatever a file holds, opening and reading it ends with rows or
// an error that has a code.
func FuzzOpen(f *testing.F) {
	f.Add(makeBook(f, bookParts(sheetXML(`<row r="1"><c r="A1"><v>1</v></c></row>`))))
	f.Add([]byte("企业名称,地址\n甲,乙"))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Add(gzipped(f, []byte("a,b")))
	f.Fuzz(func(t *testing.T, content []byte) {
		book, err := open(t, "a", content)
		if err != nil {
			if graph.CodeOf(err) == graph.Internal {
				t.Errorf("an error without code: %v", err)
			}
			return
		}
		for at := range book.Sheets() {
			for _, err := range book.Rows(t.Context(), at) {
				if err != nil {
					break
				}
			}
		}
	})
}

func TestSpilledSheet(t *testing.T) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	const rows = 60000 // well over what is kept in memory
	for i := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), []any{fmt.Sprintf("乌海%d号化工有限公司", i), strings.Repeat(fmt.Sprint(i), 40), i}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	f, err := open(t, "large.xlsx", out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row, err := range f.Rows(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; row.Text(2) != fmt.Sprint(n-1) {
			t.Fatalf("row %d: %q", n, row.Cells)
		}
	}
	if n != rows {
		t.Errorf("%d rows", n)
	}
}
