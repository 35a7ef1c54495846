package opensearch_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/matcher"
	"liantu/matcher/match"
	"liantu/matcher/opensearch"
	"liantu/matcher/opensearch/searchtest"
	"liantu/matcher/search"
)

// manyFirms is how many real firms are indexed; the last few come later.
const manyFirms, laterFirms = 20_000, 2_000

// TestCluster asks one cluster everything: to start one takes long.
func TestCluster(t *testing.T) {
	cluster := searchtest.Start(t)
	for name, test := range map[string]func(*testing.T, *searchtest.Cluster){
		"finds":                finds,
		"follows the record":   followsTheRecord,
		"a slow program":       slowProgram,
		"cut short":            cutShort,
		"made anew":            madeAnew,
		"behind a busy proxy":  behindBusyProxy,
		"with a password, TLS": withPassword,
	} {
		t.Run(name, func(t *testing.T) { test(t, cluster) })
	}
	record, firms := newRecord(t), realFirms(t, manyFirms+laterFirms)
	put(t, record, firms[:manyFirms])
	t.Run("a node dies while firms are indexed", func(t *testing.T) { nodeDiesWhileIndexing(t, cluster, record) })
	t.Run("as the local index", func(t *testing.T) { asTheLocalIndex(t, cluster, record) })
	put(t, record, firms[manyFirms:])
	t.Run("the manager dies", func(t *testing.T) { managerDies(t, cluster, record) })
}

func nodeDiesWhileIndexing(t *testing.T, cluster *searchtest.Cluster, record *graph.Record) {
	x := open(t, cluster.Address, record)
	cluster.Await(t)
	synced(t, x, &watched{Store: record, after: func(view int) {
		if view == 8 {
			cluster.Other.Kill()
		}
	}})
	require.Equal(t, manyFirms, documents(t, cluster.Manager, record))
	cluster.Other.Run(t)
	cluster.Await(t)
}

// managerDies: the node that stays answers, and what is written meanwhile is
// taken in when the manager is back.
func managerDies(t *testing.T, cluster *searchtest.Cluster, record *graph.Record) {
	x := open(t, cluster.Address, record)
	cluster.Manager.Kill()
	for _, p := range products() {
		ids, total := found(t, x, record, search.Query{Text: p})
		require.NotEmpty(t, ids, p)
		require.GreaterOrEqual(t, total, len(ids), p)
	}
	cluster.Manager.Run(t)
	tries := 1
	for until := time.Now().Add(2 * time.Minute); ; tries++ {
		err := x.Sync(t.Context(), record)
		if err == nil {
			break
		}
		require.Equal(t, graph.Unavailable, graph.CodeOf(err), err)
		require.True(t, time.Now().Before(until), err)
	}
	t.Logf("in step with the record at try %d", tries)
	require.Equal(t, versionOf(t, record), x.Version())
	cluster.Await(t)
	require.Equal(t, manyFirms+laterFirms, documents(t, cluster.Other, record))
}

// asTheLocalIndex wants both indexes to find the same firms and, for the most
// part, to have the same ones first; what is said of a firm is the same anyway.
func asTheLocalIndex(t *testing.T, cluster *searchtest.Cluster, record *graph.Record) {
	there, here := open(t, cluster.Address, record), local(t, record)
	sum := 0.0
	for _, p := range products() {
		want, wantTotal := found(t, here, record, search.Query{Text: p})
		got, total := found(t, there, record, search.Query{Text: p})
		require.Equal(t, wantTotal, total, p)
		shared := 0
		for _, id := range got {
			if slices.Contains(want, id) {
				shared++
			}
		}
		overlap := float64(shared) / float64(max(len(want), len(got), 1))
		t.Logf("%s: %d found, overlap@20 %.2f", p, total, overlap)
		sum += overlap
		inRegion := search.Query{Text: p, Regions: []string{"330000", "440300"}}
		_, want2 := found(t, here, record, inRegion)
		_, total2 := found(t, there, record, inRegion)
		require.Equal(t, want2, total2, p)
	}
	mean := sum / float64(len(products()))
	t.Logf("mean overlap@20 %.3f", mean)
	require.GreaterOrEqual(t, mean, 0.9)
	sameReceipts(t, matcher.New(record, here, time.Now), matcher.New(record, there, time.Now))
}

// sameReceipts wants the same said of a firm whichever index found it, save for
// one part: a text list counts a firm's place in the text search, and near ties
// may stand in another order there.
func sameReceipts(t *testing.T, here, there *matcher.Engine) {
	firms, whole := 0, 0
	for _, p := range products() {
		want, err := here.Match(t.Context(), matcher.Target{Text: p}, match.Options{})
		require.NoError(t, err)
		got, err := there.Match(t.Context(), matcher.Target{Text: p}, match.Options{})
		require.NoError(t, err)
		of := map[string]match.Candidate{}
		for _, c := range want.Candidates {
			of[c.Firm.ID] = c
		}
		for _, c := range got.Candidates {
			known, ok := of[c.Firm.ID]
			if !ok {
				continue
			}
			firms++
			a, placeA := withoutPlace(known)
			b, placeB := withoutPlace(c)
			require.InDelta(t, a.Score, b.Score, 1e-9, p)
			a.Score = b.Score
			require.Equal(t, a, b, p)
			if len(placeA) == 0 || placeA[0].Evidence[0] == placeB[0].Evidence[0] {
				whole++
				require.Equal(t, placeA, placeB, p)
			}
		}
	}
	t.Logf("%d candidates on both lists, %d of them with the same place in the text search as well", firms, whole)
	require.NotZero(t, firms)
}

// withoutPlace takes out what depends on a firm's place in a list.
func withoutPlace(c match.Candidate) (match.Candidate, []match.Part) {
	c.Rank = 0
	var others, place []match.Part
	for _, part := range c.Receipt {
		if part.Part != "text" {
			others = append(others, part)
			continue
		}
		place = append(place, part)
		c.Score -= part.Points
	}
	c.Receipt = others
	return c, place
}

// withPassword asks through a proxy that wants a password and speaks TLS, as
// one would put before a cluster.
func withPassword(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	put(t, record, small())
	proxy := guarded(t, cluster.Manager)
	enter := opensearch.Options{User: "office", Password: "only-of-this-test-7f3a", Trust: proxy.trust}
	x, err := opensearch.Open(t.Context(), proxy.address, record.ID(), analyzer(t), enter)
	require.NoError(t, err)
	defer x.Close()
	synced(t, x, record)
	ids, _ := found(t, x, record, search.Query{Text: "石灰氮"})
	require.Len(t, ids, 1)

	enter.Password = "wrong-0c1d"
	_, err = opensearch.Open(t.Context(), proxy.address, record.ID(), analyzer(t), enter)
	require.Equal(t, graph.Unauthorized, graph.CodeOf(err))
	require.NotContains(t, err.Error(), enter.Password)
	require.Contains(t, err.Error(), proxy.address)
}
