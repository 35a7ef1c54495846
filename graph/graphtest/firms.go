package graphtest

import (
	"context"
	"fmt"
	"strings"

	"liantu/graph"
)

// Words is an inference for tests of stores: a firm occupies every link one
// of whose words its scope or name has, as producer where the clause begins
// with a making verb and as trader otherwise.
type Words map[string][]string

// Version names the rules.
func (Words) Version() string { return "words-1" }

// Infer reads presences clause by clause, each link and role once.
func (w Words) Infer(_ context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	all := make([][]graph.Presence, len(firms))
	for i, f := range firms {
		f.Kind = graph.Company
		if strings.Contains(f.Name(), "分公司") {
			f.Kind = graph.Branch
		}
		seen := map[string]bool{}
		for clause := range strings.FieldsFuncSeq(f.Scope(), func(r rune) bool { return r == '；' || r == '、' || r == ';' }) {
			role, strength := graph.Trader, graph.Medium
			if strings.Contains(clause, "生产") || strings.Contains(clause, "制造") || strings.Contains(clause, "加工") {
				role, strength = graph.Producer, graph.Strong
			}
			for link, words := range w {
				for _, word := range words {
					if !strings.Contains(clause, word) || seen[link+string(role)] {
						continue
					}
					seen[link+string(role)] = true
					all[i] = append(all[i], graph.Presence{Link: link, Role: role, Strength: strength,
						Evidence: []graph.Evidence{{In: graph.InScope, Term: word, Clause: clause, Strength: strength}}})
				}
			}
		}
		for j := range all[i] {
			focus := 1 / float64(len(all[i]))
			all[i][j].Focus = &focus
		}
	}
	return all, nil
}

// madeLinks is how many links MadeRecord puts.
const madeLinks = 300

// MadeRecord puts links into an empty store and gives the record with an
// inference that reads two presences from every other made firm, else one.
func MadeRecord(ctx context.Context, s graph.Store) (*graph.Record, error) {
	words := Words{}
	links := make([]graph.Link, madeLinks)
	for i := range links {
		links[i] = graph.Link{ID: fmt.Sprintf("link-%03d", i), Name: fmt.Sprint("环节", i)}
		words[links[i].ID] = []string{fmt.Sprintf("制品%03d", i)}
	}
	err := s.Update(ctx, func(w graph.Writer) error { return graph.Links().Put(ctx, w, links) })
	return &graph.Record{Store: s, Inference: words}, err
}

// MadeFirms makes firms with the columns that an export of a registry has.
func MadeFirms(first, n int) []*graph.Firm {
	firms := make([]*graph.Firm, n)
	for i := range firms {
		at := first + i
		code := fmt.Sprintf("91%06d%010d", 150300+at%900, at)
		scope := fmt.Sprintf("一般项目：煤炭及制品销售；制品%03d制造；货物进出口；技术服务、技术开发、技术咨询（除依法须经批准的项目外）", at%madeLinks)
		if at%2 == 0 {
			scope += fmt.Sprintf("；制品%03d生产", at*7%madeLinks)
		}
		f := &graph.Firm{ID: graph.NewFirmID(code, "", "")}
		f.Take(&graph.Statement{
			Source: graph.Source{Import: "0123456789abcdef", File: "firms.csv", Row: at + 2, AsOf: "2026-01-01T00:00:00+08:00"},
			Values: []graph.Value{
				{Field: graph.FieldName, Text: fmt.Sprintf("第%d煤化工有限责任公司", at)}, {Field: graph.FieldCode, Text: code},
				{Field: graph.FieldScope, Text: scope}, {Field: graph.FieldType, Text: "有限责任公司（自然人投资或控股）"},
				{Field: graph.FieldState, Text: "存续"}, {Field: graph.FieldFounded, Text: fmt.Sprintf("%d-05-17", 1990+at%36)},
				{Field: graph.FieldCapital, Text: "10000000 CNY"}, {Field: graph.FieldIndustry, Text: "煤炭加工"},
				{Field: graph.FieldAddress, Text: "海勃湾区千里山工业园区"}, {Field: graph.FieldPlaceAddress, Text: fmt.Sprintf("15%02d02", 1+at%30)},
				{Field: graph.FieldPlaceProvince, Text: "150000"},
			},
		})
		firms[i] = f
	}
	return firms
}
