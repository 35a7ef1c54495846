package main

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/graph/neostore/neotest"
	"liantu/matcher"
)

// wayIDs are the links of a way, in their order.
func wayIDs(w matcher.Way) string {
	ids := make([]string, len(w.Links))
	for i, l := range w.Links {
		ids[i] = l.ID
	}
	return strings.Join(ids, " ")
}

func TestPathsFromCoalToMethanol(t *testing.T) {
	p := starter(t)
	var view matcher.WaysView
	p.json(&view, "paths", "--from", "coke", "--to", "methanol", "--max", "3")
	if len(view.Ways) != 3 || wayIDs(view.Ways[0]) != "coke coke-oven-gas methanol" {
		t.Fatalf("%+v", view.Ways)
	}
	for i, w := range view.Ways {
		if w.Steps != len(w.Links)-1 || len(w.Flows) < w.Steps || i > 0 && w.Steps < view.Ways[i-1].Steps {
			t.Errorf("way %d: %+v", i, w)
		}
	}
	if f := view.Ways[0].Flows[0]; f.From != "coke" || f.Kind != graph.Byproduct || f.Quantity == nil {
		t.Errorf("gas of the ovens is a by-product of known quantity: %+v", f)
	}
	p.json(&view, "paths", "--from", "raw-coal", "--to", "methanol", "--max", "20")
	if !slices.ContainsFunc(view.Ways, func(w matcher.Way) bool { return wayIDs(w) == "raw-coal washed-coal coke coke-oven-gas methanol" }) {
		t.Error("no way from coal over coke and its gas to methanol")
	}
	if out := p.must("paths", "--from", "coke", "--to", "methanol", "--max", "1"); !strings.Contains(out, "焦炭〔优势〕 → 焦炉煤气") {
		t.Errorf("in words: %s", out)
	}
	p.json(&view, "paths", "--from", "wine", "--to", "coke")
	if len(view.Ways) != 0 {
		t.Errorf("wine is made into coke: %+v", view.Ways)
	}
}

func TestUpstreamOfPBAT(t *testing.T) {
	p := starter(t)
	var view matcher.UpstreamView
	p.json(&view, "upstream", "pbat")
	steps := map[string]int{}
	for i, l := range view.Links {
		steps[l.ID] = l.Steps
		if i > 0 && l.Steps < view.Links[i-1].Steps {
			t.Errorf("%s is nearer than the one before", l.ID)
		}
		if next, known := steps[l.Next]; (!known || next != l.Steps-1) && l.Next != "pbat" {
			t.Errorf("%s leads to %s, which is %d steps away", l.ID, l.Next, next)
		}
	}
	if steps["bdo"] != 1 || steps["calcium-carbide"] == 0 || steps["raw-coal"] == 0 || steps["pbat"] != 0 || view.Total != len(view.Links) {
		t.Errorf("%d links: %v", view.Total, steps)
	}
	p.json(&view, "upstream", "pbat", "--depth", "1")
	if view.Total != 3 || slices.ContainsFunc(view.Links, func(l matcher.Reached) bool { return l.Steps > 1 }) {
		t.Errorf("%+v", view.Links)
	}
}

func TestDependedRanksLinks(t *testing.T) {
	p := starter(t)
	var view, near matcher.DependedView
	p.json(&view, "depended", "--top", "0")
	p.json(&near, "depended", "--depth", "1", "--top", "5")
	if view.Total != len(view.Links) || len(near.Links) != 5 {
		t.Fatalf("%d of %d, %d", len(view.Links), view.Total, len(near.Links))
	}
	of := map[string]int{}
	for i, l := range view.Links {
		of[l.ID] = l.Dependants
		if l.Rank != i+1 || i > 0 && l.Dependants > view.Links[i-1].Dependants {
			t.Errorf("%s stands out of order", l.ID)
		}
	}
	if of["raw-coal"] < of["coke"] || of["coke"] < of["needle-coke"] || of["pbat"] > of["bdo"] {
		t.Errorf("coal %d, coke %d, needle coke %d, BDO %d, PBAT %d", of["raw-coal"], of["coke"], of["needle-coke"], of["bdo"], of["pbat"])
	}
	for _, l := range near.Links {
		if l.Dependants > of[l.ID] {
			t.Errorf("%s has more dependants near than far", l.ID)
		}
	}
}

func linkOf(list []matcher.SupplyLink, id string) *matcher.SupplyLink {
	if i := slices.IndexFunc(list, func(l matcher.SupplyLink) bool { return l.ID == id }); i >= 0 {
		return &list[i]
	}
	return nil
}

