package importers

import (
	"cmp"
	"context"
	"iter"
	"sync/atomic"
	"time"

	"liantu/graph"
)

// maxHeldBack bounds how many rows without a code are kept for the second
// pass; with more of them the file is read again.
const maxHeldBack = 20000

// run is one import under way. The first pass takes the rows with a credit
// code; when all of them are in, firms without code whose name now belongs to
// exactly one coded firm are taken over; the second pass takes the rows
// without code. So the result depends neither on the order of the rows nor on
// the size of the batches, and each pass has a watermark to go on from.
type run struct {
	imp      *Importer
	table    *openTable
	state    graph.Import // as last committed
	sink     sink
	opts     Options
	batch    int // rows taken in one transaction
	file     string
	rejects  *rejectBook
	problems *problemList
	before   graph.Import // the state this run began with

	rows, accepted, rejected            int
	created, updated, unchanged, merged int
	coded                               int
	shortNames                          int
	held                                []reading
	overflow                            bool
	pending                             map[string]bool // names under which firms without code stand
	lastRow                             int
	mostlyKnown                         atomic.Bool // the firms of the last rows were
}

func newRun(i *Importer, t *openTable, state graph.Import, s sink, opts Options, atOnce int, file string) *run {
	return &run{imp: i, batch: cmp.Or(i.batch, atOnce), table: t, state: state, before: state, sink: s, opts: opts, file: file, pending: map[string]bool{},
		rejects: newRejectBook(opts.Rejects, &t.header), problems: newProblemList()}
}

func (r *run) done() bool { return r.before.Finished != "" }

// all does the import.
func (r *run) all(ctx context.Context) error {
	for _, p := range r.table.header.warnings {
		p.Sheet = r.table.sheet.Name
		r.problems.add(p)
	}
	if err := r.firstPass(ctx); err != nil {
		return err
	}
	r.warnOfSheet()
	if r.done() {
		return r.declare(ctx)
	}
	if err := r.takeOver(ctx); err != nil {
		return err
	}
	if err := r.secondPass(ctx); err != nil {
		return err
	}
	return r.close(ctx)
}

