package importers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"liantu/graph"
	"liantu/importers/table"
)

// Options of one import. The zero value imports the likeliest sheet as of now.
type Options struct {
	Name        string // the file's name as its user knows it; "" for the path's
	Sheet       string // name or number of the sheet; "" chooses
	MappingFile string // a planner's own mapping, `field: header`; "" uses the alias table alone
	DryRun      bool   // reports what would be done and writes nothing to the record
	Rejects     string // where to write the workbook of rejected rows; "" nowhere
	AsOf        string // day (or RFC 3339 time) the values are of; "" for the time of the file's first import
	Complete    string // scope that the file is declared a full list for: "150300", "150300/coking"
	Progress    func(Progress)
}

// openTable is a table that was found in an open file.
type openTable struct {
	book   *table.File
	header header
	sheet  table.Sheet
	source graph.Source
}

// errDry ends a dry run's transaction, so that nothing of it is kept.
var errDry = errors.New("dry run")

// Import takes one file into the record. Rejected rows are no error. A file
// that is refused leaves nothing behind and gives an error with one of the
// refusal codes, which the report states too; wrong options are Invalid. The
// rows of a batch are taken all or none: a killed import is completed by
// running it again, and a complete one changes nothing when run again.
func (i *Importer) Import(ctx context.Context, rec *graph.Record, path string, opts Options) (FileReport, error) {
	report := FileReport{File: opts.Name, Mapping: map[string]string{}, Aliases: i.aliases.Version, DryRun: opts.DryRun,
		Problems: []graph.Problem{}, ProblemCounts: map[string]int{}}
	if report.File == "" {
		report.File = filepath.Base(path)
	}
	err := i.importFile(ctx, rec, path, opts, &report)
	if err != nil {
		report.fail(err)
	}
	return report, err
}

func (i *Importer) importFile(ctx context.Context, rec *graph.Record, path string, opts Options, report *FileReport) error {
	var own mapping
	if opts.MappingFile != "" {
		var err error
		if own, err = readMapping(opts.MappingFile); err != nil {
			return err
		}
	}
	asOf, err := readAsOf(opts.AsOf, i.clock())
	if err != nil {
		return err
	}
	if region, _, _ := strings.Cut(opts.Complete, "/"); opts.Complete != "" && i.regions[region].Code == "" {
		return graph.Errorf(graph.Invalid, "完整名单的范围“%s”应以地区代码开头，例如 150300 或 150300/coking", opts.Complete)
	}
	book, err := table.Open(ctx, path, report.File)
	if err != nil {
		return err
	}
	defer func() { _ = book.Close() }() // it was only read
	h, err := i.chooseTable(ctx, book, opts.Sheet, own)
	if err != nil {
		return err
	}
	t := &openTable{book: book, header: h, sheet: book.Sheets()[h.sheet]}
	report.Sheet, report.HeaderRow, report.Mapping = t.sheet.Name, h.row, h.mappingOf()
	state, err := i.startingState(ctx, rec, t, report.File, asOf, opts.Complete)
	if err != nil {
		return err
	}
	t.source = graph.Source{Import: state.ID, File: report.File, Sheet: t.sheet.Name, AsOf: state.AsOf}
	report.Import, report.AsOf = state.ID, state.AsOf
	if asOf != "" && asOf != state.AsOf {
		t.header.warnings = append(t.header.warnings, graph.Problem{Code: codeAsOfKept, Value: asOf,
			Message: "这个文件以前导入过，仍按当时的日期 " + state.AsOf + " 计，不用新写的日期"})
	}
	return i.takeAll(ctx, rec, t, state, opts, report)
}

