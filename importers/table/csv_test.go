package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"liantu/graph"
)

func splitAll(t testing.TB, text string) [][]string {
	t.Helper()
	s := newSplitter(strings.NewReader(text), ',')
	var rows [][]string
	for {
		cells, err := s.next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		row := []string{}
		for _, c := range cells {
			row = append(row, c.Text)
		}
		rows = append(rows, row)
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		in   string
		want [][]string
	}{
		{"a,b\nc,d", [][]string{{"a", "b"}, {"c", "d"}}},
		{"a,b\r\n\r\nc\r\n", [][]string{{"a", "b"}, {}, {"c"}}},
		{"\ufeffa,\n,", [][]string{{"a", ""}, {"", ""}}},
		{`"a,b","c""d",e`, [][]string{{"a,b", `c"d`, "e"}}},
		{"\"a\nb\",c\nd", [][]string{{"a\nb", "c"}, {"d"}}},
		{`a "b" c,d`, [][]string{{`a "b" c`, "d"}}},
		{`"a"b,c`, [][]string{{"ab", "c"}}},
		{"\"a,b\nc,d\ne", [][]string{{`"a`, "b"}, {"c", "d"}, {"e"}}},              // never closed: its line as it stands
		{"\"x\ny\",\"a,b\nc,d", [][]string{{`"x`}, {`y"`, `"a`, "b"}, {"c", "d"}}}, // the same behind a cell over two lines
		{"", nil},
	} {
		if got := splitAll(t, c.in); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
	long := strings.Repeat("x", 3*maxRecord)
	if got := splitAll(t, long+",a\nb"); len(got) != 2 || len(got[0][0]) != maxRecord || got[1][0] != "b" {
		t.Errorf("a line beyond the limit: %d rows", len(got))
	}
	open := "\"a\n" + strings.Repeat("b,c\n", maxRecord/2)
	if got := splitAll(t, open); len(got) != 1+maxRecord/2 || got[0][0] != `"a` {
		t.Errorf("an open quote before much text: %d rows", len(got))
	}
}

// FuzzSplit: no text makes the splitter fail, lose a line or take for ever,
// and what is quoted as it should be comes back as it was.
func FuzzSplit(f *testing.F) {
	f.Add("a,\"b\nc\",d\n")
	f.Add("\"\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		rows := splitAll(t, text)
		if lines := strings.Count(text, "\n") + 1; len(rows) > lines {
			t.Errorf("%d rows of %d lines", len(rows), lines)
		}
		cell := strings.TrimPrefix(strings.ReplaceAll(text, "\r", ""), "\ufeff")
		if len(cell) < 1000 {
			back := splitAll(t, "x,\""+strings.ReplaceAll(cell, `"`, `""`)+"\",y")
			if len(back) != 1 || !slices.Equal(back[0], []string{"x", cell, "y"}) {
				t.Errorf("%q came back as %q", cell, back)
			}
		}
	})
}

func open(t testing.TB, name string, content []byte) (*File, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Open(t.Context(), path, name)
	if err == nil {
		t.Cleanup(func() { _ = f.Close() })
	}
	return f, err
}

func gzipped(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTextFiles(t *testing.T) {
	text := strings.Repeat("企业名称,地址\n乌海甲化工有限公司,乌海市\n", 3000)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	zipped := gzipped(t, []byte(gbk))
	bomb := gzipped(t, bytes.Repeat([]byte("a,b\n"), 40<<20))
	for _, c := range []struct {
		name    string
		content string
		code    graph.Code
	}{
		{"utf8.csv", text, ""}, {"bom.csv", "\ufeff" + text, ""}, {"gbk.csv", gbk, ""}, {"gbk.csv.gz", string(zipped), ""},
		{"utf16.csv", utf16, ""}, {"mac.csv", strings.ReplaceAll(text, "\n", "\r"), ""}, {"dirty.csv", text + "\xff\n", ""},
		{"short.csv.gz", string(zipped[:len(zipped)/2]), Corrupt}, {"wrong.csv.gz", string(zipped[:len(zipped)-6]) + "xxxxxx", Corrupt},
		{"bomb.csv.gz", string(bomb), TooLarge}, {"empty.csv", "", NotAWorkbook}, {"empty.csv.gz", string(gzipped(t, nil)), NotAWorkbook},
		{"page.xls", "<html><table><tr><td>企业名称", NotAWorkbook}, {"list.xlsx", text, NotAWorkbook}, {"picture.csv", "\x89PNG\r\n\x00\x00", NotAWorkbook},
		{"list.pdf", "%PDF-1.4", NotAWorkbook}, {"in.csv.gz", string(gzipped(t, []byte("PK\x03\x04\x00\x00"))), NotAWorkbook},
	} {
		f, err := open(t, c.name, []byte(c.content))
		if graph.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil {
			continue
		}
		n := 0
		for row, err := range f.Rows(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 2 && (row.Text(0) != "乌海甲化工有限公司" || row.Text(1) != "乌海市" || row.Number != 2) {
				t.Errorf("%s: %q", c.name, row.Cells)
			}
		}
		if n < 6000 {
			t.Errorf("%s: %d rows", c.name, n)
		}
	}
}
