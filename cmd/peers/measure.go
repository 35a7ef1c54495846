package main

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"liantu/cmd/internal/folder"
	"liantu/data"
	"liantu/matcher/text"
)

// top is how many hits are asked for.
const top = 100

// warmRounds is how often every query is asked before it is timed.
const warmRounds = 5

// settling bounds the wait for an engine's background merges.
const settling = 60 * time.Second

// engine is a search engine under measurement, without rows at first.
type engine interface {
	// index takes the rows in; at its return they can be searched and are on disk.
	index(ctx context.Context, rows []row) error
	// search gives the ids of the best firms for a product, at most top.
	search(ctx context.Context, p product) ([]string, error)
	// size is what the index takes on disk, in bytes.
	size(ctx context.Context) (int64, error)
	// processes are those whose memory and time the engine takes.
	processes() []int
	close() error
}

// measurement is what was seen of one engine; it is its JSON line.
type measurement struct {
	Engine  string  `json:"engine"`
	Rows    int     `json:"rows"`
	Seconds float64 `json:"index_s"`
	RowsPS  float64 `json:"rows_per_s"`
	CPU     float64 `json:"cpu_us_per_row"` // of all threads until index returns; 0 where the system does not tell
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	Hits    float64 `json:"hits"` // mean number returned, of 100 at most
	Disk    float64 `json:"disk_mb"`
	Held    float64 `json:"before_mb"` // memory before indexing, with the rows that the process holds
	Peak    float64 `json:"peak_mb"`   // 0 where the system does not tell
	Load    float64 `json:"load"`      // of the machine before the engine began
	Note    string  `json:"note,omitempty"`
}

// measureHere measures an engine in this process and prints its JSON line.
func (j job) measureHere(ctx context.Context, name string, out io.Writer) error {
	c, err := find(name)
	if err != nil {
		return err
	}
	file := j.texts()
	if c.grams {
		file = j.grams()
	}
	rows, err := readRows(file)
	if err != nil {
		return err
	}
	analyzer, err := text.New(data.Starter())
	if err != nil {
		return err
	}
	asked, err := products(analyzer)
	if err != nil {
		return err
	}
	m, err := measure(ctx, c, j.folder(name), rows, asked, j.rounds)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(m)
}

func measure(ctx context.Context, c contender, folder string, rows []row, asked []product, rounds int) (m measurement, err error) {
	held := int64(0)
	for _, r := range rows {
		held += int64(len(r.id) + len(r.name) + len(r.scope) + 48)
	}
	debug.SetMemoryLimit(memoryLimit + held)
	e, err := c.open(ctx, folder)
	if err != nil {
		return m, err
	}
	defer func() {
		if closing := e.close(); err == nil {
			err = closing
		}
	}()
	if w, ok := e.(warming); ok {
		if err := w.warm(ctx, rows); err != nil {
			return m, err
		}
	}
	runtime.GC()
	m = measurement{Engine: c.name, Rows: len(rows), Held: memory(e.processes(), "VmRSS:")}
	spent, start := cpuSeconds(e.processes()), time.Now()
	if err := e.index(ctx, rows); err != nil {
		return m, err
	}
	m.Seconds = time.Since(start).Seconds()
	m.CPU = (cpuSeconds(e.processes()) - spent) * 1e6 / float64(len(rows))
	m.RowsPS = float64(len(rows)) / m.Seconds
	size, err := settled(ctx, e)
	if err != nil {
		return m, err
	}
	m.Disk = float64(size) / 1e6
	if err := m.ask(ctx, asked, rounds, e.search); err != nil {
		return m, err
	}
	m.Peak = memory(e.processes(), "VmHWM:")
	m.round()
	if n, ok := e.(noted); ok {
		m.Note, err = n.note(ctx, asked, rounds)
	}
	return m, err
}

// round leaves the figures as many digits as they deserve.
func (m *measurement) round() {
	for _, figure := range []*float64{&m.Seconds, &m.RowsPS, &m.CPU, &m.P50, &m.P95, &m.Hits, &m.Disk, &m.Held, &m.Peak} {
		*figure = math.Round(*figure*100) / 100
	}
}

// warming is an engine that is slow at first.
type warming interface {
	warm(ctx context.Context, rows []row) error
}

// noted is an engine with one thing more to say.
type noted interface {
	note(ctx context.Context, asked []product, rounds int) (string, error)
}

// settled waits until the index has kept its size for two seconds, so that
// queries are not timed beside merges, and returns that size.
func settled(ctx context.Context, e engine) (int64, error) {
	var last int64
	same := 0
	for end := time.Now().Add(settling); ; {
		now, err := e.size(ctx)
		if err != nil {
			return 0, err
		}
		if now == last {
			same++
		} else {
			same = 0
		}
		if last = now; same == 4 || time.Now().After(end) {
			return last, nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// ask times the queries, warm.
func (m *measurement) ask(ctx context.Context, asked []product, rounds int, search func(context.Context, product) ([]string, error)) error {
	var taken []float64
	hits := 0
	for round := range warmRounds + rounds {
		for _, p := range asked {
			start := time.Now()
			ids, err := search(ctx, p)
			if err != nil {
				return err
			}
			if round >= warmRounds {
				taken = append(taken, time.Since(start).Seconds()*1000)
				hits += len(ids)
			}
		}
	}
	slices.Sort(taken)
	m.P50, m.P95 = taken[len(taken)/2], taken[len(taken)*95/100]
	m.Hits = float64(hits) / float64(len(taken))
	return nil
}

// local is an engine within this process, with its files in a folder.
type local struct{ folder string }

func (l local) processes() []int { return []int{os.Getpid()} }

func (l local) size(context.Context) (int64, error) { return folder.Size(l.folder) }