// firstPass reads the whole table, counts, and takes the rows with a code.
func (r *run) firstPass(ctx context.Context) error {
	var batch []reading
	flush := func() error {
		err := r.takeBatch(ctx, batch, r.lastRow, true)
		batch = batch[:0]
		return err
	}
	for chunk, err := range r.imp.readAhead(ctx, r.table, r.batch, r.foresee) {
		if err != nil {
			return err
		}
		for at := range chunk {
			one := &chunk[at]
			r.lastRow = one.row
			if err := r.count(one); err != nil {
				return err
			}
			switch {
			case one.rejected || r.done():
			case one.coded:
				batch = append(batch, *one)
			default:
				r.holdBack(one)
			}
			if len(batch) >= r.batch {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		r.progress(1)
	}
	if r.done() {
		return nil
	}
	return flush()
}

func (r *run) count(one *reading) error {
	r.rows++
	r.problems.add(one.problems...)
	if one.rejected {
		r.rejected++
		return r.rejects.add(one)
	}
	r.accepted++
	if one.coded {
		r.coded++
	}
	if one.short {
		r.shortNames++
	}
	if r.done() || r.taken(one) {
		r.unchanged++
	}
	return nil
}

// taken says whether an earlier run has taken the row.
func (r *run) taken(one *reading) bool {
	if one.coded {
		return int64(one.row) <= r.before.CodedTo
	}
	return int64(one.row) <= r.before.PlainTo
}

func (r *run) holdBack(one *reading) {
	switch {
	case r.taken(one) || r.overflow:
	case len(r.held) == maxHeldBack:
		r.overflow, r.held = true, nil
	default:
		r.held = append(r.held, *one)
	}
}

// plainRows gives the rows without code that are still to be taken.
func (r *run) plainRows(ctx context.Context) iter.Seq2[[]reading, error] {
	if !r.overflow {
		return func(yield func([]reading, error) bool) { yield(r.held, nil) }
	}
	return r.imp.readAhead(ctx, r.table, r.batch, unprepared)
}

func (r *run) secondPass(ctx context.Context) error {
	var batch []reading
	last := 0
	for chunk, err := range r.plainRows(ctx) {
		if err != nil {
			return err
		}
		for at := range chunk {
			one := &chunk[at]
			if one.rejected || one.coded || r.taken(one) {
				continue
			}
			last = one.row
			if batch = append(batch, *one); len(batch) >= r.batch {
				if err := r.takeBatch(ctx, batch, last, false); err != nil {
					return err
				}
				batch = batch[:0]
			}
		}
		r.progressAt(2, last)
	}
	if len(batch) == 0 {
		return nil
	}
	return r.takeBatch(ctx, batch, last, false)
}

// takeBatch takes rows and moves the watermark, all in one transaction. Nothing
// of the rows is kept while the next ones take their places.
func (r *run) takeBatch(ctx context.Context, batch []reading, to int, coded bool) error {
	if len(batch) == 0 {
		return nil
	}
	defer clear(batch)
	var t *taking
	var state graph.Import
	err := r.sink.update(ctx, func(w graph.Writer) error {
		var err error
		if state, err = r.current(ctx, w); err != nil {
			return err
		}
		t = newTaking(r, w, len(batch))
		t.codedTo, t.plainTo = state.CodedTo, state.PlainTo
		take := t.plain
		if coded {
			take = t.coded
		}
		if err := take(ctx, batch); err != nil {
			return err
		}
		if coded {
			state.CodedTo = max(state.CodedTo, int64(to))
		} else {
			state.PlainTo = max(state.PlainTo, int64(to))
		}
		state.Created += int64(t.created)
		state.Updated += int64(t.updated)
		return graph.Imports().Put(ctx, w, []graph.Import{state})
	})
	if err != nil {
		return err
	}
	r.state = state
	r.mostlyKnown.Store(2*t.created < len(batch))
	r.created += t.created
	r.updated += t.updated
	r.unchanged += t.unchanged
	r.problems.add(t.problems...)
	for name := range t.pending {
		r.pending[name] = true
	}
	return nil
}

// current is the state of the import as the record holds it: another process
// may be taking the same file at the same time.
func (r *run) current(ctx context.Context, w graph.Writer) (graph.Import, error) {
	held, err := graph.Imports().Get(ctx, w, []string{r.state.ID})
	if err != nil {
		return r.state, err
	}
	if state, ok := held[r.state.ID]; ok {
		return state, nil
	}
	return r.state, nil
}

// close marks the import complete.
func (r *run) close(ctx context.Context) error {
	return r.sink.update(ctx, func(w graph.Writer) error {
		state, err := r.current(ctx, w)
		if err != nil {
			return err
		}
		state.Finished = r.imp.clock().UTC().Format(time.RFC3339)
		state.Rows, state.Accepted, state.Rejected = int64(r.rows), int64(r.accepted), int64(r.rejected)
		state.CodedTo, state.PlainTo = max(state.CodedTo, int64(r.lastRow)), max(state.PlainTo, int64(r.lastRow))
		state.Complete = cmp.Or(r.opts.Complete, state.Complete)
		state.Problems = r.problems.listed(graph.MaxKeptProblems)
		return graph.Imports().Put(ctx, w, []graph.Import{state})
	})
}

// declare notes that a list that was imported before is a full one.
func (r *run) declare(ctx context.Context) error {
	if r.opts.DryRun || r.opts.Complete == "" || r.opts.Complete == r.state.Complete {
		return nil
	}
	r.state.Complete = r.opts.Complete
	return r.sink.update(ctx, func(w graph.Writer) error { return graph.Imports().Put(ctx, w, []graph.Import{r.state}) })
}
