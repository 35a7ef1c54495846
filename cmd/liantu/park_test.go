package main

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/data"
	"liantu/matcher"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// At the starter's park that takes no new coking nobody is listed for coke,
// the rule is cited and the other parks are named; a park that is open lists
// makers as the region does.
func TestMatchInAPark(t *testing.T) {
	p := starter(t)
	var closed, open, region match.Answer
	p.json(&closed, "match", "--link", "coke", "--park", "wuhai-haibowan", "--anyway")
	p.json(&open, "match", "--link", "coke", "--park", "wuhai-wuda", "--anyway")
	p.json(&region, "match", "--link", "coke", "--anyway")
	if len(closed.Candidates) != 0 || closed.ExcludedCounts[match.InPark] == 0 || !slices.Contains(closed.Gates, diagnosis.Constrained) {
		t.Errorf("%d candidates, %v, %v", len(closed.Candidates), closed.ExcludedCounts, closed.Gates)
	}
	for _, want := range []string{"重化工", "2021年3月26日", "乌达产业园"} {
		if !strings.Contains(closed.Note, want) {
			t.Errorf("the note does not say %s: %s", want, closed.Note)
		}
	}
	if len(open.Candidates) == 0 || len(open.Candidates) != len(region.Candidates) || open.ExcludedCounts[match.InPark] != 0 {
		t.Errorf("%d candidates in an open park, %d in the region", len(open.Candidates), len(region.Candidates))
	}
	if !slices.ContainsFunc(open.Constraints, func(c match.Constraint) bool { return c.Effect == "quota" && strings.Contains(c.Source, "209号") }) {
		t.Errorf("new coke needs quota: %+v", open.Constraints)
	}
	out := filepath.Join(t.TempDir(), "list.xlsx")
	if p.must("match", "--link", "wine", "--park", "wuhai-wuda", "--anyway", "--out", out); fileSize(t, out) == 0 {
		t.Error("no workbook")
	}
	if _, _, code := p.run("match", "--link", "coke", "--park", "nowhere"); code != failed {
		t.Errorf("an unknown park ends with status %d", code)
	}
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestParksListAndOne(t *testing.T) {
	p := starter(t)
	var list matcher.ParksView
	p.json(&list, "parks")
	if list.Total < 5 || list.Total != len(list.Parks) {
		t.Errorf("%d parks of %d", len(list.Parks), list.Total)
	}
	var one matcher.ParkView
	p.json(&one, "parks", "wuhai-haibowan")
	if one.Chemical.Certified != "yes" || one.RegionName != "内蒙古自治区乌海市海勃湾区" ||
		!slices.ContainsFunc(one.Closed, func(l matcher.ParkLimit) bool { return l.Link == "coke" && l.Source != "" }) {
		t.Errorf("%+v", one)
	}
	if out := p.must("parks", "wuhai-hainan"); !strings.Contains(out, "化工园区：不详") || !strings.Contains(out, "未核实") {
		t.Errorf("what is not known is not said:\n%s", out)
	}
	p.must("region", "set", "640200")
	if p.json(&list, "parks"); list.Total != 0 {
		t.Errorf("%d parks of Wuhai in another region", list.Total)
	}
}

// A corrected file of parks is taken in, one with an error is not, and a
// folder of before there were parks leaves them as they are.
func TestLoadTakesParksIn(t *testing.T) {
	p := starter(t)
	folder := t.TempDir()
	if err := os.CopyFS(folder, data.Starter()); err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		name := filepath.Join(folder, "parks", "wuhai.yaml")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("version: \"1\"\nparks:\n  - {id: one, name: 一园, region: \"150302\", kind: park, chemical: {certified: unknown}, source: 文件, date: 2026-01-01}\n")
	p.must("data", "load", folder)
	var list matcher.ParksView
	if p.json(&list, "parks"); list.Total != 1 || list.Parks[0].Name != "一园" {
		t.Errorf("%+v", list)
	}
	write("version: \"1\"\nparks:\n  - {id: two, name: 二园, region: \"150399\", kind: park, chemical: {certified: unknown}, source: 文件, date: 2026-01-01}\n")
	if _, _, code := p.run("data", "load", folder); code != failed {
		t.Errorf("a park in no region is loaded: status %d", code)
	}
	if err := os.RemoveAll(filepath.Join(folder, "parks")); err != nil {
		t.Fatal(err)
	}
	p.must("data", "load", folder)
	if p.json(&list, "parks"); list.Total != 1 {
		t.Errorf("%d parks after a load without any", list.Total)
	}
}

func TestParksOverHTTP(t *testing.T) {
	s := serveSample(t)
	var page struct {
		Parks []struct{ ID string }
		Total int
		Next  string
	}
	if res := s.get("/api/v1/parks?limit=2", &page); res.StatusCode != http.StatusOK || len(page.Parks) != 2 || page.Next == "" || page.Total < 5 {
		t.Fatalf("%d %+v", res.StatusCode, page)
	}
	var answer match.Answer
	s.get("/api/v1/links/coke/candidates?anyway=true&park=wuhai-haibowan", &answer)
	if len(answer.Candidates) != 0 || answer.Park == nil || answer.ExcludedCounts[match.InPark] == 0 {
		t.Errorf("%d candidates, %v, %v", len(answer.Candidates), answer.Park, answer.ExcludedCounts)
	}
	var gaps struct{ Gaps []struct{ ID string } }
	s.get("/api/v1/gaps?limit=1", &gaps)
	for path, want := range map[string]int{
		"/api/v1/parks/wuhai-wuda": 200,
		"/api/v1/parks/nowhere":    404,
		"/api/v1/gaps/" + gaps.Gaps[0].ID + "/candidates?park=wuhai-wuda":        200,
		"/api/v1/gaps/" + gaps.Gaps[0].ID + "/candidates?park=nowhere":           404,
		"/api/v1/gaps/" + gaps.Gaps[0].ID + "/candidates.xlsx?park=wuhai-wuda":   200,
		"/api/v1/candidates?text=%E9%92%88%E7%8A%B6%E7%84%A6&park=wuhai-wuda":    200,
		"/api/v1/candidates?text=%E5%87%AD%E7%A9%BA%E4%B9%8B%E7%89%A9&park=none": 404,
	} {
		if res := s.get(path, nil); res.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", path, res.StatusCode, want)
		}
	}
}
