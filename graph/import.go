package graph

// Import is one sheet of one file as it was taken in with one mapping. It
// carries how far the taking came, so that a killed import goes on where its
// last whole batch ended, and a finished one is known again.
type Import struct {
	ID       string // digest of file content, sheet and mapping
	File     string // name, without folders
	Digest   string // SHA-256 of the file's content
	Sheet    string
	Mapping  string // digest of the column mapping that was used
	AsOf     string // RFC 3339
	Started  string // RFC 3339
	Finished string // RFC 3339; "" while it is not complete
	Complete string // scope the file was declared complete for; "" none
	CodedTo  int64  // rows with a credit code are taken up to this row
	PlainTo  int64  // rows without one are taken up to this row
	Rows     int64
	Accepted int64
	Created  int64
	Updated  int64
	Rejected int64
	Problems []Problem // at most MaxKeptProblems
}

// MaxKeptProblems bounds how many problems an Import keeps.
const MaxKeptProblems = 1000

// Problem is one thing that a user should know about a row.
type Problem struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row"` // 1-based; 0 for the sheet as a whole
	Column  string `json:"column"`
	Value   string `json:"value"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Reject  bool   `json:"reject"` // the row was rejected, not only warned of
}

// Imports is typed access to imports.
func Imports() Noun[Import] {
	bs := []binding[Import]{
		text("file", func(i *Import) *string { return &i.File }),
		text("digest", func(i *Import) *string { return &i.Digest }),
		text("sheet", func(i *Import) *string { return &i.Sheet }),
		text("mapping", func(i *Import) *string { return &i.Mapping }),
		text("as_of", func(i *Import) *string { return &i.AsOf }),
		text("started", func(i *Import) *string { return &i.Started }),
		text("finished", func(i *Import) *string { return &i.Finished }),
		text("complete", func(i *Import) *string { return &i.Complete }),
		integer("coded_to", func(i *Import) *int64 { return &i.CodedTo }),
		integer("plain_to", func(i *Import) *int64 { return &i.PlainTo }),
		integer("rows", func(i *Import) *int64 { return &i.Rows }),
		integer("accepted", func(i *Import) *int64 { return &i.Accepted }),
		integer("created", func(i *Import) *int64 { return &i.Created }),
		integer("updated", func(i *Import) *int64 { return &i.Updated }),
		integer("rejected", func(i *Import) *int64 { return &i.Rejected }),
		document("problems", func(i *Import) any { return &i.Problems }),
	}
	return Noun[Import]{
		label:    declareLabel("Import", "id", bs, []Index{{"digest"}, {"started"}}, false),
		key:      func(i *Import) *string { return &i.ID },
		bindings: bs,
	}
}

func importLabel() Label { return Imports().label }