func TestSupplyOfALinkAndOfAFirm(t *testing.T) {
	p := starter(t)
	var view matcher.SupplyView
	p.json(&view, "supply", "--link", "calcium-carbide")
	coke := linkOf(view.Suppliers, "coke")
	if coke == nil || coke.Steps != 1 || len(coke.Firms) < 5 || linkOf(view.Customers, "acetylene") == nil || linkOf(view.Suppliers, "raw-coal") != nil {
		t.Fatalf("%+v", view)
	}
	p.json(&view, "supply", "--link", "calcium-carbide", "--steps", "2")
	if far := linkOf(view.Suppliers, "washed-coal"); far == nil || far.Steps != 2 || far.Next != "coke" {
		t.Errorf("two steps up: %+v", far)
	}
	const maker = "内蒙古君正化工有限责任公司"
	p.json(&view, "supply", "--firm", maker, "--steps", "3")
	if view.Firm == nil || view.Firm.Name != maker || !slices.ContainsFunc(view.Links, func(l matcher.LinkRef) bool { return l.ID == "pvc" }) {
		t.Fatalf("%+v %+v", view.Firm, view.Links)
	}
	carbide := linkOf(view.Suppliers, "calcium-carbide") // its own product too: others make what its PVC needs
	if carbide == nil || carbide.Of != "pvc" {
		t.Fatalf("carbide for its PVC: %+v", carbide)
	}
	for _, list := range [][]matcher.SupplyLink{view.Suppliers, view.Customers} {
		for _, l := range list {
			if slices.ContainsFunc(l.Firms, func(f matcher.SupplyFirm) bool { return f.ID == view.Firm.ID }) {
				t.Errorf("the firm is its own neighbour at %s", l.ID)
			}
			if l.Elsewhere < 0 {
				t.Errorf("%d producers of %s elsewhere", l.Elsewhere, l.ID)
			}
		}
	}
	if len(view.Known) != 0 {
		t.Errorf("nothing is on record between firms: %+v", view.Known)
	}
}

