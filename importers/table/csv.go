package table

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"liantu/graph"
)

// csvBook is a csv file, gzipped or not.
type csvBook struct {
	file     *os.File
	gzipped  bool
	encoding encoding.Encoding // nil for UTF-8
	delim    byte
	oldMac   bool // lines end in \r
	lines    int
}

// openText opens what is neither a zip nor an OLE file: a csv, or nothing we read.
func openText(ctx context.Context, f *os.File, gzipped bool, ext string) (*File, error) {
	s, err := surveyText(ctx, f, gzipped)
	if err != nil {
		return nil, err
	}
	if s.bytes == 0 {
		return nil, graph.Errorf(NotAWorkbook, "文件是空的，请重新导出")
	}
	book := &csvBook{file: f, gzipped: gzipped, lines: max(s.feeds, s.returns), oldMac: s.feeds == 0 && s.returns > 0}
	if err := book.detectEncoding(s); err != nil {
		return nil, err
	}
	sample := s.head
	if book.encoding != nil {
		sample, _, _ = transform.Bytes(book.encoding.NewDecoder(), s.head) // the sample may end within a character
	}
	sample = bytes.TrimPrefix(sample, []byte("\ufeff"))
	if err := refuseOtherText(sample, ext); err != nil {
		return nil, err
	}
	book.delim = detectDelimiter(string(sample), book.oldMac)
	return &File{book, s.digest}, nil
}

func (b *csvBook) detectEncoding(s *textSurvey) error {
	switch {
	case bytes.HasPrefix(s.head, []byte("\xff\xfe")):
		b.encoding = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(s.head, []byte("\xfe\xff")):
		b.encoding = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case s.nuls > 0:
		return graph.Errorf(NotAWorkbook, "这不是表格文件（含二进制内容）；可以导入的有 xlsx、xls、csv、csv.gz")
	case s.wrong*maxInvalidShare > s.multibyte:
		b.encoding = simplifiedchinese.GB18030
	}
	return nil
}

// maxInvalidShare: a file with one broken sequence in fifty still counts as UTF-8.
const maxInvalidShare = 50

// refuseOtherText tells text that only looks like a table from csv.
func refuseOtherText(sample []byte, ext string) error {
	start := strings.ToLower(strings.TrimSpace(string(sample[:min(len(sample), 512)])))
	switch {
	case strings.HasPrefix(start, "<"):
		return graph.Errorf(NotAWorkbook, "文件内容是网页或 XML，不是表格；请用 Excel 打开后另存为 xlsx 再导入")
	case strings.HasPrefix(start, "{") || strings.HasPrefix(start, "%pdf") || strings.HasPrefix(start, "{\\rtf"):
		return graph.Errorf(NotAWorkbook, "这不是表格文件；可以导入的有 xlsx、xls、csv、csv.gz")
	case ext == ".xlsx" || ext == ".xls":
		return graph.Errorf(NotAWorkbook, "文件扩展名是 %s，内容却像 CSV 文本；请把扩展名改为 .csv，或用 Excel 打开后另存为 xlsx 再导入", ext)
	}
	return nil
}

// detectDelimiter takes the delimiter that cuts most of the first lines into
// equally many cells; more cells win a tie.
func detectDelimiter(sample string, oldMac bool) byte {
	if oldMac {
		sample = strings.ReplaceAll(sample, "\r", "\n")
	}
	lines := strings.SplitN(sample, "\n", 30)
	best, bestScore := byte(','), 0
	for _, delim := range []byte(",\t;|") {
		counts := map[int]int{}
		for _, line := range lines {
			if n := strings.Count(line, string(delim)); n > 0 {
				counts[n]++
			}
		}
		for n, times := range counts {
			if score := times*1000 + n; score > bestScore {
				best, bestScore = delim, score
			}
		}
	}
	return best
}

func (b *csvBook) Sheets() []Sheet { return []Sheet{{}} }
func (b *csvBook) Date1904() bool  { return false }
func (b *csvBook) RowHint(int) int { return b.lines }
func (b *csvBook) Close() error    { return b.file.Close() }
func (b *csvBook) open() (io.Reader, error) {
	if _, err := b.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var in io.Reader = b.file
	if b.gzipped {
		z, err := gzip.NewReader(b.file)
		if err != nil {
			return nil, err
		}
		in = z
	}
	if b.encoding != nil {
		in = transform.NewReader(in, b.encoding.NewDecoder())
	}
	if b.oldMac {
		in = returnsToFeeds{in}
	}
	return in, nil
}

// Rows goes through the file from its top.
func (b *csvBook) Rows(ctx context.Context, _ int) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		in, err := b.open()
		if err != nil {
			yield(Row{}, corrupt(err, "读取出错"))
			return
		}
		s := newSplitter(in, b.delim)
		for number := 1; ; number++ {
			cells, err := s.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil && number%1024 == 0 {
				err = ctx.Err()
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			if !yield(Row{Number: number, Cells: cells}, nil) {
				return
			}
		}
	}
}

// returnsToFeeds turns \r into \n.
type returnsToFeeds struct{ r io.Reader }

func (t returnsToFeeds) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
