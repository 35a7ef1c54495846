package graph_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

// coking is a record with two links and an inference that reads them.
func coking(t *testing.T) *graph.Record {
	t.Helper()
	s, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: graph.Declared()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		if err := graph.Settings().Put(t.Context(), w, []graph.Setting{{Key: graph.HomeRegionSetting, Value: "150300"}}); err != nil {
			return err
		}
		return graph.Links().Put(t.Context(), w, []graph.Link{{ID: "coke", Name: "焦炭"}, {ID: "tar", Name: "煤焦油"}})
	}))
	return &graph.Record{Store: s, Inference: graphtest.Words{"coke": {"焦炭"}, "tar": {"煤焦油"}}}
}

// firm is a firm as one row says it.
func firm(id, name, scope, region string) *graph.Firm {
	f := &graph.Firm{ID: id}
	f.Take(&graph.Statement{Source: graph.Source{Import: "i", Row: 1, AsOf: "2020"}, Values: []graph.Value{
		{Field: graph.FieldName, Text: name}, {Field: graph.FieldScope, Text: scope}, {Field: graph.FieldPlaceAddress, Text: region},
	}})
	return f
}

func putFirms(t *testing.T, r *graph.Record, firms ...*graph.Firm) {
	t.Helper()
	require.NoError(t, r.Update(t.Context(), func(w graph.Writer) error { return r.PutFirms(t.Context(), w, firms) }))
}

// tallies are the counters that are not zero, and a check that a recount
// comes to the same.
func tallies(t *testing.T, r *graph.Record) map[string]int64 {
	t.Helper()
	kept := map[string]int64{}
	require.NoError(t, r.View(t.Context(), func(rd graph.Reader) error {
		for tally, err := range graph.Tallies().All(t.Context(), rd, graph.Query{}) {
			if err != nil {
				return err
			}
			if tally.N != 0 {
				kept[tally.ID] = tally.N
			}
		}
		found, err := graph.Verify(t.Context(), rd)
		require.Empty(t, found.Problems)
		return err
	}))
	return kept
}

func presencesOf(t *testing.T, r *graph.Record, ids ...string) []graph.Presence {
	t.Helper()
	var all []graph.Presence
	require.NoError(t, r.View(t.Context(), func(rd graph.Reader) error {
		var err error
		all, err = graph.Presences().At(t.Context(), rd, graph.NeighbourQuery{Keys: ids})
		return err
	}))
	return all
}

func TestFirmsArePutWithPresencesAndTallies(t *testing.T) {
	r := coking(t)
	gone := firm("f4", "已注销焦化厂", "焦炭生产", "150302")
	gone.Take(&graph.Statement{Source: graph.Source{Import: "i", Row: 2, AsOf: "2021"}, Values: []graph.Value{{Field: graph.FieldState, Text: graph.Cancelled}}})
	putFirms(t, r,
		firm("f1", "甲焦化有限公司", "焦炭生产；煤焦油加工", "150302"),
		firm("f2", "乙商贸有限公司", "焦炭销售", "150303"),
		firm("f3", "丙焦化有限公司", "焦炭生产", ""),
		gone,
		firm("f5", "甲焦化有限公司某某分公司", "焦炭生产", "150302"))
	require.Equal(t, map[string]int64{
		"coke|producer|1503": 1, "tar|producer|1503": 1, "coke|trader|1503": 1, "coke|producer|": 1,
		"||1503": 2, "||": 1, // neither the firm that is cancelled nor the branch
	}, tallies(t, r))
	of := presencesOf(t, r, "f1")
	require.Len(t, of, 2)
	require.Equal(t, "coke", of[0].Link)
	require.Equal(t, "150302", of[0].Region)
	require.Equal(t, "words-1", of[0].Rules)
	require.True(t, of[0].Counts)
	require.False(t, presencesOf(t, r, "f4")[0].Counts)
	require.False(t, presencesOf(t, r, "f5")[0].Counts)

	// Put again: moved to another prefecture, one product less.
	putFirms(t, r, firm("f1", "甲焦化有限公司", "煤焦油加工", "640202"))
	require.Equal(t, map[string]int64{
		"tar|producer|6402": 1, "coke|trader|1503": 1, "coke|producer|": 1, "||6402": 1, "||1503": 1, "||": 1,
	}, tallies(t, r))
	require.Len(t, presencesOf(t, r, "f1"), 1)

	require.NoError(t, r.Update(t.Context(), func(w graph.Writer) error {
		return r.RemoveFirms(t.Context(), w, []string{"f1", "f3", "absent"})
	}))
	require.Equal(t, map[string]int64{"coke|trader|1503": 1, "||1503": 1}, tallies(t, r))
}

