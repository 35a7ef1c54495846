package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liantu/matcher"
	"liantu/matcher/match"
)

// makers is a store with n makers of needle coke: those in the provinces
// around are small, those far off are large.
func makers(t *testing.T, n int) program {
	t.Helper()
	var b strings.Builder
	b.WriteString("企业名称,地区,注册资本(万元),成立日期,经营范围\n")
	for i := range n {
		place, capital := "宁夏回族自治区银川市兴庆区", 60+i
		if i%2 == 1 {
			place, capital = "河北省邯郸市武安市", 20000+10*i
		}
		fmt.Fprintf(&b, "第%03d号炭材料有限公司,%s,%d,2010-01-01,针状焦的生产与销售\n", i, place, capital)
	}
	file := filepath.Join(t.TempDir(), "makers.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newProgram(t)
	p.must("init", "--bare")
	p.must("import", file)
	return p
}

func (s served) post(path string, body, into any) int {
	s.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.Post(s.url+path, "application/json", bytes.NewReader(b))
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			s.t.Fatalf("%s: %v\n%.300s", path, err, answer)
		}
	}
	return res.StatusCode
}

const needle = "needle-coke"

func needleList(p program) match.Answer {
	var a match.Answer
	p.json(&a, "match", "--link", needle, "--anyway", "--top", "0")
	return a
}

func TestVerdictIsKeptAndMovesNobody(t *testing.T) {
	p := makers(t, 12)
	before := needleList(p)
	name := before.Candidates[0].Firm.Name
	p.must("verdict", "--firm", name, "--link", needle, "--verdict", "contacted", "--note", "约了下周")
	p.must("verdict", "--firm", before.Candidates[0].Firm.ID, "--link", needle, "--verdict", "dead", "--who", "招商一科")
	after := needleList(p)
	for i, c := range after.Candidates {
		if c.Firm != before.Candidates[i].Firm || c.Score != before.Candidates[i].Score {
			t.Errorf("a verdict moved %s", c.Firm.Name)
		}
	}
	p.must("data", "load")
	var held matcher.VerdictsView
	p.json(&held, "verdict", "list", "--firm", name)
	if held.Total != 2 || held.Verdicts[0].Verdict != "dead" || held.Verdicts[1].Note != "约了下周" || held.Verdicts[0].Who != "招商一科" {
		t.Errorf("%+v", held)
	}
	var e matcher.Evaluation
	p.json(&e, "eval")
	if e.Verdicts != 2 || len(e.Lists) != 1 || e.Lists[0].Judged != 1 || e.Lists[0].Good != 0 {
		t.Errorf("the later verdict does not count alone: %+v", e)
	}
	for args, want := range map[string]int{
		"verdict --firm X --link needle-coke --verdict useful":                 failed,
		"verdict --firm " + name + " --link nothing --verdict useful":          failed,
		"verdict --firm " + name + " --link needle-coke --verdict splendid":    failed,
		"verdict --firm " + name + " --link needle-coke":                       misused,
		"verdict --firm " + name + " --verdict useful":                         misused,
		"verdict --firm " + name + " --gap g --link needle-coke --verdict won": misused,
		"eval --out x": misused,
	} {
		if out, errs, code := p.run(strings.Fields(args)...); code != want {
			t.Errorf("liantu %s: status %d, want %d\n%s%s", args, code, want, out, errs)
		}
	}
}

