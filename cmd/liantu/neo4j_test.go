package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"liantu/graph/neostore/neotest"
)

// onNeo4j is the program with its record on a server.
type onNeo4j struct {
	program
	server *neotest.Server
}

func (p onNeo4j) run(args ...string) (string, string, int) {
	p.t.Helper()
	var out, errs bytes.Buffer
	a := &app{config: config{data: p.data, store: p.server.URI, neo4j: credentials{user: neotest.User, password: neotest.Password}},
		in: strings.NewReader(""), out: &out, err: &errs, now: time.Now}
	code := run(context.Background(), args, a)
	return out.String(), errs.String(), code
}

// realFile is a file of real rows, and how many of them are enough where a
// test is not to take long; 0 is all.
type realFile struct {
	name    string
	sampled int
}

// realFiles sample 30,000 rows: all of Wuhai's and a tenth of the others.
func realFiles() []realFile {
	return []realFile{{"wuhai.csv.gz", 0}, {"neimenggu.csv.gz", 7_240}, {"ningxia.csv.gz", 5_777}, {"national.csv.gz", 14_056}}
}

// pair is the program twice: on the embedded store and on Neo4j.
type pair struct {
	t        *testing.T
	embedded seat
	neo4j    seat
	serves   [2]*serving
	asked    int
}

// TestBothStoresGiveTheSameAnswers does the main job on the embedded store and
// on a real Neo4j server and compares every answer field by field: over 30,000
// real rows, and over all 264,142 where env LIANTU_LONG is set.
func TestBothStoresGiveTheSameAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a Neo4j server")
	}
	p := &pair{t: t, embedded: newSeat(t, ""), neo4j: newSeat(t, neotest.Start(t).URI)}
	p.embedded.must("init")
	p.neo4j.must("init")
	long := os.Getenv("LIANTU_LONG") != ""
	for _, file := range realFiles() {
		if long {
			file.sampled = 0
		}
		p.command("import", "--as-of", "2019-04-30", sampleRows(t, file.name, file.sampled))
	}
	p.command("import", "--as-of", "2024-01-01", "--complete", sampleCovers, sampleWorkbook)
	p.served()
	for _, args := range [][]string{
		{"chains"}, {"chain", "coking"}, {"gaps"}, {"match", "--link", "chloromethanes"}, {"match", "--link", "wine", "--top", "0"},
		{"firms", "--link", "coke"}, {"explain", "--firm", "乌海市泰和煤焦化集团有限公司"}, {"whatif", "--link", "needle-coke", "--capacity", "40000"},
	} {
		p.command(args...)
	}
	held := p.neo4j.digests()
	for what, want := range p.embedded.digests() {
		if held[what] != want {
			t.Errorf("the record differs: %+v, on Neo4j %+v", want, held[what])
		}
	}
	p.neo4j.must("verify")
	t.Logf("%d answers compared", p.asked)
}

// command runs a command on both and compares the documents they print.
func (p *pair) command(args ...string) {
	p.t.Helper()
	start := time.Now()
	args = append([]string{"--json"}, args...)
	want := p.embedded.must(args...)
	middle := time.Now()
	got := p.neo4j.must(args...)
	p.t.Logf("%v: %v, on Neo4j %v", args[1:min(len(args), 4)], middle.Sub(start).Round(time.Millisecond), time.Since(middle).Round(time.Millisecond))
	p.compare(strings.Join(args, " "), want, got)
}

func (p *pair) compare(question, want, got string) {
	p.t.Helper()
	p.asked++
	if a, b := comparable(p.t, want), comparable(p.t, got); a != b {
		p.t.Errorf("%s differs:\n%s", question, firstDifference(a, b))
	}
}

