package table

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"strconv"
	"unicode/utf8"
)

// textSurvey is what one reading of a whole text file tells, before a row is
// taken from it: that it is whole, how it is encoded, how many lines it has.
type textSurvey struct {
	digest           string
	head             []byte // the first bytes, decompressed
	bytes            int64
	feeds, returns   int // \n and \r
	nuls             int
	multibyte, wrong int // UTF-8 sequences beyond ASCII; bytes that are no UTF-8
}

// surveyText reads the file once. A gzip file that is cut short or expands
// beyond reason is refused here, before anything of it is stored.
func surveyText(ctx context.Context, f *os.File, gzipped bool) (*textSurvey, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, corrupt(err, "读取出错")
	}
	raw := &countedHash{r: f, hash: sha256.New()}
	var in io.Reader = raw
	if gzipped {
		z, err := gzip.NewReader(raw)
		if err != nil {
			return nil, corrupt(err, "压缩格式有误")
		}
		in = z
	}
	s := &textSurvey{}
	if err := s.read(ctx, in, raw); err != nil {
		return nil, err
	}
	if _, err := io.Copy(io.Discard, raw); err != nil {
		return nil, corrupt(err, "读取出错")
	}
	s.digest = hex.EncodeToString(raw.hash.Sum(nil))
	return s, nil
}

// read reads everything, while another goroutine looks at what was read.
func (s *textSurvey) read(ctx context.Context, in io.Reader, raw *countedHash) error {
	parts, free := make(chan []byte), make(chan []byte, 2)
	for range cap(free) {
		free <- make([]byte, utf8.UTFMax+256*1024)
	}
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		rest := 0 // bytes of an unfinished character
		var unfinished [utf8.UTFMax]byte
		for part := range parts {
			start := utf8.UTFMax - rest
			copy(part[start:], unfinished[:rest])
			rest = copy(unfinished[:], s.look(part[start:], rest))
			free <- part[:cap(part)]
		}
		s.wrong += rest
	}()
	err := s.readParts(ctx, in, raw, parts, free)
	close(parts)
	<-looked
	return err
}

// readParts reads part after part into what is free. Before each there is room
// for an unfinished character of the one before.
func (s *textSurvey) readParts(ctx context.Context, in io.Reader, raw *countedHash, parts chan<- []byte, free <-chan []byte) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := <-free
		n, err := io.ReadFull(in, part[utf8.UTFMax:])
		s.bytes += int64(n)
		if s.bytes > suspectSize && s.bytes/suspectRatio > raw.n {
			return tooLarge("压缩比异常")
		}
		end := err == io.EOF || err == io.ErrUnexpectedEOF && isEnd(in)
		if err != nil && !end {
			return corrupt(err, "压缩内容不完整")
		}
		parts <- part[:utf8.UTFMax+n]
		if end {
			return nil
		}
	}
}

// isEnd tells the end of the content from a gzip stream that is cut short:
// ReadFull gives the same error for both.
func isEnd(in io.Reader) bool {
	n, err := in.Read(make([]byte, 1))
	return n == 0 && err == io.EOF
}

// look examines a part, of which the first bytes were kept from the one before,
// and gives the unfinished character at its end.
func (s *textSurvey) look(part []byte, kept int) []byte {
	fresh := part[kept:]
	if len(s.head) < sampleBytes {
		s.head = append(s.head, fresh[:min(len(fresh), sampleBytes-len(s.head))]...)
	}
	s.feeds += bytes.Count(fresh, []byte{'\n'})
	s.returns += bytes.Count(fresh, []byte{'\r'})
	s.nuls += bytes.Count(fresh, []byte{0})
	for i := 0; i < len(part); {
		if part[i] < utf8.RuneSelf {
			i++
			continue
		}
		if !utf8.FullRune(part[i:]) {
			return part[i:]
		}
		r, size := utf8.DecodeRune(part[i:])
		if r == utf8.RuneError && size == 1 {
			s.wrong++
		} else {
			s.multibyte++
		}
		i += size
	}
	return nil
}

const sampleBytes = 64 * 1024

// countedHash counts and hashes what is read through it.
type countedHash struct {
	r    io.Reader
	n    int64
	hash hash.Hash
}

func (c *countedHash) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.hash.Write(p[:n])
	return n, err
}

func megabytes(n int64) string { return strconv.FormatInt(n/mebibyte, 10) + " MB" }
