package graph

import (
	"slices"
	"testing"
)

func TestParkSaysWhatIsWrongWithIt(t *testing.T) {
	good := Park{ID: "a-park", Name: "甲园", Region: "150302", Kind: SinglePark, Chemical: ChemicalPark{Certified: CertifiedUnknown},
		Source: "文件", Date: "2026-01-01",
		Constraints: []EntryRule{{ID: "no-food", Effect: Forbidden, Industry: []string{"14"}, From: "2021-11-07", Text: "不收", Source: "文件"}}}
	if faults := good.Validate(); len(faults) > 0 {
		t.Errorf("a sound park: %v", faults)
	}
	for field, spoil := range map[string]func(*Park){
		"id":                           func(p *Park) { p.ID = "a--park" },
		"region":                       func(p *Park) { p.Region = "1503" },
		"kind":                         func(p *Park) { p.Kind = "" },
		"chemical.certified":           func(p *Park) { p.Chemical.Certified = "" },
		"chemical.source":              func(p *Park) { p.Chemical.Certified = CertifiedNo },
		"source":                       func(p *Park) { p.Source = "" },
		"date":                         func(p *Park) { p.Date = "2026" },
		"constraints[0].effect":        func(p *Park) { p.Constraints[0].Effect = "no" },
		"constraints[0].links":         func(p *Park) { p.Constraints[0].Industry = nil },
		"constraints[0].chemical_park": func(p *Park) { p.Constraints[0].ChemicalPark = "near" },
		"constraints[0].from":          func(p *Park) { p.Constraints[0].From = "" },
		"constraints[0].until":         func(p *Park) { p.Constraints[0].Until = "2020-01-01" },
	} {
		bad := good
		bad.Constraints = slices.Clone(good.Constraints)
		spoil(&bad)
		if faults := bad.Validate(); len(faults) != 1 || faults[0].Field != field {
			t.Errorf("%s: %v", field, faults)
		}
	}
}

func TestRuleMeansByLinkChainClassAndIndustry(t *testing.T) {
	l := &Link{ID: "wine", Industry: []string{"1515"}, Catalogue: []Catalogue{{Class: "restricted"}}}
	for name, c := range map[string]struct {
		rule EntryRule
		want bool
	}{
		"link":         {EntryRule{Links: []string{"wine"}}, true},
		"own chain":    {EntryRule{Chains: []string{"farming"}}, true},
		"other chain":  {EntryRule{Chains: []string{"tourism"}}, false},
		"industry":     {EntryRule{Industry: []string{"15"}}, true},
		"class":        {EntryRule{Classes: []string{"restricted"}}, true},
		"excepted":     {EntryRule{Industry: []string{"15"}, Except: []string{"wine"}}, false},
		"another code": {EntryRule{Industry: []string{"26"}}, false},
	} {
		if got := c.rule.Means(l, "farming"); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	foreign := EntryRule{Firms: []string{"外商投资"}, Words: []string{"艺术团"}}
	for _, c := range []struct {
		kind, said string
		want       bool
	}{{"有限责任公司（外商投资）", "甲艺术团", true}, {"", "甲艺术团", false}, {"外商投资企业", "演出经纪", false}} {
		if got := foreign.MeansFirm(c.kind, c.said); got != c.want {
			t.Errorf("%s %s: %v", c.kind, c.said, got)
		}
	}
}