func TestJudgementsOutrankInference(t *testing.T) {
	r := coking(t)
	putFirms(t, r, firm("f1", "甲焦化有限公司", "焦炭生产", "150302"), firm("f2", "乙有限公司", "", "150303"))
	judge := func(j ...graph.Judgement) error {
		return r.Update(t.Context(), func(w graph.Writer) error { return r.Judge(t.Context(), w, j) })
	}
	require.NoError(t, judge(
		graph.Judgement{Firm: "f1", Link: "coke", Role: graph.Producer, Verdict: graph.Rejected, Who: "规划科", At: "2026-01-01T00:00:00Z"},
		graph.Judgement{Firm: "f2", Link: "tar", Role: graph.Producer, Verdict: graph.Confirmed, Note: "现场核实"}))
	want := map[string]int64{"tar|producer|1503": 1, "||1503": 2}
	require.Equal(t, want, tallies(t, r))
	p := presencesOf(t, r, "f2")[0]
	require.Equal(t, graph.Confirmed, p.Verdict)
	require.Equal(t, graph.Strong, p.Strength)
	require.Equal(t, []graph.Evidence{{In: graph.InJudgement, Clause: "现场核实", Strength: graph.Strong, Source: -1}}, p.Evidence)

	// The next import does not ask again.
	putFirms(t, r, firm("f1", "甲焦化有限公司", "焦炭生产；焦炭加工", "150302"), firm("f2", "乙有限公司", "", "150303"))
	require.Equal(t, want, tallies(t, r))
	require.NoError(t, judge(graph.Judgement{Firm: "f1", Link: "coke", Role: graph.Producer, Verdict: graph.Confirmed}))
	require.Equal(t, map[string]int64{"coke|producer|1503": 1, "tar|producer|1503": 1, "||1503": 2}, tallies(t, r))

	for _, bad := range []graph.Judgement{
		{Link: "coke", Role: graph.Producer, Verdict: graph.Confirmed}, {Firm: "f1", Link: "coke", Role: "maker", Verdict: graph.Confirmed},
		{Firm: "f1", Link: "coke", Role: graph.Producer, Verdict: "maybe"}, {Firm: "absent", Link: "coke", Role: graph.Producer, Verdict: graph.Confirmed},
	} {
		require.Equal(t, graph.Invalid, graph.CodeOf(judge(bad)), "%+v", bad)
	}
}

func TestFirmsThatArePutCountAsChangedOnce(t *testing.T) {
	r := coking(t)
	putFirms(t, r, firm("f1", "甲", "焦炭生产", ""), firm("f2", "乙", "煤焦油加工", ""))
	require.NoError(t, r.View(t.Context(), func(rd graph.Reader) error {
		changes, err := rd.Changes(t.Context(), 1, 0)
		require.Equal(t, []graph.Change{{Version: 2, Label: "Firm", Key: "f1"}, {Version: 2, Label: "Firm", Key: "f2"}}, changes)
		return err
	}))
}

func TestTypedAccess(t *testing.T) {
	r := coking(t)
	require.NoError(t, r.View(t.Context(), func(rd graph.Reader) error {
		_, err := graph.Links().One(t.Context(), rd, "absent")
		require.Equal(t, graph.NotFound, graph.CodeOf(err))
		links, err := graph.Links().List(t.Context(), rd, graph.Query{Limit: 1, OrderBy: []graph.Order{{Field: "name"}}})
		require.NoError(t, err)
		require.Equal(t, []graph.Link{{ID: "coke", Name: "焦炭"}, {ID: "tar", Name: "煤焦油"}}, links)
		home, err := graph.HomeRegion(t.Context(), rd)
		require.Equal(t, "150300", home)
		return err
	}))
}
