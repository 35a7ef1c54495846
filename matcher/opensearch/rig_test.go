package opensearch_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/data"
	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/internal/shared"
	"liantu/matcher"
	"liantu/matcher/index"
	"liantu/matcher/opensearch"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// products are what planners look for, a single character among them.
func products() []string {
	return []string{"聚氯乙烯", "电石", "锂离子电池负极材料", "工业机器人", "煤焦油", "葡萄酒酿造", "污水处理设备", "铝", "汽车零部件制造", "水泥",
		"钢结构", "塑料薄膜", "饲料添加剂", "光伏组件", "变压器", "涂料", "医用口罩", "轴承", "集成电路封装", "甲醇"}
}

func analyzer(t testing.TB) *text.Analyzer {
	t.Helper()
	a, err := text.New(data.Starter())
	require.NoError(t, err)
	return a
}

// newRecord is an empty record with chains, rules and regions, at home in Wuhai.
func newRecord(t testing.TB) *graph.Record {
	t.Helper()
	s, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: graph.Declared()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	regions, err := data.Regions(data.Starter())
	require.NoError(t, err)
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		_, err := data.Load(t.Context(), w, data.Starter())
		return errors.Join(err, graph.Regions().Put(t.Context(), w, regions),
			graph.Settings().Put(t.Context(), w, []graph.Setting{{Key: graph.HomeRegionSetting, Value: "150300"}}))
	}))
	record, err := matcher.New(s, nil, time.Now).Record(t.Context())
	require.NoError(t, err)
	return record
}

func put(t testing.TB, r *graph.Record, firms []*graph.Firm) {
	t.Helper()
	for some := range slices.Chunk(firms, 5000) {
		require.NoError(t, r.Update(t.Context(), func(w graph.Writer) error { return r.PutFirms(t.Context(), w, some) }))
	}
}

func firm(code, name, scope, region string) *graph.Firm {
	f := &graph.Firm{ID: graph.NewFirmID(code, graph.NameKey(name), "")}
	f.Take(&graph.Statement{Source: graph.Source{Import: "test", File: "firms.csv", AsOf: "2019-04-01T00:00:00+08:00"}, Values: []graph.Value{
		{Field: graph.FieldName, Text: name}, {Field: graph.FieldCode, Text: code}, {Field: graph.FieldScope, Text: scope},
		{Field: graph.FieldPlaceCode, Text: region},
	}})
	return f
}

// realFirms are some of the registry rows beside the project, taken evenly from
// all of them. Where there are none the test is skipped, and fails in CI.
func realFirms(t testing.TB, n int) []*graph.Firm {
	t.Helper()
	rows := shared.Rows(t, "data/national.csv.gz")[1:]
	var firms []*graph.Firm
	for i, row := range rows {
		if i*n/len(rows) != (i+1)*n/len(rows) {
			firms = append(firms, firm(row[1], row[0], row[5], row[1][2:8]))
		}
	}
	require.Len(t, firms, n)
	return firms
}

func open(t testing.TB, address string, store graph.Store) *opensearch.Index {
	t.Helper()
	x, err := opensearch.Open(t.Context(), address, store.ID(), analyzer(t), opensearch.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, x.Close()) })
	return x
}

// local is an index of this machine that is up to the record.
func local(t testing.TB, store graph.Store) *index.Index {
	t.Helper()
	x, err := index.Open(t.Context(), filepath.Join(t.TempDir(), "index"), store.ID(), analyzer(t))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, x.Close()) })
	require.NoError(t, x.Sync(t.Context(), store))
	return x
}

func synced(t testing.TB, x *opensearch.Index, store graph.Store) {
	t.Helper()
	require.NoError(t, x.Sync(t.Context(), store))
	require.Equal(t, versionOf(t, store), x.Version())
}

func versionOf(t testing.TB, store graph.Store) (v graph.Version) {
	t.Helper()
	require.NoError(t, store.View(t.Context(), func(r graph.Reader) error {
		var err error
		v, err = r.Version(t.Context())
		return err
	}))
	return v
}

// found are the firms that an index finds, the best first, and how many there are.
func found(t testing.TB, x matcher.Searcher, store graph.Store, q search.Query) (ids []string, total int) {
	t.Helper()
	require.NoError(t, store.View(t.Context(), func(r graph.Reader) error {
		q.Record = r
		hits, n, err := x.Search(t.Context(), q)
		total = n
		for _, h := range hits {
			ids = append(ids, h.FirmID)
		}
		return err
	}))
	return ids, total
}

// watched is a store that says when a view has ended, and the how manieth.
type watched struct {
	graph.Store
	after func(view int)

	mu    sync.Mutex
	views int
}

// View counts.
func (w *watched) View(ctx context.Context, fn func(graph.Reader) error) error {
	err := w.Store.View(ctx, fn)
	w.mu.Lock()
	w.views++
	n := w.views
	w.mu.Unlock()
	w.after(n)
	return err
}
