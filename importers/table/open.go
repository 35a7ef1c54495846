package table

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"liantu/graph"
)

// File is an open book together with the SHA-256 of the file's content.
type File struct {
	Book
	Digest string
}

// Open looks at what a file holds, not at what it is called, and opens it.
// name is the file's name as its user knows it; it only helps the messages.
// Errors carry one of the codes of this package, NotFound where there is no
// such file, or are the context's.
func Open(ctx context.Context, path, name string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, graph.Wrap(graph.NotFound, err, "打不开文件 %s", name)
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		f.Close()
		return nil, graph.Wrap(NotAWorkbook, err, "%s 不是文件", name)
	}
	head := make([]byte, 8)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		f.Close()
		return nil, graph.Wrap(NotAWorkbook, err, "读不了文件 %s", name)
	}
	opened, err := openAs(ctx, f, info.Size(), string(head[:n]), strings.ToLower(filepath.Ext(name)))
	if err != nil {
		f.Close()
		return nil, err
	}
	return opened, nil
}

func openAs(ctx context.Context, f *os.File, size int64, head, ext string) (*File, error) {
	switch {
	case size == 0:
		return nil, graph.Errorf(NotAWorkbook, "文件是空的（0 字节），请重新导出")
	case strings.HasPrefix(head, "PK\x03\x04"), strings.HasPrefix(head, "PK\x05\x06"):
		return openHashed(ctx, f, size, maxBookFile, openXLSX)
	case strings.HasPrefix(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return openHashed(ctx, f, size, maxLegacyFile, openXLS)
	}
	return openText(ctx, f, strings.HasPrefix(head, "\x1f\x8b"), ext)
}

// openHashed opens a book whose file is small enough to be hashed first.
func openHashed(ctx context.Context, f *os.File, size, limit int64,
	open func(context.Context, *os.File, int64) (Book, error)) (*File, error) {
	if size > limit {
		return nil, tooLarge("文件本身超过 " + megabytes(limit))
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(f, 0, size)); err != nil {
		return nil, corrupt(err, "读取出错")
	}
	book, err := open(ctx, f, size)
	if err != nil {
		return nil, err
	}
	return &File{book, hex.EncodeToString(hash.Sum(nil))}, nil
}
