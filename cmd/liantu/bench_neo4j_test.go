package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"liantu/graph"
	"liantu/graph/neostore/neotest"
	"liantu/matcher"
	"liantu/matcher/match"
)

// BenchmarkStores does the same on the embedded store and on a Neo4j server
// that was started for it: it imports the 264,142 real rows (with -short, the
// first file only) with presences and index, and then asks of that record what
// pages ask. On Neo4j each figure comes with its ratio to the embedded one. The
// server is measured as an office has it, after it has compiled what runs
// often; what it does just started is reported apart.
func BenchmarkStores(b *testing.B) {
	tuneMemory()
	files := realRowFiles(b)
	if testing.Short() {
		files = files[:1]
	}
	embedded := storeFigures{}
	b.Run("embedded", func(b *testing.B) {
		benchStore(b, config{data: filepath.Join(b.TempDir(), "data")}, files, embedded, nil)
	})
	b.Run("neo4j", func(b *testing.B) {
		server := neotest.Start(b)
		on := func(folder string) config {
			return config{data: filepath.Join(b.TempDir(), folder), store: server.URI, neo4j: credentials{user: neotest.User, password: neotest.Password}}
		}
		b.Run("just-started", func(b *testing.B) { benchImport(b, on("first"), files, storeFigures{}, embedded) })
		server.Wipe(b)
		benchStore(b, on("again"), files, storeFigures{}, embedded)
	})
}

// storeFigures are what was measured of one store: the median time of a
// question, or the time per row of the import, by name.
type storeFigures map[string]time.Duration

// note keeps a figure and reports its ratio to that of the other store, if any.
func (f storeFigures) note(b *testing.B, name string, taken time.Duration, other storeFigures) {
	f[name] = taken
	if was := other[name]; was > 0 {
		b.ReportMetric(float64(taken)/float64(was), "x-embedded")
	}
}

// benchImport makes a record and imports the files; it gives the program with
// that record, nil where imports are not measured.
func benchImport(b *testing.B, at config, files []string, own, other storeFigures) (fresh func() *app) {
	ctx := context.Background()
	order(b, at, io.Discard, "init", "--bare")
	b.Run("import", func(b *testing.B) {
		start := time.Now()
		order(b, at, io.Discard, append([]string{"import"}, files...)...)
		taken := time.Since(start)
		fresh = func() *app {
			return &app{config: at, in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}, now: time.Now}
		}
		rows := countFirms(ctx, b, fresh())
		b.ReportMetric(float64(rows)/taken.Seconds(), "firms/s")
		own.note(b, "import", taken/time.Duration(rows), other)
	})
	return fresh
}

func benchStore(b *testing.B, at config, files []string, own, other storeFigures) {
	ctx := context.Background()
	fresh := benchImport(b, at, files, own, other)
	if fresh == nil {
		return
	}
	err := fresh().with(ctx, writing, true, func(o *office) error {
		b.Run("chain-after-change", func(b *testing.B) {
			own.note(b, "chain-after-change", firstAnswers(ctx, b, o), other)
		})
		for _, q := range []struct {
			name string
			ask  func() error
		}{
			{"chain", func() error { _, err := o.engine.Chain(ctx, "coking"); return err }},
			{"gaps", func() error { _, err := o.engine.Gaps(ctx, matcher.GapFilter{}); return err }},
			{"match-needle-coke", ranking(ctx, o, "needle-coke")},
			{"match-magnesium", ranking(ctx, o, "magnesium")},
			{"match-magnesium-again", matching(ctx, o, matcher.Target{Link: "magnesium"})},
			{"match-text", matching(ctx, o, matcher.Target{Text: "高纯氧化铝"})},
		} {
			b.Run(q.name, func(b *testing.B) {
				const times = 50
				own.note(b, q.name, quantiles(b, times, func() {}, q.ask), other)
			})
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// ranking asks for a list that was not asked for before, so that none is at hand.
func ranking(ctx context.Context, o *office, link string) func() error {
	top := 100
	return func() error {
		top++
		_, err := o.engine.Match(ctx, matcher.Target{Link: link}, match.Options{Top: top, Anyway: true})
		return err
	}
}

// firstAnswers asks for a chain each time a firm has been written.
func firstAnswers(ctx context.Context, b *testing.B, o *office) time.Duration {
	record, err := o.engine.Record(ctx)
	if err != nil {
		b.Fatal(err)
	}
	change := func() {
		err := record.Update(ctx, func(w graph.Writer) error {
			firms, _, err := graph.Firms().Find(ctx, w, graph.Query{Limit: 1})
			if err != nil {
				return err
			}
			return record.PutFirms(ctx, w, []*graph.Firm{&firms[0]})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	const times = 5
	return quantiles(b, times, change, func() error { _, err := o.engine.Chain(ctx, "coking"); return err })
}

// quantiles asks many times, reports how long half and nearly all of the
// answers take, and gives the former; before goes before each, uncounted.
func quantiles(b *testing.B, times int, before func(), ask func() error) time.Duration {
	taken := make([]time.Duration, times)
	for i := range taken {
		before()
		start := time.Now()
		if err := ask(); err != nil {
			b.Fatal(err)
		}
		taken[i] = time.Since(start)
	}
	slices.Sort(taken)
	b.ReportMetric(float64(taken[times/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(taken[times*95/100].Microseconds())/1000, "p95-ms")
	return taken[times/2]
}

func countFirms(ctx context.Context, b *testing.B, a *app) (n int64) {
	err := a.ask(ctx, func(o *office) error {
		return o.store.View(ctx, func(r graph.Reader) error {
			groups, err := r.Count(ctx, graph.CountQuery{Label: "Firm"})
			if err == nil {
				n = groups[0].N
			}
			return err
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}
