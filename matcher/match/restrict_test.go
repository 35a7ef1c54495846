package match_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// townParks are parks of the town: one closed to coke by its own rule, one
// open, one of which it is not known whether it is a chemical park.
func townParks() []graph.Park {
	return []graph.Park{
		{ID: "zone", Name: "总区", Region: "150300", Kind: graph.Zone, Constraints: []graph.EntryRule{
			{ID: "no-known", Effect: graph.ByQuota, Links: []string{"known"}, From: "2021-01-01", Text: "常料须置换", Source: "总区办法"}}},
		{ID: "closed", Name: "甲园", Region: "150302", Parent: "zone", Kind: graph.SinglePark, Constraints: []graph.EntryRule{
			{ID: "no-coke", Effect: graph.Forbidden, Links: []string{"coke"}, From: "2021-01-01", Text: "甲园不收针焦", Source: "甲园办法", Verified: true},
			{ID: "no-rare", Effect: graph.Forbidden, Links: []string{"rare"}, From: "2021-01-01", Until: "2022-01-01", Text: "已废", Source: "旧文"}}},
		{ID: "open", Name: "乙园", Region: "150303", Kind: graph.SinglePark, Chemical: graph.ChemicalPark{Certified: graph.CertifiedYes}},
		{ID: "unclear", Name: "丙园", Region: "150304", Kind: graph.SinglePark, Chemical: graph.ChemicalPark{Certified: graph.CertifiedUnknown}},
		{ID: "plain", Name: "丁园", Region: "150304", Kind: graph.SinglePark,
			Chemical: graph.ChemicalPark{Certified: graph.CertifiedNo, Source: "名单"}},
		{ID: "elsewhere", Name: "外地园", Region: "640200", Kind: graph.SinglePark},
	}
}

func townRules() []graph.EntryRule {
	return []graph.EntryRule{
		{ID: "chemical", List: "化工园区认定", Effect: graph.Forbidden, Links: []string{"coke"}, ChemicalPark: graph.ChemicalNeeded, From: "2021-01-01",
			Text: "只进化工园区", Source: "办法"},
		{ID: "foreign", List: "外商负面清单", Effect: graph.Forbidden, Links: []string{"rare"}, Firms: []string{"外商投资"}, From: "2021-01-01", Text: "禁止外商投资稀料", Source: "负面清单"},
		{ID: "restricted", List: "负面清单", Effect: graph.Forbidden, Links: []string{"known"}, Where: []string{"64"}, From: "2021-01-01", Text: "宁夏不收", Source: "文"},
	}
}