// served asks `liantu serve` of both for everything a planner looks at. Both
// make their text index anew: how bleve scores depends on which documents an
// index has replaced since its segments were merged, and so on when it came by
// while the record was written.
func (p *pair) served() {
	start := time.Now()
	for _, s := range []seat{p.embedded, p.neo4j} {
		if err := os.RemoveAll(s.app(nil, nil).config.index()); err != nil {
			p.t.Fatal(err)
		}
	}
	p.serves = [2]*serving{p.embedded.serve(), p.neo4j.serve()}
	p.t.Logf("serving after %v", time.Since(start).Round(time.Millisecond))
	p.ask("/api/v1/summary")
	p.ask("/api/v1/imports")
	p.ask("/api/v1/indicators")
	links := p.maps()
	p.gaps()
	for i := range 12 { // of all chains, one here and one there
		p.ask("/api/v1/links/" + links[i*len(links)/12] + "/candidates?anyway=true&top=100")
	}
	for _, text := range []string{"针状焦", "聚氯乙烯树脂、烧碱", "工业机器人减速器制造"} {
		p.ask("/api/v1/candidates?top=100&text=" + url.QueryEscape(text))
	}
	p.firms()
	for _, link := range []string{"needle-coke", "chloromethanes", "wine"} {
		p.ask("/api/v1/whatif?capacity=40000&link=" + link)
	}
	for _, v := range p.serves {
		v.stop()
		if code := <-v.ended; code != done {
			p.t.Errorf("serve ended with %d: %s", code, v.errs)
		}
	}
	p.t.Logf("%d addresses after %v", p.asked, time.Since(start).Round(time.Millisecond))
}

// ask asks both for one address and gives the answer.
func (p *pair) ask(path string) string {
	p.t.Helper()
	start := time.Now()
	var bodies [2]string
	for i, v := range p.serves {
		status, _, body := v.get(path)
		if status != 200 {
			p.t.Errorf("%s: %d %.300s", path, status, body)
			return "{}"
		}
		bodies[i] = body
	}
	if took := time.Since(start); took > 5*time.Second {
		p.t.Logf("%s: %v on both", path, took.Round(time.Millisecond))
	}
	p.compare(path, bodies[0], bodies[1])
	return bodies[0]
}

// decoded asks both for one address and decodes the answer.
func (p *pair) decoded(path string, into any) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(p.ask(path)), into); err != nil {
		p.t.Fatal(err)
	}
}

// maps compares all chains with their links, which it gives in order.
func (p *pair) maps() []string {
	var chains struct{ Chains []struct{ ID string } }
	p.decoded("/api/v1/chains", &chains)
	var ids []string
	for _, c := range chains.Chains {
		var chain struct{ Links []struct{ ID string } }
		p.decoded("/api/v1/chains/"+c.ID, &chain)
		for _, l := range chain.Links {
			if !slices.Contains(ids, l.ID) {
				ids = append(ids, l.ID)
			}
		}
	}
	if len(ids) < 100 {
		p.t.Fatalf("%d links in %d chains", len(ids), len(chains.Chains))
	}
	for _, id := range ids {
		p.ask("/api/v1/links/" + id)
	}
	return ids
}

func (p *pair) gaps() {
	var gaps struct{ Gaps []struct{ ID string } }
	p.decoded("/api/v1/gaps?limit=500", &gaps)
	if len(gaps.Gaps) < 10 {
		p.t.Errorf("%d gaps", len(gaps.Gaps))
	}
	for _, g := range gaps.Gaps {
		p.ask("/api/v1/gaps/" + g.ID)
	}
	for _, g := range gaps.Gaps[:min(3, len(gaps.Gaps))] {
		p.ask("/api/v1/gaps/" + g.ID + "/candidates")
	}
}

// firms compares lists of firms and 50 firms with what they were read to be.
func (p *pair) firms() {
	var ids []string
	for _, query := range []string{"region=150300&limit=200", "link=coke&limit=200", "q=" + url.QueryEscape("电石 聚氯乙烯"), "q=" + url.QueryEscape("焦化"),
		"q=" + url.QueryEscape("物流运输") + "&region=640000", "q=" + url.QueryEscape("葡萄酒") + "&limit=100"} {
		var list struct{ Firms []struct{ ID string } }
		p.decoded("/api/v1/firms?"+query, &list)
		for i := range 9 {
			if n := len(list.Firms); n > 0 {
				ids = append(ids, list.Firms[i*n/9].ID)
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) < 30 {
		p.t.Errorf("only %d firms to explain", len(ids))
	}
	for _, id := range ids[:min(50, len(ids))] {
		p.ask("/api/v1/firms/" + id)
	}
}

// comparable drops what rightly differs: version numbers.
func comparable(t *testing.T, out string) string {
	t.Helper()
	var document any
	if err := json.Unmarshal([]byte(out), &document); err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(document, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	versions := regexp.MustCompile(`"(version|record)": \d+`)
	return versions.ReplaceAllString(string(b), `"$1": 0`)
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			from := max(0, i-5)
			return "embedded: " + strings.Join(x[from:i+1], "\n") + "\nNeo4j: " + strings.Join(y[from:i+1], "\n")
		}
	}
	return fmt.Sprintf("one is longer: %d and %d lines", len(x), len(y))
}
