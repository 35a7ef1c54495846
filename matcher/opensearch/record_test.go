package opensearch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/matcher/opensearch"
	"liantu/matcher/opensearch/searchtest"
	"liantu/matcher/search"
)

func small() []*graph.Firm {
	return []*graph.Firm{
		firm("91150300000000000A", "乌海市黄河电石有限公司", "许可经营项目：无 一般经营项目：生产销售电石、石灰氮", "150300"),
		firm("91640200000000000B", "石嘴山聚氯乙烯有限公司", "聚氯乙烯树脂、烧碱的生产和销售（依法须经批准的项目，经相关部门批准后方可开展经营活动）", "640200"),
		firm("91150302000000000C", "乌海市铝业有限公司", "铝合金型材加工；铝锭销售", "150302"),
	}
}

// call asks a node, as an administrator would.
func call(t testing.TB, n *searchtest.Node, method, path string, body any) []byte {
	t.Helper()
	b, err := json.Marshal(body)
	require.NoError(t, err)
	if body == nil {
		b = nil
	}
	request, err := http.NewRequestWithContext(t.Context(), method, n.URL+path, bytes.NewReader(b))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Less(t, response.StatusCode, 300, "%s %s: %s", method, path, answer)
	return answer
}

// indexOf is the name of the index of a record.
func indexOf(t testing.TB, n *searchtest.Node, store graph.Store) string {
	t.Helper()
	names := strings.Fields(string(call(t, n, http.MethodGet, "/_cat/indices/liantu-"+store.ID()+"*?h=index", nil)))
	require.Len(t, names, 1)
	return names[0]
}

// documents counts the firms that an index holds.
func documents(t testing.TB, n *searchtest.Node, store graph.Store) int {
	t.Helper()
	var counted struct{ Count int }
	are := map[string]any{"query": map[string]any{"exists": map[string]any{"field": "key"}}} // the version is a document without
	require.NoError(t, json.Unmarshal(call(t, n, http.MethodPost, "/"+indexOf(t, n, store)+"/_count", are), &counted))
	return counted.Count
}

func finds(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	firms := small()
	put(t, record, firms)
	x := open(t, cluster.Address, record)
	synced(t, x, record)
	names := map[string]string{firms[0].ID: "a", firms[1].ID: "b", firms[2].ID: "c"}
	for _, c := range []struct {
		name string
		q    search.Query
		want string
	}{
		{"by scope", search.Query{Text: "石灰氮"}, "a"},
		{"by name", search.Query{Text: "黄河电石"}, "a"},
		{"traditional characters", search.Query{Text: "聚氯乙烯樹脂"}, "b"},
		{"a single character", search.Query{Text: "铝"}, "c"},
		{"a part of the query", search.Query{Text: "电石法聚氯乙烯树脂糊"}, "b"},
		{"in a prefecture", search.Query{Text: "销售", Regions: []string{"150300"}}, "a c"},
		{"in a province", search.Query{Text: "销售", Regions: []string{"640000", "150302"}}, "b c"},
		{"elsewhere", search.Query{Text: "电石", Regions: []string{"640000"}}, ""},
		{"a later page", search.Query{Text: "销售", Offset: 3}, ""},
		{"nothing", search.Query{}, ""},
		{"boilerplate", search.Query{Text: "依法须经批准的项目"}, ""},
		{"emoji", search.Query{Text: "😀😀"}, ""},
		{"an expression", search.Query{Text: `.*(电石|[铝]+)\ "OR" name:*`}, "a c"},
		{"a very long text", search.Query{Text: strings.Repeat("电石炉气与石灰氮", 5000)}, "a"},
	} {
		ids, _ := found(t, x, record, c.q)
		var got []string
		for _, id := range ids {
			got = append(got, names[id])
		}
		slices.Sort(got)
		require.Equal(t, c.want, strings.Join(got, " "), c.name)
	}
}

func followsTheRecord(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	firms := small()
	put(t, record, firms)
	x := open(t, cluster.Address, record)
	synced(t, x, record)

	changed := firm(firms[0].Code(), firms[0].Name(), "甲醇生产", "150300")
	gone := firm(firms[1].Code(), firms[1].Name(), firms[1].Scope(), "640200")
	gone.InBeing = false
	require.NoError(t, record.Update(t.Context(), func(w graph.Writer) error {
		if err := record.RemoveFirms(t.Context(), w, []string{firms[2].ID}); err != nil {
			return err
		}
		return graph.Firms().Put(t.Context(), w, []graph.Firm{*changed, *gone})
	}))
	synced(t, x, record)
	again := open(t, cluster.Address, record)
	require.Equal(t, versionOf(t, record), again.Version())
	require.Empty(t, again.Rebuilt())
	for query, want := range map[string]int{"甲醇": 1, "石灰氮": 0, "铝合金": 0, "聚氯乙烯": 0} {
		ids, _ := found(t, again, record, search.Query{Text: query})
		require.Len(t, ids, want, query)
	}
	require.Equal(t, 1, documents(t, cluster.Manager, record))
}

