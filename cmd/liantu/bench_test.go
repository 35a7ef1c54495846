package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liantu/matcher"
	"liantu/matcher/match"
)

// BenchmarkRealRows imports the 264,142 real rows with presences and index,
// and then asks of that record what pages ask: chains, gaps, lists, words.
func BenchmarkRealRows(b *testing.B) {
	tuneMemory()
	files := realRowFiles(b)
	data := filepath.Join(b.TempDir(), "data")
	b.Run("import", func(b *testing.B) {
		for range b.N {
			if err := os.RemoveAll(data); err != nil {
				b.Fatal(err)
			}
			importAll(b, config{data: data}, io.Discard, files...)
		}
	})
	a := &app{config: config{data: data}, in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}, now: time.Now}
	start := time.Now()
	err := a.with(context.Background(), reading, true, func(o *office) error {
		opened := time.Since(start)
		b.Run("open", func(b *testing.B) { b.ReportMetric(float64(opened.Milliseconds()), "ms/open") })
		questions(b, o)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// questions asks each question many times and reports its quantiles.
func questions(b *testing.B, o *office) {
	ctx := context.Background()
	for _, q := range []struct {
		name string
		ask  func() error
	}{
		{"chain", func() error { _, err := o.engine.Chain(ctx, "coking"); return err }},
		{"chains", func() error { _, err := o.engine.Chains(ctx); return err }},
		{"gaps", func() error { _, err := o.engine.Gaps(ctx, matcher.GapFilter{}); return err }},
		{"match-needle-coke", matching(ctx, o, matcher.Target{Link: "needle-coke"})},
		{"match-magnesium", matching(ctx, o, matcher.Target{Link: "magnesium"})},
		{"match-text", matching(ctx, o, matcher.Target{Text: "高纯氧化铝"})},
		{"firms-text", func() error { _, err := o.engine.Firms(ctx, matcher.FirmQuery{Text: "针状焦"}); return err }},
	} {
		b.Run(q.name, func(b *testing.B) {
			const times = 50
			for range b.N {
				quantiles(b, times, func() {}, q.ask)
			}
		})
	}
}

func matching(ctx context.Context, o *office, t matcher.Target) func() error {
	return func() error {
		_, err := o.engine.Match(ctx, t, match.Options{Top: 100, Anyway: true})
		return err
	}
}

// peakMemory is the most memory the process has held, in MB; 0 where the
// system does not tell.
func peakMemory(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			var kb float64
			if _, err := fmt.Sscan(rest, &kb); err != nil {
				b.Fatal(err)
			}
			return kb / 1024
		}
	}
	return 0
}