// takeAll runs the import, in one transaction that is given up for a dry run.
func (i *Importer) takeAll(ctx context.Context, rec *graph.Record, t *openTable, state graph.Import, opts Options, report *FileReport) error {
	s := sink{update: rec.Update, foresee: rec.Foresee, put: rec.PutFirms, remove: rec.RemoveFirms}
	if !opts.DryRun || state.Finished != "" {
		r := newRun(i, t, state, i.bearers.sink(s, rec.ID()), opts, rec.AtOnce(), report.File)
		defer r.rejects.discard()
		if err := r.all(ctx); err != nil {
			report.Kept = r.created + r.updated + r.unchanged
			return err
		}
		return r.finish(report)
	}
	var last *run
	defer func() {
		if last != nil {
			last.rejects.discard()
		}
	}()
	err := rec.Update(ctx, func(w graph.Writer) error {
		if last != nil {
			last.rejects.discard() // the engine asked for a retry
		}
		last = newRun(i, t, state, drySink(w), opts, rec.AtOnce(), report.File)
		if err := last.all(ctx); err != nil {
			return err
		}
		return errDry
	})
	if !errors.Is(err, errDry) {
		return err
	}
	return last.finish(report)
}

// sink is where a run writes.
type sink struct {
	update func(context.Context, func(graph.Writer) error) error
	// foresee infers firms before they are put; nil where they are not inferred.
	foresee func(context.Context, []*graph.Firm) error
	put     func(context.Context, graph.Writer, []*graph.Firm) error
	remove  func(context.Context, graph.Writer, []string) error
	// borne are those of the values that a firm of the record may have in a
	// field; nil where that is not known.
	borne func(field string, values []string) []string
}

// drySink writes into a transaction that will be given up, without inference.
func drySink(w graph.Writer) sink {
	noun := graph.Firms()
	return sink{
		update: func(_ context.Context, fn func(graph.Writer) error) error { return fn(w) },
		put: func(ctx context.Context, w graph.Writer, firms []*graph.Firm) error {
			nodes := make([]graph.Node, len(firms))
			for at, f := range firms {
				nodes[at] = noun.Node(f)
			}
			return w.Put(ctx, nodes)
		},
		remove: func(ctx context.Context, w graph.Writer, ids []string) error { return noun.Delete(ctx, w, ids) },
	}
}

// startingState finds how far an earlier import of the same table came, or
// makes the state of a new one.
func (i *Importer) startingState(ctx context.Context, rec *graph.Record, t *openTable, file, asOf, complete string) (graph.Import, error) {
	sum := sha256.Sum256([]byte(t.header.signature()))
	mappingDigest := hex.EncodeToString(sum[:])
	sum = sha256.Sum256([]byte(t.book.Digest + "\x00" + t.sheet.Name + "\x00" + mappingDigest))
	now := i.clock().UTC().Format(time.RFC3339)
	state := graph.Import{ID: "i" + hex.EncodeToString(sum[:12]), File: file, Digest: t.book.Digest, Sheet: t.sheet.Name,
		Mapping: mappingDigest, AsOf: asOf, Started: now, Complete: complete}
	err := rec.View(ctx, func(r graph.Reader) error {
		earlier, err := graph.Imports().List(ctx, r, graph.Query{Where: []graph.Cond{{Field: "digest", Op: graph.Eq, Value: t.book.Digest}}})
		if err != nil {
			return err
		}
		for _, e := range earlier {
			if e.ID == state.ID {
				state = e
				if e.Finished == "" && complete != "" {
					state.Complete = complete
				}
				return nil
			}
		}
		if asOf == "" && len(earlier) > 0 {
			state.AsOf = slices.MinFunc(earlier, func(a, b graph.Import) int { return strings.Compare(a.Started, b.Started) }).AsOf
		}
		return nil
	})
	if state.AsOf == "" {
		state.AsOf = now
	}
	return state, err
}

// readAsOf reads --as-of; "" stays "". Invalid where it is no day or future.
func readAsOf(s string, now time.Time) (string, error) {
	if s == "" {
		return "", nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		if t, err = time.Parse(time.DateOnly, s); err != nil {
			return "", graph.Errorf(graph.Invalid, "数据日期“%s”应写成 2019-04-30 的样子", s)
		}
	}
	if t.After(now.Add(24 * time.Hour)) {
		return "", graph.Errorf(graph.Invalid, "数据日期“%s”晚于今天", s)
	}
	return t.UTC().Format(time.RFC3339), nil
}