// Recruiters find the large firms useful and the small ones dead; the weights
// that follow are written, and rule once they are loaded.
func TestVerdictsProposeWeightsThatLoadAdopts(t *testing.T) {
	p := makers(t, 90)
	old := needleList(p)
	s := p.serve()
	for _, c := range old.Candidates {
		verdict := "dead"
		if strings.HasPrefix(c.Firm.Region, "13") {
			verdict = "useful"
		}
		if code := s.post("/api/v1/verdicts", map[string]string{"firm": c.Firm.ID, "link": needle, "verdict": verdict}, nil); code != 200 {
			t.Fatalf("POST verdict: %d", code)
		}
	}
	if code := s.stop(); code != done {
		t.Fatalf("serve ended with %d", code)
	}
	out := filepath.Join(t.TempDir(), "proposed")
	var e matcher.Evaluation
	p.json(&e, "eval", "--propose", "--out", out)
	if e.Proposal == nil || !e.Proposal.Better || e.Proposal.NewAUC <= e.Proposal.OldAUC {
		t.Fatalf("no better weights were found: %+v", e.Proposal)
	}
	if _, errs, code := p.run("eval", "--propose", "--out", out); code != failed || !strings.Contains(errs, "不是空的") {
		t.Errorf("a folder with files was written over: %d %s", code, errs)
	}
	if a := needleList(p); a.Version.Weights != old.Version.Weights {
		t.Error("a proposal ruled before it was adopted")
	}
	p.must("match", "--link", needle, "--anyway", "--top", "10", "--save", "旧权重")
	p.must("data", "load", out)
	a := needleList(p)
	if !strings.Contains(a.Version.Weights, "eval") || !strings.HasPrefix(a.Candidates[0].Firm.Region, "13") {
		t.Errorf("weights %s, first %+v", a.Version.Weights, a.Candidates[0].Firm)
	}
	checkReceipts(t, a.Candidates)
	var c match.Comparison
	p.json(&c, "compare", "--link", needle, "--from", "旧权重")
	if len(c.Entered) == 0 || len(c.Left) != len(c.Entered) || !strings.Contains(c.Left[0].Why, "退到第") || len(c.Left[0].Parts) == 0 {
		t.Errorf("%+v", c)
	}
}

// A list is saved by command, and compared by HTTP under the id of the gap,
// which names its link even while it is none.
func TestSavedListsAreComparedOverHTTP(t *testing.T) {
	p := makers(t, 12)
	p.must("match", "--link", needle, "--anyway", "--top", "5", "--save", "一")
	if _, errs, code := p.run("match", "--link", needle, "--anyway", "--save", "一"); code != failed || !strings.Contains(errs, "已有") {
		t.Errorf("a saved list was replaced: %d %s", code, errs)
	}
	var a match.Answer
	p.json(&a, "match", "--link", needle, "--anyway", "--top", "1")
	p.must("presence", "reject", "--firm", a.Candidates[0].Firm.Name, "--link", needle)
	s := p.serve()
	var c match.Comparison
	if res := s.get("/api/v1/gaps/150300-needle-coke/compare?from=%E4%B8%80", &c); res.StatusCode != 200 {
		t.Fatalf("compare: %d", res.StatusCode)
	}
	if len(c.Left) != 1 || !strings.Contains(c.Left[0].Why, "人工否定") || len(c.Entered) != 1 || len(c.Moved) != 4 {
		t.Errorf("%+v", c)
	}
	var held matcher.ListingsView
	if s.get("/api/v1/gaps/150300-needle-coke/listings", &held); held.Total != 1 || held.Listings[0].Options.Top != 5 {
		t.Errorf("%+v", held)
	}
	for path, want := range map[string]int{
		"/api/v1/gaps/150300-needle-coke/compare?from=nothing":            404,
		"/api/v1/gaps/150300-needle-coke/compare":                         422,
		"/api/v1/gaps/150300-needle-coke/compare?from=%E4%B8%80&to=other": 404,
		"/api/v1/gaps/nothing/compare?from=%E4%B8%80":                     404,
		"/api/v1/verdicts?frim=x":                                         400,
		"/api/v1/verdicts?firm=nobody":                                    404,
		"/api/v1/verdicts?limit=1":                                        200,
	} {
		if res := s.get(path, nil); res.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", path, res.StatusCode, want)
		}
	}
	if code := s.post("/api/v1/gaps/150300-needle-coke/listings", map[string]any{"name": "now", "anyway": true}, nil); code != 422 {
		t.Errorf("a list named now: %d", code)
	}
	for _, body := range []map[string]string{
		{"firm": "nobody", "link": needle, "verdict": "useful"},
		{"firm": a.Candidates[0].Firm.ID, "link": needle, "verdict": "splendid"},
		{"firm": a.Candidates[0].Firm.ID, "verdict": "useful"},
		{},
	} {
		if code := s.post("/api/v1/verdicts", body, nil); code < 400 || code >= 500 {
			t.Errorf("POST %v: %d", body, code)
		}
	}
}
