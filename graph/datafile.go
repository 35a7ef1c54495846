package graph

import (
	"context"
	"io/fs"
	"testing/fstest"
)

// DataFile is one file of rules or chains as the record holds it, so that
// every answer can be traced to the text it was computed from.
type DataFile struct {
	Path    string // slash-separated, as below data/: chains/coking.yaml
	Digest  string // SHA-256 of Content in hexadecimal
	Content string
}

// DataFiles is typed access to data files.
func DataFiles() Noun[DataFile] {
	bs := []binding[DataFile]{
		text("digest", func(f *DataFile) *string { return &f.Digest }),
		text("content", func(f *DataFile) *string { return &f.Content }),
	}
	return Noun[DataFile]{
		label:    declareLabel("DataFile", "path", bs, nil, false),
		key:      func(f *DataFile) *string { return &f.Path },
		bindings: bs,
	}
}

func dataFileLabel() Label { return DataFiles().label }

// DataFS gives the record's data files as a file system.
func DataFS(ctx context.Context, r Reader) (fs.FS, error) {
	files, err := DataFiles().List(ctx, r, Query{})
	if err != nil {
		return nil, err
	}
	tree := make(fstest.MapFS, len(files))
	for _, f := range files {
		tree[f.Path] = &fstest.MapFile{Data: []byte(f.Content), Mode: 0o444}
	}
	return tree, nil
}
