package importers

import (
	"context"
	"iter"
	"runtime"

	"liantu/importers/table"
)

// chunkRows is how many rows one goroutine normalises at a time.
const chunkRows = 512

// chunk is a run of rows on its way through the goroutines.
type chunk struct {
	rows []table.Row
	err  error
	done chan []reading
	// unprepared is why the readings could not be prepared.
	unprepared error
}

// readAhead reads and normalises the rows below the header in goroutines
// ahead of the one that takes them, and gives them in order. There they are
// prepared too, where there is anything to prepare. As many may be ready or
// under way as a transaction takes, so that the next one has them when it begins.
func (i *Importer) readAhead(ctx context.Context, t *openTable, rows int, prepare func(context.Context, []reading) error) iter.Seq2[[]reading, error] {
	return func(yield func([]reading, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		workers := max(2, runtime.GOMAXPROCS(0))
		inOrder := make(chan *chunk, rows/chunkRows+1)
		work := make(chan *chunk)
		for range workers {
			go func() {
				reader := newRowReader(i, &t.header, t.sheet.Name, t.source, t.book.Date1904())
				for c := range work {
					readings := reader.readAll(c.rows)
					c.unprepared = prepare(ctx, readings)
					c.done <- readings
				}
			}()
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			defer close(inOrder)
			defer close(work)
			cutChunks(ctx, t, inOrder, work)
		}()
		defer func() { // the book may be closed after this: nobody reads it any longer
			stop()
			<-ended
		}()
		for c := range inOrder {
			if c.err != nil {
				yield(nil, c.err)
				return
			}
			readings := <-c.done
			if c.unprepared != nil {
				yield(nil, c.unprepared)
				return
			}
			if !yield(readings, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(nil, err)
		}
	}
}

func cutChunks(ctx context.Context, t *openTable, inOrder, work chan<- *chunk) {
	send := func(c *chunk) bool {
		select {
		case inOrder <- c:
		case <-ctx.Done():
			return false
		}
		if c.err != nil {
			return true
		}
		select {
		case work <- c:
			return true
		case <-ctx.Done():
			c.done <- nil
			return false
		}
	}
	fresh := func() *chunk { return &chunk{rows: make([]table.Row, 0, chunkRows), done: make(chan []reading, 1)} }
	c := fresh()
	for row, err := range t.book.Rows(ctx, t.header.sheet) {
		if err != nil {
			send(&chunk{err: err})
			return
		}
		if row.Number <= t.header.row {
			continue
		}
		if c.rows = append(c.rows, row); len(c.rows) == chunkRows {
			if !send(c) {
				return
			}
			c = fresh()
		}
	}
	send(c)
}

func (r *rowReader) readAll(rows []table.Row) []reading {
	out := make([]reading, 0, len(rows))
	for at := range rows {
		runtime.Gosched() // the transaction that takes the rows goes first: there is one at a time
		if one, ok := r.read(&rows[at]); ok {
			out = append(out, one)
		}
	}
	return out
}

// unprepared leaves readings as they were read.
func unprepared(context.Context, []reading) error { return nil }
