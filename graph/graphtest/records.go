package graphtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/internal/shared"
)

// RealFirms makes firms of the registry rows that stand beside the project,
// two of three columns taken as they are: what a store must hold, not what an
// importer would make of them. Where the rows are missing the test is skipped,
// and fails when env CI is set.
func RealFirms(t testing.TB) []*graph.Firm {
	t.Helper()
	rows := shared.Rows(t, "data/wuhai.csv.gz")
	columns := map[string]graph.FirmField{"企业名称": graph.FieldName, "统一社会信用代码": graph.FieldCode, "注册日期": graph.FieldFounded,
		"企业类型": graph.FieldType, "注册资金": graph.FieldCapital, "经营范围": graph.FieldScope, "注册地址": graph.FieldAddress}
	var firms []*graph.Firm
	for i, row := range rows[1:] {
		s := graph.Statement{Source: graph.Source{Import: "test", File: "wuhai.csv.gz", Row: i + 2, AsOf: "2019-04-01T00:00:00+08:00"}}
		for j, header := range rows[0] {
			if field, ok := columns[header]; ok && row[j] != "" {
				s.Values = append(s.Values, graph.Value{Field: field, Text: row[j]})
			}
		}
		if code := s.Text(graph.FieldCode); len(code) == 18 {
			s.Values = append(s.Values, graph.Value{Field: graph.FieldPlaceCode, Text: code[2:8]})
		}
		f := &graph.Firm{ID: graph.NewFirmID(s.Text(graph.FieldCode), graph.NameKey(s.Text(graph.FieldName)), "")}
		f.Take(&s)
		firms = append(firms, f)
	}
	return firms
}

// VersusRecord writes the same firms through graph.Record to two empty stores
// of graph.Declared, in batches, some of them again, with judgements and
// removals, and wants the records equal field by field.
func VersusRecord(t *testing.T, left, right graph.Store, firms []*graph.Firm) {
	v := versus{T: t, stores: [2]graph.Store{left, right}}
	words := Words{"coal": {"煤炭", "洗煤"}, "coke": {"焦炭", "炼焦"}, "tar": {"煤焦油"}, "caustic": {"烧碱", "氯碱"},
		"pvc": {"聚氯乙烯"}, "silicon": {"硅铁", "工业硅"}, "logistics": {"运输", "仓储"}, "chemicals": {"化工产品", "化学品"}}
	var links []graph.Link
	for id, w := range words {
		links = append(links, graph.Link{ID: id, Name: w[0]})
	}
	v.update(func(w graph.Writer) error { return graph.Links().Put(t.Context(), w, links) })
	record := func(s graph.Store) *graph.Record { return &graph.Record{Store: s, Inference: words} }
	write := func(do func(*graph.Record, graph.Writer) error) {
		for _, s := range v.stores {
			r := record(s)
			require.NoError(t, r.Update(t.Context(), func(w graph.Writer) error { return do(r, w) }))
		}
	}
	const batch = 700
	for first := 0; first < len(firms); first += batch {
		part := firms[first:min(first+batch, len(firms))]
		write(func(r *graph.Record, w graph.Writer) error { return r.PutFirms(t.Context(), w, part) })
	}
	write(func(r *graph.Record, w graph.Writer) error { return r.PutFirms(t.Context(), w, firms[100:400]) })
	judgements := []graph.Judgement{
		{Firm: firms[3].ID, Link: "coke", Role: graph.Producer, Verdict: graph.Confirmed, At: "2026-01-01T00:00:00Z"},
		{Firm: firms[5].ID, Link: "logistics", Role: graph.Trader, Verdict: graph.Rejected, At: "2026-01-01T00:00:00Z"},
	}
	write(func(r *graph.Record, w graph.Writer) error { return r.Judge(t.Context(), w, judgements) })
	write(func(r *graph.Record, w graph.Writer) error {
		return r.RemoveFirms(t.Context(), w, []string{firms[1].ID, firms[3].ID, "absent"})
	})
	v.digests(graph.Declared())
	v.same("changes", func(r graph.Reader) (any, error) { return r.Changes(t.Context(), 0, 0) })
	v.same("invariants", func(r graph.Reader) (any, error) { return graph.Verify(t.Context(), r) })
	v.same("firms", func(r graph.Reader) (any, error) { return graph.Firms().List(t.Context(), r, graph.Query{}) })
	v.same("tallies", func(r graph.Reader) (any, error) { return graph.Tallies().List(t.Context(), r, graph.Query{}) })
	for _, f := range firms[:200] {
		v.same("presences", func(r graph.Reader) (any, error) {
			return graph.Presences().At(t.Context(), r, graph.NeighbourQuery{Keys: []string{f.ID}})
		})
	}
	v.sameGroups(graph.CountQuery{Edge: "OCCUPIES", GroupBy: []string{"to", "role", "region:4"}, Where: []graph.Cond{{Field: "counts", Op: graph.Eq, Value: true}}})
}
