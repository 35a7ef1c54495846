package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// splitter cuts text into rows and cells. It forgives what clerks' exports
// hold: quotes inside cells, rows of unequal length, a quote that is never
// closed (its line is then taken as it stands, so that it spoils one row only).
type splitter struct {
	in      *bufio.Reader
	delim   byte
	pending []string // lines read ahead of need
	first   bool
	width   int // cells of the last row
}

func newSplitter(in io.Reader, delim byte) *splitter {
	return &splitter{in: bufio.NewReaderSize(in, 256*1024), delim: delim, first: true}
}

// next gives the cells of the next row, none for a blank line; io.EOF at the end.
func (s *splitter) next() ([]Cell, error) {
	line, err := s.line()
	if err != nil {
		return nil, err
	}
	if s.first {
		s.first = false
		line = strings.TrimPrefix(line, "\ufeff")
	}
	if strings.IndexByte(line, '"') < 0 {
		return s.plain(line), nil
	}
	return s.quoted(line)
}

// line gives one line without its end. Of a line beyond maxRecord the rest is dropped.
func (s *splitter) line() (string, error) {
	if n := len(s.pending); n > 0 {
		line := s.pending[0]
		s.pending = s.pending[1:]
		return line, nil
	}
	part, err := s.in.ReadSlice('\n')
	if err == nil {
		return chomp(part), nil
	}
	long := append([]byte(nil), part...)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = s.in.ReadSlice('\n')
		if len(long) < maxRecord {
			long = append(long, part...)
		}
	}
	if errors.Is(err, io.EOF) && len(long) == 0 {
		return "", io.EOF
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", corrupt(err, "读取中断")
	}
	return chomp(long[:min(len(long), maxRecord)]), nil
}

func chomp(line []byte) string {
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return string(bytes.TrimSuffix(line, []byte{'\r'}))
}

func (s *splitter) plain(line string) []Cell {
	if line == "" {
		return nil
	}
	cells := make([]Cell, 0, s.width)
	for {
		i := strings.IndexByte(line, s.delim)
		if i < 0 {
			break
		}
		cells = append(cells, Cell{Text: line[:i]})
		line = line[i+1:]
	}
	cells = append(cells, Cell{Text: line})
	s.width = len(cells)
	return cells
}

// quoted splits a row that has quotes and may go on over several lines.
func (s *splitter) quoted(line string) ([]Cell, error) {
	cells := make([]Cell, 0, s.width)
	rest := line
	var taken []string // the further lines this row has used
	for {
		if !strings.HasPrefix(rest, `"`) {
			cell, after, more := strings.Cut(rest, string(s.delim))
			cells = append(cells, Cell{Text: cell})
			if !more {
				break
			}
			rest = after
			continue
		}
		cell, after, closed, err := s.quotedCell(rest[1:], &taken)
		if err != nil {
			return nil, err
		}
		if !closed {
			s.pending = append(taken, s.pending...)
			return s.plain(line), nil
		}
		tail, next, more := strings.Cut(after, string(s.delim))
		cells = append(cells, Cell{Text: cell + tail})
		if !more {
			break
		}
		rest = next
	}
	s.width = len(cells)
	return cells, nil
}

// quotedCell reads up to the closing quote, over as many lines as it takes;
// closed is false when there is none within maxRecord.
func (s *splitter) quotedCell(text string, taken *[]string) (cell, after string, closed bool, err error) {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		switch {
		case i >= 0 && strings.HasPrefix(text[i+1:], `"`):
			b.WriteString(text[:i+1])
			text = text[i+2:]
			continue
		case i >= 0:
			if b.Len() == 0 {
				return text[:i], text[i+1:], true, nil
			}
			b.WriteString(text[:i])
			return b.String(), text[i+1:], true, nil
		}
		b.WriteString(text)
		b.WriteByte('\n')
		if text, err = s.line(); errors.Is(err, io.EOF) {
			return "", "", false, nil
		}
		if err != nil {
			return "", "", false, err
		}
		*taken = append(*taken, text)
		if b.Len() > maxRecord {
			return "", "", false, nil
		}
	}
}
