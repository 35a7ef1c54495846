package graphtest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// recordCases are what a record promises to those who use it together.
func recordCases() map[string]func(*testing.T, graph.Store) {
	return map[string]func(*testing.T, graph.Store){
		"many write one firm while others read": manyWriteOneFirm,
		"a large batch in one update":           largeBatch,
	}
}

const (
	writers       = 4
	turns         = 6
	largeFirms    = 10_000 // as many as an import takes in one transaction
	problemOfHome = "没有设定本地地区"
)

// manyWriteOneFirm lets several importers speak about the same firm, and
// others check meanwhile that the firm, its presences and the counters are of
// one state. Nobody's row is lost.
func manyWriteOneFirm(t *testing.T, s graph.Store) {
	record, err := MadeRecord(t.Context(), s)
	require.NoError(t, err)
	one := MadeFirms(0, 1)[0]
	stop := make(chan struct{})
	failures := make(chan error, writers+2)
	var readers, writing sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := whole(t.Context(), s); err != nil {
					failures <- err
					return
				}
			}
		})
	}
	for w := range writers {
		writing.Go(func() {
			for turn := range turns {
				if err := speak(t.Context(), record, one, w, turn); err != nil {
					failures <- err
					return
				}
			}
		})
	}
	writing.Wait()
	close(stop)
	readers.Wait()
	close(failures)
	for err := range failures {
		require.NoError(t, err)
	}
	require.NoError(t, whole(t.Context(), s))
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		f, err := graph.Firms().One(t.Context(), r, one.ID)
		require.NoError(t, err)
		said := map[string]bool{}
		for _, source := range f.Sources {
			said[source.Import] = true
		}
		require.Len(t, f.Sources, writers*turns)
		require.Len(t, said, writers*turns, "a row stands twice, another is lost")
		v, err := r.Version(t.Context())
		require.Equal(t, graph.Version(writers*turns+1), v, "one version each, and one for the links")
		return err
	}))
}

// speak lets one row of one import speak about the firm, which makes it
// occupy another link.
func speak(ctx context.Context, record *graph.Record, firm *graph.Firm, writer, turn int) error {
	at := writer*turns + turn
	return record.Update(ctx, func(w graph.Writer) error {
		held, err := graph.Firms().Get(ctx, w, []string{firm.ID})
		if err != nil {
			return err
		}
		f, ok := held[firm.ID]
		if !ok {
			f = graph.Firm{ID: firm.ID}
		}
		f.Take(&graph.Statement{
			Source: graph.Source{Import: fmt.Sprintf("import-%02d", at), File: "firms.csv", Row: 2, AsOf: fmt.Sprintf("20%02d-01-01T00:00:00Z", at)},
			Values: []graph.Value{{Field: graph.FieldName, Text: firm.Name()}, {Field: graph.FieldCode, Text: firm.Code()},
				{Field: graph.FieldScope, Text: fmt.Sprintf("制品%03d制造；制品%03d生产", at, (at+1)%madeLinks)}},
		})
		return record.PutFirms(ctx, w, []*graph.Firm{&f})
	})
}

// whole says what does not fit together in one View.
func whole(ctx context.Context, s graph.Store) error {
	return s.View(ctx, func(r graph.Reader) error {
		found, err := graph.Verify(ctx, r)
		if err != nil {
			return err
		}
		for _, p := range found.Problems {
			if p != problemOfHome {
				return fmt.Errorf("a view shows parts: %s", strings.Join(found.Problems, "; "))
			}
		}
		firms, err := graph.Firms().List(ctx, r, graph.Query{})
		if err != nil {
			return err
		}
		for i := range firms {
			links, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{firms[i].ID}, Direction: graph.Out})
			if err != nil {
				return err
			}
			for _, p := range links {
				if word := "制品" + strings.TrimPrefix(p.Link, "link-"); !strings.Contains(firms[i].Scope(), word) {
					return fmt.Errorf("a view shows a firm's scope %s with a presence at %s", firms[i].Scope(), p.Link)
				}
			}
		}
		return nil
	})
}

// largeBatch records as many firms as an import takes at a time, changes half
// of them in one Update, and holds the counters against a recount.
func largeBatch(t *testing.T, s graph.Store) {
	if testing.Short() {
		t.Skip("writes many firms")
	}
	record, err := MadeRecord(t.Context(), s)
	require.NoError(t, err)
	put := func(firms []*graph.Firm) {
		t.Helper()
		require.NoError(t, record.Update(t.Context(), func(w graph.Writer) error { return record.PutFirms(t.Context(), w, firms) }))
	}
	put(MadeFirms(0, largeFirms))
	again := MadeFirms(largeFirms/2, largeFirms)
	put(again)
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		found, err := graph.Verify(t.Context(), r)
		require.NoError(t, err)
		require.Equal(t, int64(largeFirms*3/2), found.Checked["firms"])
		require.Equal(t, []string{problemOfHome}, found.Problems)
		v, err := r.Version(t.Context())
		require.Equal(t, graph.Version(3), v)
		return err
	}))
}
