package index_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"liantu/graph"
	"liantu/matcher/index"
	"liantu/matcher/search"
)

// BenchmarkSync indexes the national rows; rows/s is of indexing, reading the
// stand-in record included.
func BenchmarkSync(b *testing.B) {
	firms := sharedFirms(b, "national.csv.gz")
	r := newRecord("national")
	for part := range slices.Chunk(firms, 5000) {
		r.commit(part...)
	}
	for b.Loop() {
		x := open(b, filepath.Join(b.TempDir(), "index"), r)
		start := time.Now()
		if err := x.Sync(context.Background(), r); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(firms))/time.Since(start).Seconds(), "rows/s")
		queries(b, x, nil, "")
		queries(b, x, r, "rescored-")
		if err := x.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func queries(b *testing.B, x *index.Index, r graph.Reader, label string) {
	var times []time.Duration
	for range 5 {
		for _, q := range []string{"聚氯乙烯", "电石", "锂离子电池负极材料", "工业机器人", "煤焦油", "葡萄酒酿造", "污水处理设备", "铝", "汽车零部件制造"} {
			start := time.Now()
			if _, _, err := x.Search(context.Background(), search.Query{Text: q, Limit: 100, Record: r}); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, label+"p50-ms")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, label+"p95-ms")
}
