package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liantu/graph/neostore/neotest"
)

// brokenByHand is what somebody does in the Neo4j browser, and how it is
// mended. $firm is the id of a firm at home that makes coke, $element what
// Neo4j calls its node.
type brokenByHand struct {
	edit, mend string
	named      []string // what verify names; "$firm" and "$element" as above
}

func brokenThingsByHand() map[string]brokenByHand {
	const firm = "MATCH (f:Firm {id: $firm}) "
	const occupies = "MATCH (f:Firm {id: $firm})-[r:OCCUPIES {role: 'producer'}]->(:Link {id: 'coke'}) "
	return map[string]brokenByHand{
		"a name that is a number": {firm + "SET f.keep = f.name, f.name = 7", firm + "SET f.name = f.keep REMOVE f.keep", []string{"$firm", "name"}},
		"a region that is a number": {firm + "SET f.keep = f.region, f.region = toInteger(f.region)", firm + "SET f.region = f.keep REMOVE f.keep",
			[]string{"$firm", "region"}},
		"a document that is none": {firm + "SET f.keep = f.sources, f.sources = '[{'", firm + "SET f.sources = f.keep REMOVE f.keep",
			[]string{"$firm", "sources"}},
		"a firm without a name":        {firm + "SET f.keep = f.name REMOVE f.name", firm + "SET f.name = f.keep REMOVE f.keep", []string{"$firm", "没有名称"}},
		"a firm without a key":         {firm + "REMOVE f.id", "MATCH (f:Firm) WHERE f.id IS NULL SET f.id = $firm", []string{"$element"}},
		"a firm whose key is a number": {firm + "SET f.id = 7", "MATCH (f:Firm {id: 7}) SET f.id = $firm", []string{"$element"}},
		"a link without a name": {"MATCH (l:Link {id: 'coke'}) SET l.keep = l.name REMOVE l.name", "MATCH (l:Link {id: 'coke'}) SET l.name = l.keep REMOVE l.keep",
			[]string{"环节 coke 的 name"}},
		"a role that is none": {occupies + "SET r.role = 'maker'",
			"MATCH (f:Firm {id: $firm})-[r:OCCUPIES {role: 'maker'}]->() SET r.role = 'producer'", []string{"$firm", "coke", "maker"}},
		"a role that is not there": {occupies + "REMOVE r.role",
			"MATCH (f:Firm {id: $firm})-[r:OCCUPIES]->(:Link {id: 'coke'}) WHERE r.role IS NULL SET r.role = 'producer'", []string{"$firm"}},
		"a truth value that is a text": {occupies + "SET r.counts = 'yes'", occupies + "SET r.counts = true", []string{"$firm", "counts"}},
		"a presence at something else": {firm + "CREATE (f)-[:OCCUPIES {role: 'producer'}]->(:Note {text: 'by hand'})",
			"MATCH (n:Note) DETACH DELETE n", []string{"OCCUPIES"}},
	}
}

// TestBrokenByHandIsFoundAndTheRestGoesOn edits the database behind the
// program's back: verify names what is broken, serving and importing go on.
func TestBrokenByHandIsFoundAndTheRestGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a Neo4j server")
	}
	server := neotest.Start(t)
	s := newSeat(t, server.URI)
	s.must("init", "--bare")
	s.must("import", "--complete", sampleCovers, sampleWorkbook)
	s.must("verify")
	v := s.serve()
	n := 0
	for name, broken := range brokenThingsByHand() {
		n++
		t.Run(name, func(t *testing.T) {
			row := server.Cypher(t, "MATCH (f:Firm)-[r:OCCUPIES {role: 'producer', counts: true}]->(:Link {id: 'coke'}) WHERE f.region STARTS WITH '1503'"+
				" RETURN f.id, elementId(f) ORDER BY f.id LIMIT 1", nil)[0].Values
			params := map[string]any{"firm": row[0]}
			server.Cypher(t, broken.edit, params)
			foundBroken(t, s, strings.NewReplacer("$firm", fmt.Sprint(row[0]), "$element", fmt.Sprint(row[1])), broken.named)
			answersAll(t, v)
			// A new folder has no index yet: one is made over what is broken.
			fresh := newSeat(t, server.URI)
			fresh.t = t
			importsOthers(t, fresh, n)
			server.Cypher(t, broken.mend, params)
			if out, errs, code := s.run("verify"); code != done {
				t.Errorf("mended, but verify says: %s%s", out, errs)
			}
		})
	}
}

// foundBroken wants verify to name what is broken, as a finding and no error.
func foundBroken(t *testing.T, s seat, names *strings.Replacer, named []string) {
	t.Helper()
	out, errs, code := s.run("--json", "verify")
	var view verifyView
	if err := json.Unmarshal([]byte(out), &view); err != nil {
		t.Errorf("verify ended with %d: %s%s", code, out, errs)
		return
	}
	if code != failed || view.OK || len(view.Problems) == 0 {
		t.Errorf("verify ended with %d: %s", code, out)
	}
	for _, want := range named {
		if want = names.Replace(want); !strings.Contains(strings.Join(view.Problems, "\n"), want) {
			t.Errorf("verify does not name %s: %q", want, view.Problems)
		}
	}
}

// importsOthers takes in a list that the broken thing is not on.
func importsOthers(t *testing.T, s seat, n int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "others.csv")
	text := fmt.Sprintf("企业名称,经营范围,地区\n乌海市第%d测试焦化有限公司,焦炭生产与销售,乌海市\n", n)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := s.run("import", path); code != done || !strings.Contains(out, "新增 1") {
		t.Errorf("import ended with %d: %s%s", code, out, errs)
	}
}
