package neostore_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore/neotest"
)

// documentedQueries runs every query of docs/cypher.md on the chains and
// starter firms of data/: each finds something, and some are held against
// what the store itself answers.
func documentedQueries(t *testing.T, server *neotest.Server) {
	s := fresh(t, server, graph.Declared())
	words := putChains(t, s)
	putStarterFirms(t, &graph.Record{Store: s, Inference: words})
	putDerived(t, s)
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "cypher.md"))
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)## (\\d+)[^#]*?```cypher\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	require.GreaterOrEqual(t, len(blocks), 10)
	answers := map[string][]map[string]any{}
	for _, block := range blocks {
		for _, row := range server.Cypher(t, block[2], nil) {
			answers[block[1]] = append(answers[block[1]], row.AsMap())
		}
		require.NotEmpty(t, answers[block[1]], "question %s finds nothing: %s", block[1], block[2])
	}

	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		steps, err := r.Walk(t.Context(), graph.WalkQuery{From: []string{"pvc"}, Edges: []string{"FEEDS"}, Direction: graph.Into, Depth: 3})
		require.NoError(t, err)
		var upstream, asked []string
		for _, step := range steps {
			upstream = append(upstream, step.Key)
		}
		for _, row := range answers["4"] {
			asked = append(asked, row["id"].(string))
		}
		slices.Sort(upstream)
		require.Equal(t, upstream, asked)
		path, err := graph.ShortestPath(t.Context(), r, graph.PathQuery{From: "raw-coal", To: "methanol", Edges: []string{"FEEDS"}, Depth: 12})
		require.NoError(t, err)
		require.EqualValues(t, len(path), answers["3"][0]["steps"])
		return nil
	}))
}

// putChains puts data/chains and gives an inference by the words of its links.
func putChains(t *testing.T, s graph.Store) graphtest.Words {
	t.Helper()
	type chainFile struct {
		ID, Name string
		Uses     []string
		Links    []graph.Link
		Flows    []graph.Flow
	}
	words := graphtest.Words{}
	files, err := filepath.Glob(filepath.Join("..", "..", "data", "chains", "*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var chains []graph.Chain
	var links []graph.Link
	var flows []graph.Flow
	var members []graph.Membership
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var c chainFile
		require.NoError(t, yaml.Unmarshal(text, &c), file)
		chains = append(chains, graph.Chain{ID: c.ID, Name: c.Name, Order: int64(len(chains))})
		for i, l := range c.Links {
			words[l.ID] = append(words[l.ID], l.Terms.Must...)
			for _, p := range l.Products {
				words[l.ID] = append(words[l.ID], p.Name)
			}
			members = append(members, graph.Membership{Link: l.ID, Chain: c.ID, Owner: true, Order: int64(i)})
		}
		for i, used := range c.Uses {
			members = append(members, graph.Membership{Link: used, Chain: c.ID, Order: int64(len(c.Links) + i)})
		}
		links, flows = append(links, c.Links...), append(flows, c.Flows...)
	}
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		require.NoError(t, graph.Chains().Put(t.Context(), w, chains))
		require.NoError(t, graph.Links().Put(t.Context(), w, links))
		require.NoError(t, graph.Memberships().Connect(t.Context(), w, members))
		return graph.Flows().Connect(t.Context(), w, flows)
	}))
	return words
}

// putStarterFirms puts data/firms/starter.csv with the products as scope.
func putStarterFirms(t *testing.T, r *graph.Record) {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "data", "firms", "starter.csv"))
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	column := func(name string) int { return slices.Index(rows[0], name) }
	var firms []*graph.Firm
	for i, row := range rows[1:] {
		f := &graph.Firm{ID: graph.NewFirmID("", row[column("企业名称")], "")}
		values := []graph.Value{{Field: graph.FieldName, Text: row[column("企业名称")]},
			{Field: graph.FieldScope, Text: regexp.MustCompile("、|；").ReplaceAllString(row[column("主要产品")], "生产；") + "生产"}}
		if row[column("地区")] == "乌海市" {
			values = append(values, graph.Value{Field: graph.FieldPlaceArea, Text: "150300"})
		}
		f.Take(&graph.Statement{Source: graph.Source{Import: "starter", File: "starter.csv", Row: i + 2, AsOf: "2023-01-01T00:00:00Z"}, Values: values})
		firms = append(firms, f)
	}
	putFirms(t, r, firms)
}

// putDerived puts gaps and statuses such as the program works out.
func putDerived(t *testing.T, s graph.Store) {
	t.Helper()
	made := graph.Made{Of: s.ID(), Version: 2, Rules: "r", Day: "2026-01-01"}
	priority := 0.5
	statuses := []graph.LinkStatus{
		{ID: "150300-coke", Name: "焦炭 优势", Region: "150300", Link: "coke", Status: "strong", Firms: 9, Made: made},
		{ID: "150300-coke-oven-gas", Name: "焦炉煤气 空白", Region: "150300", Link: "coke-oven-gas", Status: "blank", Made: made},
	}
	gaps := []graph.Gap{
		{ID: "150300-coke", Name: "焦炭 强链（受限）", Region: "150300", Link: "coke", Kind: "strengthen", Upgrade: true, Constrained: true, Priority: &priority, Made: made},
		{ID: "150300-coke-oven-gas", Name: "焦炉煤气 延链", Region: "150300", Link: "coke-oven-gas", Kind: "extend", Priority: &priority, Made: made},
	}
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		require.NoError(t, graph.LinkStatuses().Put(t.Context(), w, statuses))
		require.NoError(t, graph.Gaps().Put(t.Context(), w, gaps))
		for _, link := range []string{"coke", "coke-oven-gas"} {
			require.NoError(t, graph.StatusesOf().Connect(t.Context(), w, []graph.StatusOf{{Status: "150300-" + link, Link: link}}))
			require.NoError(t, graph.GapsAt().Connect(t.Context(), w, []graph.GapAt{{Gap: "150300-" + link, Link: link}}))
		}
		return graph.Grounds().Connect(t.Context(), w, []graph.Ground{{Gap: "150300-coke-oven-gas", Link: "coke", As: "feeder"}})
	}))
}
