package opensearch_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/matcher/opensearch/searchtest"
	"liantu/matcher/search"
)

// BenchmarkSync indexes 20,000 real firms on two nodes of this machine, a copy
// on each, and then asks; rows/s is of indexing, reading the record included.
func BenchmarkSync(b *testing.B) {
	cluster := searchtest.Start(b)
	record := newRecord(b)
	put(b, record, realFirms(b, manyFirms))
	for b.Loop() {
		x := open(b, cluster.Address, record)
		cluster.Await(b)
		start := time.Now()
		synced(b, x, record)
		b.ReportMetric(manyFirms/time.Since(start).Seconds(), "rows/s")
		var times []time.Duration
		for range 5 {
			for _, p := range products() {
				start := time.Now()
				require.NoError(b, record.View(b.Context(), func(r graph.Reader) error {
					_, _, err := x.Search(b.Context(), search.Query{Text: p, Limit: 100, Record: r})
					return err
				}))
				times = append(times, time.Since(start))
			}
		}
		times = times[len(products()):] // the servers warm up on the first round
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
	}
}
