package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"
)

// report is what a comparison has seen.
type report struct {
	began    time.Time
	prepared prepared
	measured []measurement
	left     []string // what was left out, and why
}

// write prints the table and then the JSON lines.
func (r *report) write(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d cores, %s/%s, %d rows (%.0f MB of text), top %d of the products in cmd/peers/queries.yaml; %.0f s in all.\n",
		r.began.Format("2006-01-02 15:04"), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		r.prepared.rows, float64(r.prepared.bytes)/1e6, top, time.Since(r.began).Seconds())
	fmt.Fprintf(&b, "The project's analysis alone, one thread, no cache: %.0f rows/s.\n\n", r.prepared.analysed)
	b.WriteString("| engine | rows/s | to tantivy | to ours | CPU µs/row | p50 / p95 ms | p50 to tantivy | p50 to ours | disk MB | peak MB (before indexing) | hits | load |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, m := range r.measured {
		fmt.Fprintf(&b, "| %s | %.0f | %s | %s | %.0f | %.1f / %.1f | %s | %s | %.0f | %.0f (%.0f) | %.0f | %.1f |\n",
			about(m.Engine), m.RowsPS, r.ratio(m, "tantivy", rowsPS), r.ratio(m, "liantu", rowsPS), m.CPU, m.P50, m.P95,
			r.ratio(m, "tantivy", p50), r.ratio(m, "liantu", p50), m.Disk, m.Peak, m.Held, m.Hits, m.Load)
	}
	b.WriteString("\n")
	for _, m := range r.measured {
		if m.Note != "" {
			fmt.Fprintf(&b, "%s: %s\n", about(m.Engine), m.Note)
		}
	}
	for _, l := range r.left {
		fmt.Fprintf(&b, "缺 / left out: %s\n", l)
	}
	b.WriteString("\n")
	lines := json.NewEncoder(&b)
	for _, m := range r.measured {
		if err := lines.Encode(m); err != nil {
			return err
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func about(name string) string {
	c, err := find(name)
	if err != nil {
		return name
	}
	return c.about
}

func rowsPS(m measurement) float64 { return m.RowsPS }
func p50(m measurement) float64    { return m.P50 }

// ratio is a figure by that of another engine; "–" where that was left out.
func (r *report) ratio(m measurement, to string, figure func(measurement) float64) string {
	i := slices.IndexFunc(r.measured, func(o measurement) bool { return o.Engine == to })
	if i < 0 || figure(r.measured[i]) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", figure(m)/figure(r.measured[i]))
}
