package neostore_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

// TestManyFirms records 100,000 firms, 20,000 in one Update, on a server with
// a heap of 1 GB, and holds the counters against a recount.
func TestManyFirms(t *testing.T) {
	if os.Getenv("LIANTU_LONG") == "" {
		t.Skip("较久，设 LIANTU_LONG=1 运行")
	}
	s := fresh(t, neotest.Start(t), graph.Declared())
	r, err := graphtest.MadeRecord(t.Context(), s)
	require.NoError(t, err)
	const all, batch = 100_000, 20_000
	start := time.Now()
	for first := 0; first < all; first += batch {
		putFirms(t, r, graphtest.MadeFirms(first, batch))
	}
	t.Logf("%.0f firms/s", all/time.Since(start).Seconds())
	require.NoError(t, s.View(t.Context(), func(rd graph.Reader) error {
		found, err := graph.Verify(t.Context(), rd)
		require.NoError(t, err)
		require.Equal(t, int64(all), found.Checked["firms"])
		require.Equal(t, []string{"没有设定本地地区"}, found.Problems)
		return nil
	}))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Empty(t, found.Problems)
}
