package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"liantu/graph"
)

// sheetScan is what the values alone do not tell about a sheet.
type sheetScan struct {
	rows   int
	odd    map[int][]oddCell // by row: errors and formulas without a result
	merges []Merge
	closed bool // the XML ended as it should
}

type oddCell struct {
	column int
	kind   Kind
}

func forbiddenXML(part string) error {
	return graph.Errorf(ForbiddenXML, "文件的 XML（%s）含有 DOCTYPE 声明，可能用于攻击，已拒绝读取；请用 Excel 打开后另存为新的 xlsx", path.Base(part))
}

// forbidden tells XML that declares a document type or entities. NUL bytes
// are passed over so that UTF-16 hides nothing.
func forbidden(text []byte) bool {
	if bytes.IndexByte(text, 0) >= 0 {
		text = bytes.ReplaceAll(text, []byte{0}, nil)
	}
	return bytes.Contains(text, []byte("<!DOCTYPE")) || bytes.Contains(text, []byte("<!ENTITY"))
}

// scanParts inflates every part once, counting what really comes out, before
// anything is believed or stored.
func scanParts(ctx context.Context, z *zip.Reader, sheets []xlsxSheet) error {
	var total int64
	for _, part := range z.File {
		var scan *sheetScan
		for i := range sheets {
			if findsPart(part, sheets[i].part) {
				scan = &sheets[i].scan
			}
		}
		n, err := scanPart(ctx, part, scan, maxBookSize-total)
		if err != nil {
			return err
		}
		total += n
		if scan != nil && !scan.closed {
			return corrupt(nil, path.Base(part.Name)+" 中途截断")
		}
	}
	return nil
}

func findsPart(part *zip.File, name string) bool {
	return strings.EqualFold(strings.ReplaceAll(part.Name, "\\", "/"), name)
}

func scanPart(ctx context.Context, part *zip.File, scan *sheetScan, left int64) (int64, error) {
	r, err := part.Open()
	if err != nil {
		return 0, corrupt(err, part.Name)
	}
	defer func() { _ = r.Close() }()
	s := &partScanner{ctx: ctx, part: part, left: left}
	s.in = bufio.NewReaderSize(s, 128*1024)
	s.raw = r
	ext := strings.ToLower(path.Ext(part.Name))
	switch {
	case scan != nil:
		err = s.sheet(scan)
	case strings.HasSuffix(strings.ToLower(part.Name), "sharedstrings.xml"):
		err = s.strings()
	case ext == ".xml" || ext == ".rels" || ext == ".vml":
		err = s.markup()
	default:
		_, err = io.Copy(io.Discard, s.in)
	}
	if err != nil && graph.CodeOf(err) == graph.Internal && !errors.Is(err, context.Canceled) &&
		!errors.Is(err, context.DeadlineExceeded) {
		err = corrupt(err, path.Base(part.Name))
	}
	return s.n, err
}

// partScanner reads one part tag by tag.
type partScanner struct {
	ctx  context.Context
	part *zip.File
	raw  io.Reader
	in   *bufio.Reader
	n    int64 // bytes that came out
	left int64 // bytes that may
	rows bool  // the part holds cells, whose length is bounded
}

// Read counts the bytes that come out of the zip: declared sizes can lie.
func (s *partScanner) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.raw.Read(p)
	s.n += int64(n)
	if s.n > s.left || s.n > suspectSize && uint64(s.n)/suspectRatio > s.part.CompressedSize64 {
		return n, tooLarge(path.Base(s.part.Name))
	}
	return n, err
}

// until reads up to a byte, in a buffer that the next call overwrites; of a
// very long stretch only the end is given.
func (s *partScanner) until(c byte) ([]byte, error) {
	for n := 0; ; {
		part, err := s.in.ReadSlice(c)
		if n += len(part); n > maxTextBytes && s.rows {
			return nil, tooLarge("单元格内容过长")
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return part, err
		}
	}
}

// strings goes through the table of shared strings.
func (s *partScanner) strings() error {
	s.rows = true
	count, tags := 0, 0
	for {
		tag, _, err := s.tag()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		tags++
		if name, _ := splitTag(tag); name == "si" {
			count, tags = count+1, 0
		}
		if count > maxStrings || tags > maxCellTags {
			return tooLarge("文字过多")
		}
	}
}

// tag gives the next tag without its brackets and says whether text other
// than white space stood before it; io.EOF at the end.
func (s *partScanner) tag() (tag []byte, text bool, err error) {
	before, err := s.until('<')
	if err != nil {
		return nil, false, err
	}
	text = len(bytes.TrimSpace(before)) > 1
	if tag, err = s.until('>'); err != nil {
		return nil, text, err
	}
	if bytes.IndexByte(tag, 0) >= 0 {
		tag = bytes.ReplaceAll(tag, []byte{0}, nil)
	}
	if len(tag) > 8 && tag[0] == '!' && (bytes.HasPrefix(tag, []byte("!DOCTYPE")) || bytes.HasPrefix(tag, []byte("!ENTITY"))) {
		return nil, text, forbiddenXML(s.part.Name)
	}
	return tag[:len(tag)-1], text, nil
}

func (s *partScanner) markup() error {
	for {
		if _, _, err := s.tag(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// sheet goes through a worksheet's XML.
func (s *partScanner) sheet(scan *sheetScan) error {
	s.rows = true
	scan.odd = map[int][]oddCell{}
	c := cellState{scan: scan}
	for {
		tag, text, err := s.tag()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.inValue && text {
			c.hasValue = true
		}
		name, attrs := splitTag(tag)
		if err := c.take(name, attrs, bytes.HasSuffix(tag, []byte{'/'})); err != nil {
			return err
		}
	}
}

// splitTag gives a tag's name, without prefix but with a leading slash of an
// end tag, and the rest.
func splitTag(tag []byte) (name string, attrs []byte) {
	end := bytes.IndexAny(tag, " \t\r\n/")
	if end == 0 {
		end = len(tag)
	}
	if end < 0 {
		end = len(tag)
	}
	word := tag[:end]
	slash := ""
	if len(word) > 0 && word[0] == '/' {
		slash, word = "/", word[1:]
	}
	if i := bytes.IndexByte(word, ':'); i >= 0 {
		word = word[i+1:]
	}
	return slash + string(word), tag[end:]
}