// Recorded supplies are followed step by step, each with its source.
func TestSupplyThatIsOnRecord(t *testing.T) {
	p := starter(t)
	var firms matcher.FirmsView
	p.json(&firms, "firms", "--region", "150300", "--top", "3")
	a, b, c := firms.Firms[0].ID, firms.Firms[1].ID, firms.Firms[2].ID
	ctx := context.Background()
	store, err := embedded.Open(ctx, config{data: p.data}.record(), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	err = store.Update(ctx, func(w graph.Writer) error {
		return graph.Supplies().Connect(ctx, w, []graph.Supply{{Supplier: a, Customer: b, Link: "coke", Source: "合同"}, {Supplier: b, Customer: c}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	var view matcher.SupplyView
	p.json(&view, "supply", "--firm", c)
	if len(view.Known) != 1 || view.Known[0].ID != b || view.Known[0].As != "supplier" {
		t.Errorf("one step: %+v", view.Known)
	}
	p.json(&view, "supply", "--firm", c, "--steps", "2")
	if len(view.Known) != 2 || view.Known[1].ID != a || view.Known[1].Next != b || view.Known[1].Source != "合同" || view.Known[1].Steps != 2 {
		t.Errorf("two steps: %+v", view.Known)
	}
	p.json(&view, "supply", "--firm", a)
	if len(view.Known) != 1 || view.Known[0].As != "customer" {
		t.Errorf("down: %+v", view.Known)
	}
}

func TestGraphQuestionsRefuseWhatTheyCannotAnswer(t *testing.T) {
	p := starter(t)
	for args, want := range map[string]int{
		"paths --from coke":                       misused,
		"paths --from coke --to methanol --max 0": misused,
		"paths --from coke --to nothing":          failed,
		"paths --from coke --to coke":             failed,
		"upstream":                                misused,
		"upstream nothing":                        failed,
		"upstream coke --depth -1":                misused,
		"supply":                                  misused,
		"supply --link coke --firm x":             misused,
		"supply --link coke --steps 0":            misused,
		"supply --link nothing":                   failed,
		"supply --firm nobody":                    failed,
		"depended --depth 0":                      misused,
		"depended --top -1":                       misused,
		"depended coke":                           misused,
	} {
		if _, errs, code := p.run(strings.Fields(args)...); code != want || errs == "" {
			t.Errorf("%s ends with %d, want %d: %s", args, code, want, errs)
		}
	}
}

func TestAddressesOfGraphQuestions(t *testing.T) {
	p := starter(t)
	var cli, served struct {
		Ways  []matcher.Way
		Links []matcher.LinkRef
		Total int
	}
	p.json(&cli, "paths", "--from", "coke", "--to", "methanol", "--max", "2")
	s := p.serve()
	s.get("/api/v1/links/coke/paths?to=methanol&max=2", &served)
	if len(served.Ways) != 2 || wayIDs(served.Ways[1]) != wayIDs(cli.Ways[1]) {
		t.Errorf("%+v", served.Ways)
	}
	if s.get("/api/v1/links/pbat/upstream?depth=1", &served); served.Total != 3 {
		t.Errorf("%d links one step up from PBAT", served.Total)
	}
	if s.get("/api/v1/links/depended?top=4", &served); len(served.Links) != 4 {
		t.Errorf("%+v", served.Links)
	}
	for path, want := range map[string]int{
		"/api/v1/links/depended":                    200,
		"/api/v1/links/depended?depth=0":            422,
		"/api/v1/links/depended?limit=3":            400,
		"/api/v1/links/coke/paths":                  422,
		"/api/v1/links/coke/paths?to=nothing":       404,
		"/api/v1/links/coke/paths?to=coke":          422,
		"/api/v1/links/coke/paths?to=pvc&max=101":   422,
		"/api/v1/links/nothing/upstream":            404,
		"/api/v1/links/coke/upstream?steps=2":       400,
		"/api/v1/links/coke/supply?steps=2":         200,
		"/api/v1/links/coke/supply?steps=0":         422,
		"/api/v1/firms/nobody/supply":               404,
		"/api/v1/firms/nobody/supply?depth=2":       400,
		"/api/v1/links/coke":                        200,
		"/api/v1/firms/%E6%97%A0/supply?steps=1001": 422,
	} {
		if res := s.get(path, nil); res.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", path, res.StatusCode, want)
		}
	}
	var openapi struct{ Paths map[string]any }
	s.get("/openapi.json", &openapi)
	for _, path := range []string{"/api/v1/links/{id}/paths", "/api/v1/links/{id}/upstream", "/api/v1/links/{id}/supply", "/api/v1/links/depended", "/api/v1/firms/{id}/supply"} {
		if openapi.Paths[path] == nil {
			t.Errorf("openapi does not speak of %s", path)
		}
	}
}

// TestGraphQuestionsOnBothStores asks the embedded store and a real Neo4j
// server, which also shows gaps and statuses to whoever browses it.
func TestGraphQuestionsOnBothStores(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a Neo4j server")
	}
	embedded := newProgram(t)
	neo4j := onNeo4j{newProgram(t), neotest.Start(t)}
	for _, args := range [][]string{
		{"init"},
		{"--json", "import", "--as-of", "2024-01-01", "--complete", sampleCovers, sampleWorkbook},
		{"--json", "paths", "--from", "raw-coal", "--to", "methanol", "--max", "20"},
		{"--json", "paths", "--from", "wine", "--to", "coke"},
		{"--json", "upstream", "pbat"}, {"--json", "upstream", "pvc", "--depth", "3"},
		{"--json", "supply", "--link", "pvc", "--steps", "3"},
		{"--json", "supply", "--firm", "内蒙古君正化工有限责任公司", "--steps", "2"},
		{"--json", "depended", "--top", "0"}, {"--json", "depended", "--depth", "9"},
		{"--json", "gaps"},
		{"verify"},
	} {
		want := embedded.must(args...)
		got, errs, code := neo4j.run(args...)
		if code != done {
			t.Fatalf("%v on Neo4j: status %d\n%s%s", args, code, got, errs)
		}
		if args[0] != "--json" {
			continue
		}
		if a, b := comparable(t, want), comparable(t, got); a != b {
			t.Errorf("%v differs:\n%s", args, firstDifference(a, b))
		}
	}
	gaps, statuses := derivedNodes(t, embedded)
	if len(gaps) == 0 {
		t.Fatal("no gaps in the record")
	}
	for what, want := range map[string]map[string]string{"(n:Gap)-[:GAP_AT]->(l:Link)": gaps, "(n:Status)-[:STATUS_OF]->(l:Link)": statuses} {
		rows := neo4j.server.Cypher(t, "MATCH "+what+" RETURN n.id, n.name, n.why, l.id", nil)
		if len(rows) != len(want) {
			t.Errorf("%s: %d on Neo4j, %d embedded", what, len(rows), len(want))
		}
		for _, row := range rows {
			var v [4]string
			for i := range v {
				v[i], _ = row.Values[i].(string)
			}
			if want[v[0]] != strings.Join(v[1:], " | ") {
				t.Errorf("%s: %s\nembedded: %s", v[0], v[1:], want[v[0]])
			}
		}
	}
	text, err := os.ReadFile("../../docs/cypher.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?s)```cypher\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if len(neo4j.server.Cypher(t, block[1], nil)) == 0 {
			t.Errorf("a question of docs/cypher.md finds nothing in a planner's record: %s", block[1])
		}
	}
}

// derivedNodes are the gaps and statuses in the record, each as name, why and link.
func derivedNodes(t *testing.T, p program) (gaps, statuses map[string]string) {
	t.Helper()
	gaps, statuses = map[string]string{}, map[string]string{}
	p.look(func(ctx context.Context, r graph.Reader) error {
		for g, err := range graph.Gaps().All(ctx, r, graph.Query{}) {
			if err != nil {
				return err
			}
			gaps[g.ID] = g.Name + " | " + g.Why + " | " + g.Link
		}
		for s, err := range graph.LinkStatuses().All(ctx, r, graph.Query{}) {
			if err != nil {
				return err
			}
			statuses[s.ID] = s.Name + " | " + s.Why + " | " + s.Link
		}
		return nil
	})
	return gaps, statuses
}

// look reads the embedded record beside whoever writes it.
func (p program) look(fn func(context.Context, graph.Reader) error) {
	p.t.Helper()
	ctx := context.Background()
	store, err := embedded.Open(ctx, config{data: p.data}.record(), embedded.Options{Schema: graph.Declared(), ReadOnly: true})
	if err != nil {
		p.t.Fatal(err)
	}
	defer store.Close()
	if err := store.View(ctx, func(r graph.Reader) error { return fn(ctx, r) }); err != nil {
		p.t.Fatal(err)
	}
}