// parkTown is the town with its parks; one maker of rare stuff is foreign.
func parkTown(t *testing.T) graph.Store {
	t.Helper()
	store := readTown(t).open(t)
	err := store.Update(t.Context(), func(w graph.Writer) error {
		firms, err := graph.Firms().Get(t.Context(), w, []string{"f-丁三"})
		if err != nil {
			return err
		}
		f := firms["f-丁三"]
		s := graph.Statement{Source: f.Sources[0], Values: []graph.Value{{Field: graph.FieldType, Text: "有限责任公司（外商投资）"}}}
		s.Source.Row = 99
		f.Take(&s)
		if err := graph.Firms().Put(t.Context(), w, []graph.Firm{f}); err != nil {
			return err
		}
		return graph.Parks().Put(t.Context(), w, townParks())
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// inPark asks for a link's list in a park: of the record and of a roster,
// which must say the same. Without rules it is asked under those of the town.
func inPark(t *testing.T, store graph.Store, link, park string, rules ...graph.EntryRule) (*match.Answer, error) {
	t.Helper()
	ctx := context.Background()
	if rules == nil {
		rules = townRules()
	}
	held, err := diagnosis.LoadRules(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	held.Entry.Rules = rules
	m := matcherWith(t, nil)
	roster := m.NewRoster()
	if err := roster.Sync(ctx, store); err != nil {
		t.Fatal(err)
	}
	var a *match.Answer
	return a, store.View(ctx, func(r graph.Reader) error {
		state, err := diagnosis.Load(ctx, r, held, home)
		if err != nil {
			return err
		}
		d := diagnosis.Diagnose(state, held, today().Format(time.DateOnly))
		if a, err = m.ForLink(ctx, r, d, link, nil, match.Options{Anyway: true, Park: park}); err != nil {
			return err
		}
		b, err := m.ForLink(ctx, r, d, link, roster, match.Options{Anyway: true, Park: park})
		if err != nil {
			return err
		}
		sameList(t, "of "+link+" in "+park+", from the roster", b, a)
		return nil
	})
}

func TestParkThatIsClosedToTheProductListsNobody(t *testing.T) {
	store := parkTown(t)
	a, err := inPark(t, store, "coke", "closed")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Candidates) != 0 || a.ExcludedCounts[match.InPark] != 6 || !slices.Equal(a.Gates, []string{diagnosis.Constrained}) {
		t.Errorf("%d candidates, counts %v, gates %v", len(a.Candidates), a.ExcludedCounts, a.Gates)
	}
	for _, want := range []string{"甲园不能新上针焦", "甲园不收针焦", "甲园办法", "2021-01-01起", "本地其他园区：乙园、丙园（附条件）"} {
		if !strings.Contains(a.Note, want) {
			t.Errorf("the note does not say %s: %s", want, a.Note)
		}
	}
	if strings.Contains(a.Note, "丁园") || strings.Contains(a.Note, "外地园") || strings.Contains(a.Note, "总区") {
		t.Errorf("offers a park that is closed, elsewhere or no park: %s", a.Note)
	}
	for _, x := range a.Excluded {
		if x.Reason == match.InPark && !strings.Contains(x.Text, "甲园办法") {
			t.Errorf("%s is left out without the rule: %s", x.Firm.Name, x.Text)
		}
	}
}

func TestParkThatIsOpenListsAsTheRegionDoes(t *testing.T) {
	store := parkTown(t)
	a, err := inPark(t, store, "coke", "open")
	if err != nil {
		t.Fatal(err)
	}
	region, err := inPark(t, store, "coke", "")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "candidates", names(a.Candidates), names(region.Candidates))
	if len(a.Candidates) == 0 || a.Park == nil || a.Park.Name != "乙园" || region.Park != nil || len(a.Constraints)+len(a.Gates) != 0 {
		t.Errorf("%d candidates in %v under %v %v", len(a.Candidates), a.Park, a.Constraints, a.Gates)
	}
}

// Where it is not known whether a park is certified, the rule is a condition:
// nobody is left out for what is not known.
func TestUnknownCertificateIsACondition(t *testing.T) {
	store := parkTown(t)
	a, err := inPark(t, store, "coke", "unclear")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Candidates) == 0 || len(a.Constraints) != 1 || a.Constraints[0].Effect != graph.OnCondition || !strings.Contains(a.Constraints[0].Text, "不详") {
		t.Errorf("%d candidates under %+v", len(a.Candidates), a.Constraints)
	}
	plain, err := inPark(t, store, "coke", "plain")
	if err != nil {
		t.Fatal(err)
	}
	if len(plain.Candidates) != 0 || plain.ExcludedCounts[match.InPark] == 0 || !strings.Contains(plain.Note, "不是认定的化工园区（名单）") {
		t.Errorf("%d candidates, %v, %s", len(plain.Candidates), plain.ExcludedCounts, plain.Note)
	}
}

func TestNegativeListLeavesOutTheFirmsItMeans(t *testing.T) {
	a, err := inPark(t, parkTown(t), "rare", "closed") // the park's own rule has ended
	if err != nil {
		t.Fatal(err)
	}
	same(t, "candidates", names(a.Candidates), []string{"丁二", "丁四", "丁一"})
	if a.ExcludedCounts[match.OnList] != 1 || a.ExcludedCounts[match.InPark] != 0 || len(a.Gates) != 0 {
		t.Errorf("counts %v, gates %v", a.ExcludedCounts, a.Gates)
	}
	for _, x := range a.Excluded {
		if x.Firm.Name != "丁三" || x.Reason != match.OnList || !strings.Contains(x.Text, "外商投资") || !strings.Contains(x.Text, "负面清单") {
			t.Errorf("excluded %+v", x)
		}
	}
}

// A rule on firms of some type that speak of something keeps out those of that
// type that do; one on no type, whoever does.
func TestRuleListensToTheFirmsItMeans(t *testing.T) {
	for _, x := range []struct {
		types []string
		words string
		left  []string
	}{
		{[]string{"有限责任"}, "稀料生产", []string{"丁二", "丁四", "丁一"}},
		{[]string{"有限责任"}, "文艺", []string{"丁三", "丁二", "丁四", "丁一"}},
		{[]string{"独资"}, "稀料生产", []string{"丁三", "丁二", "丁四", "丁一"}},
		{nil, "丁四", []string{"丁三", "丁二", "丁一"}},
		{nil, "稀料生产", []string{}},
	} {
		rule := graph.EntryRule{ID: "spoken", Effect: graph.Forbidden, Links: []string{"rare"}, Firms: x.types, Words: []string{x.words},
			From: "2021-01-01", Text: "另有限制", Source: "另文"}
		a, err := inPark(t, parkTown(t), "rare", "open", rule)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "candidates", names(a.Candidates), x.left)
	}
}

// A rule of the zone holds in its parks; a rule for another province does not.
func TestRulesOfTheZoneHoldInItsParks(t *testing.T) {
	store := parkTown(t)
	a, err := inPark(t, store, "known", "closed")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Constraints) != 1 || a.Constraints[0].Park != "zone" || a.Constraints[0].Effect != graph.ByQuota || !slices.Equal(a.Gates, []string{diagnosis.Constrained}) {
		t.Errorf("%+v", a.Constraints)
	}
	for _, park := range []string{"nothing", "elsewhere"} {
		if _, err := inPark(t, store, "known", park); graph.CodeOf(err) != graph.NotFound {
			t.Errorf("park %s: %v", park, err)
		}
	}
}
