package neostore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

const benchBatch = 5000

func benchRecord(b *testing.B) *graph.Record {
	b.Helper()
	r, err := graphtest.MadeRecord(b.Context(), fresh(b, neotest.Start(b), graph.Declared()))
	require.NoError(b, err)
	return r
}

func putFirms(t testing.TB, r *graph.Record, firms []*graph.Firm) {
	t.Helper()
	require.NoError(t, r.Update(t.Context(), func(w graph.Writer) error { return r.PutFirms(t.Context(), w, firms) }))
}

// BenchmarkPutFirms records batches of new firms with their presences and
// tallies; the making of the firms is not counted.
func BenchmarkPutFirms(b *testing.B) {
	r := benchRecord(b)
	putFirms(b, r, graphtest.MadeFirms(0, benchBatch)) // the server compiles what runs often
	n := benchBatch
	for b.Loop() {
		b.StopTimer()
		firms := graphtest.MadeFirms(n, benchBatch)
		n += benchBatch
		b.StartTimer()
		putFirms(b, r, firms)
	}
	b.ReportMetric(float64(n-benchBatch)/b.Elapsed().Seconds(), "firms/s")
}

// BenchmarkPutFirmsAgain records a batch that is there already.
func BenchmarkPutFirmsAgain(b *testing.B) {
	r := benchRecord(b)
	for i := range 4 {
		putFirms(b, r, graphtest.MadeFirms(i*benchBatch, benchBatch))
	}
	firms := graphtest.MadeFirms(benchBatch, benchBatch)
	for b.Loop() {
		putFirms(b, r, firms)
	}
	b.ReportMetric(float64(b.N*benchBatch)/b.Elapsed().Seconds(), "firms/s")
}

// BenchmarkFindPages reads 20,000 firms page by page.
func BenchmarkFindPages(b *testing.B) {
	r := benchRecord(b)
	for i := range 4 {
		putFirms(b, r, graphtest.MadeFirms(i*benchBatch, benchBatch))
	}
	for name, q := range map[string]graph.Query{
		"by key":             {},
		"by region and year": {OrderBy: []graph.Order{{Field: "region"}, {Field: "founded_year"}}},
		"of a region":        {Where: []graph.Cond{{Field: "region", Op: graph.Prefix, Value: "1503"}}},
	} {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				require.NoError(b, r.View(b.Context(), func(rd graph.Reader) error {
					for _, err := range graph.Firms().All(b.Context(), rd, q) {
						if err != nil {
							return err
						}
						n++
					}
					return nil
				}))
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "firms/s")
		})
	}
}

// BenchmarkCount counts presences in groups.
func BenchmarkCount(b *testing.B) {
	r := benchRecord(b)
	for i := range 4 {
		putFirms(b, r, graphtest.MadeFirms(i*benchBatch, benchBatch))
	}
	one := []graph.Cond{{Field: "to", Op: graph.Eq, Value: "link-007"}, {Field: "role", Op: graph.Eq, Value: "producer"}}
	for name, q := range map[string]graph.CountQuery{
		"all":                       {Edge: "OCCUPIES"},
		"by link, role, prefecture": {Edge: "OCCUPIES", GroupBy: []string{"to", "role", "region:4"}},
		"one link by prefecture":    {Edge: "OCCUPIES", Where: one, GroupBy: []string{"region:4"}},
		"firms by region":           {Label: "Firm", GroupBy: []string{"region"}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				require.NoError(b, r.View(b.Context(), func(rd graph.Reader) error {
					_, err := rd.Count(b.Context(), q)
					return err
				}))
			}
		})
	}
}
