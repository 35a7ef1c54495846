package embedded_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

const (
	benchBatch = 5000
	benchLinks = 300
)

// everyOther reads one presence from every firm and a second from every other.
type everyOther struct{}

func (everyOther) Version() string { return "bench-1" }

func (everyOther) Infer(_ context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	all := make([][]graph.Presence, len(firms))
	for i, f := range firms {
		f.Kind = graph.Company
		at := int(f.ID[len(f.ID)-1]) + int(f.ID[len(f.ID)-2])*7 + i
		focus := 0.25
		for j := range 1 + i%2 {
			all[i] = append(all[i], graph.Presence{
				Link: fmt.Sprintf("link-%03d", (at+j*31)%benchLinks), Role: graph.Producer, Strength: graph.Strong, Focus: &focus,
				Evidence: []graph.Evidence{{In: graph.InScope, Term: "煤制活性炭", Clause: "煤制活性炭及其他煤炭加工", Strength: graph.Strong}},
			})
		}
	}
	return all, nil
}

// benchRecord opens a store with the links in it.
func benchRecord(b *testing.B) *graph.Record {
	b.Helper()
	s := fresh(b, graph.Declared())
	links := make([]graph.Link, benchLinks)
	for i := range links {
		links[i] = graph.Link{ID: fmt.Sprintf("link-%03d", i), Name: fmt.Sprint("环节", i)}
	}
	require.NoError(b, s.Update(b.Context(), func(w graph.Writer) error { return graph.Links().Put(b.Context(), w, links) }))
	return &graph.Record{Store: s, Inference: everyOther{}}
}

func putFirms(b *testing.B, r *graph.Record, first, n int) {
	b.Helper()
	firms := graphtest.MadeFirms(first, n)
	require.NoError(b, r.Update(b.Context(), func(w graph.Writer) error { return r.PutFirms(b.Context(), w, firms) }))
}

// BenchmarkPutFirms records batches of new firms with their presences and
// tallies; the making of the firms is not counted.
func BenchmarkPutFirms(b *testing.B) {
	r := benchRecord(b)
	n := 0
	for b.Loop() {
		b.StopTimer()
		firms := graphtest.MadeFirms(n, benchBatch)
		n += benchBatch
		b.StartTimer()
		require.NoError(b, r.Update(b.Context(), func(w graph.Writer) error { return r.PutFirms(b.Context(), w, firms) }))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "firms/s")
}

// BenchmarkPutFirmsAgain records a batch that is there already.
func BenchmarkPutFirmsAgain(b *testing.B) {
	r := benchRecord(b)
	for i := range 10 {
		putFirms(b, r, i*benchBatch, benchBatch)
	}
	firms := graphtest.MadeFirms(2*benchBatch, benchBatch)
	for b.Loop() {
		require.NoError(b, r.Update(b.Context(), func(w graph.Writer) error { return r.PutFirms(b.Context(), w, firms) }))
	}
	b.ReportMetric(float64(b.N*benchBatch)/b.Elapsed().Seconds(), "firms/s")
}

// BenchmarkCount counts a million edges in groups.
func BenchmarkCount(b *testing.B) {
	s := millionEdges(b)
	for _, by := range [][]string{{"to"}, {"to", "role"}, {"to", "role", "region:4"}} {
		b.Run(fmt.Sprint(by), func(b *testing.B) { benchCount(b, s, graph.CountQuery{Edge: "OCCUPIES", GroupBy: by}) })
	}
	one := []graph.Cond{{Field: "to", Op: graph.Eq, Value: "link-007"}, {Field: "role", Op: graph.Eq, Value: "producer"}}
	b.Run("one link by prefecture", func(b *testing.B) {
		benchCount(b, s, graph.CountQuery{Edge: "OCCUPIES", Where: one, GroupBy: []string{"region:4"}})
	})
	b.Run("one link, those that count", func(b *testing.B) {
		where := append(one, graph.Cond{Field: "counts", Op: graph.Eq, Value: true})
		benchCount(b, s, graph.CountQuery{Edge: "OCCUPIES", Where: where, GroupBy: []string{"region:4"}})
	})
}

func benchCount(b *testing.B, s *embedded.Store, q graph.CountQuery) {
	for b.Loop() {
		require.NoError(b, s.View(b.Context(), func(r graph.Reader) error {
			_, err := r.Count(b.Context(), q)
			return err
		}))
	}
}

// millionEdges makes 100,000 bare firms with ten presences each.
func millionEdges(b *testing.B) *embedded.Store {
	b.Helper()
	r := benchRecord(b)
	const perBatch = 10000
	for first := 0; first < 100_000; first += perBatch {
		firms := make([]graph.Firm, perBatch)
		var presences []graph.Presence
		for i := range firms {
			firms[i].ID = fmt.Sprintf("f%08d", first+i)
			for j := range 10 {
				presences = append(presences, graph.Presence{
					Firm: firms[i].ID, Link: fmt.Sprintf("link-%03d", (first+i*7+j*29)%benchLinks), Role: graph.Producer,
					Strength: graph.Strong, Region: fmt.Sprintf("15%02d%02d", 1+i%30, 1+j), Counts: true,
				})
			}
		}
		require.NoError(b, r.Update(b.Context(), func(w graph.Writer) error {
			if err := graph.Firms().Put(b.Context(), w, firms); err != nil {
				return err
			}
			return graph.Presences().Connect(b.Context(), w, presences)
		}))
	}
	return r.Store.(*embedded.Store)
}

// BenchmarkFindPages reads 50,000 firms page by page.
func BenchmarkFindPages(b *testing.B) {
	r := benchRecord(b)
	for i := range 10 {
		putFirms(b, r, i*benchBatch, benchBatch)
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