// slowProgram: what a program read before another brought the index further
// does not come back.
func slowProgram(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	firms := small()
	put(t, record, firms)
	slow, quick := open(t, cluster.Address, record), open(t, cluster.Address, record)
	synced(t, slow, record)

	put(t, record, []*graph.Firm{firm(firms[0].Code(), firms[0].Name(), "甲醇生产", "150300")})
	gone := firm(firms[2].Code(), firms[2].Name(), "己烷生产", "150302")
	put(t, record, []*graph.Firm{gone})
	require.NoError(t, slow.Sync(t.Context(), &watched{Store: record, after: func(view int) {
		if view != 3 { // the list of changes, and a view for each of the two
			return
		}
		put(t, record, []*graph.Firm{firm(firms[0].Code(), firms[0].Name(), "石蜡生产", "150300")})
		require.NoError(t, record.Update(t.Context(), func(w graph.Writer) error {
			return record.RemoveFirms(t.Context(), w, []string{gone.ID})
		}))
		synced(t, quick, record)
	}}))
	for query, want := range map[string]int{"石蜡": 1, "甲醇": 0, "己烷": 0} {
		ids, _ := found(t, slow, record, search.Query{Text: query})
		require.Len(t, ids, want, query)
	}
	require.Less(t, slow.Version(), versionOf(t, record))
	require.Equal(t, versionOf(t, record), open(t, cluster.Address, record).Version(), "the later version stays")
}

// cutShort: a program that ends after it wrote and before it said so leaves a
// version that is too old, and the next goes on from there.
func cutShort(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	put(t, record, small()[:2])
	x := open(t, cluster.Address, record)
	synced(t, x, record)
	before := x.Version()
	put(t, record, small()[2:])
	ctx, cancel := context.WithCancel(t.Context())
	err := x.Sync(ctx, &watched{Store: record, after: func(view int) {
		if view == 2 { // the firm has been read
			cancel()
		}
	}})
	require.ErrorIs(t, err, context.Canceled)
	again := open(t, cluster.Address, record)
	require.Equal(t, before, again.Version())
	synced(t, again, record)
	ids, _ := found(t, again, record, search.Query{Text: "铝锭"})
	require.Len(t, ids, 1)
}

func madeAnew(t *testing.T, cluster *searchtest.Cluster) {
	for name, spoil := range map[string]func(t *testing.T, index string, record *graph.Record){
		"removed, and made by a stranger": func(t *testing.T, index string, _ *graph.Record) {
			call(t, cluster.Manager, http.MethodDelete, "/"+index, nil)
			call(t, cluster.Manager, http.MethodPut, "/"+strings.TrimSuffix(index, ".index"), nil)
		},
		"of another record": func(t *testing.T, index string, _ *graph.Record) {
			call(t, cluster.Manager, http.MethodPut, "/"+index+"/_mapping", map[string]any{"_meta": map[string]any{"store": "another"}})
		},
		"without its shards": func(t *testing.T, index string, r *graph.Record) {
			alias := strings.TrimSuffix(index, ".index")
			call(t, cluster.Manager, http.MethodDelete, "/"+index, nil)
			call(t, cluster.Manager, http.MethodPut, "/"+index+"?wait_for_active_shards=0", map[string]any{
				"settings": map[string]any{"index.routing.allocation.require._name": "nobody"},
				"mappings": map[string]any{"_meta": map[string]any{"store": r.ID(), "analysis": strings.TrimPrefix(alias, "liantu-"+r.ID()+"-")}},
				"aliases":  map[string]any{alias: map[string]any{}},
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			record := newRecord(t)
			put(t, record, small())
			synced(t, open(t, cluster.Address, record), record)
			spoil(t, indexOf(t, cluster.Manager, record), record)
			x, err := opensearch.Open(t.Context(), cluster.Address, record.ID(), analyzer(t), opensearch.Options{Write: 3 * time.Second})
			require.NoError(t, err)
			defer x.Close()
			require.NotEmpty(t, x.Rebuilt())
			require.Zero(t, x.Version())
			synced(t, x, record)
			ids, _ := found(t, x, record, search.Query{Text: "石灰氮"})
			require.Len(t, ids, 1)
		})
	}
	t.Run("removed while in use", func(t *testing.T) { removedInUse(t, cluster) })
	t.Run("ahead of a restored record", func(t *testing.T) { aheadOfTheRecord(t, cluster) })
}

func removedInUse(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	put(t, record, small())
	x := open(t, cluster.Address, record)
	synced(t, x, record)
	call(t, cluster.Manager, http.MethodDelete, "/"+indexOf(t, cluster.Manager, record), nil)
	_, _, err := x.Search(t.Context(), search.Query{Text: "石灰氮"})
	require.Equal(t, graph.Unavailable, graph.CodeOf(err))
	synced(t, x, record)
	ids, _ := found(t, x, record, search.Query{Text: "石灰氮"})
	require.Len(t, ids, 1)

	// Removed between the list of changes and the writing: nothing makes an index by the way.
	put(t, record, []*graph.Firm{firm("91150300000000000D", "乌海市甲醇有限公司", "甲醇生产", "150300")})
	err = x.Sync(t.Context(), &watched{Store: record, after: func(view int) {
		if view == 1 {
			call(t, cluster.Manager, http.MethodDelete, "/"+indexOf(t, cluster.Manager, record), nil)
		}
	}})
	require.Equal(t, graph.Unavailable, graph.CodeOf(err))
	synced(t, x, record)
	require.Equal(t, 4, documents(t, cluster.Manager, record))
}

// aheadOfTheRecord: after a restore the record counts its versions again from
// an earlier one.
func aheadOfTheRecord(t *testing.T, cluster *searchtest.Cluster) {
	record, restored := newRecord(t), newRecord(t)
	put(t, record, small())
	put(t, record, []*graph.Firm{firm("91150300000000000D", "乌海市甲醇有限公司", "甲醇生产", "150300")})
	synced(t, open(t, cluster.Address, record), record)
	put(t, restored, small()[:1])
	x := open(t, cluster.Address, record)
	require.NoError(t, x.Sync(t.Context(), restored))
	require.Equal(t, versionOf(t, restored), x.Version())
	require.Equal(t, 1, documents(t, cluster.Manager, record))
}
