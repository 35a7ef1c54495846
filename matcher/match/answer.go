package match

import (
	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Answer is a ranked list for a gap, a link or a text.
type Answer struct {
	Gap            string         `json:"gap,omitempty"`
	Link           string         `json:"link,omitempty"`
	LinkName       string         `json:"link_name,omitempty"`
	Text           string         `json:"text,omitempty"`
	Why            string         `json:"why,omitempty"`
	Park           *ParkRef       `json:"park,omitempty"`  // the park that was asked for
	Gates          []string       `json:"gates,omitempty"` // constrained, where a rule forbids the product or asks for quota
	Constraints    []Constraint   `json:"constraints,omitempty"`
	Version        Version        `json:"version"`
	Candidates     []Candidate    `json:"candidates"`
	Total          int            `json:"total"` // candidates before the list was cut to its top
	Excluded       []Excluded     `json:"excluded"`
	ExcludedCounts map[string]int `json:"excluded_counts"`
	Local          []Local        `json:"local"`
	Technology     []Local        `json:"technology"`
	Order          string         `json:"order"`          // how the list is ordered, ties included
	Note           string         `json:"note,omitempty"` // why there are no candidates, where there are none
}

// Constraint is a rule on the product that is asked for, as a gap's gate says it.
type Constraint = diagnosis.Barrier

// ParkRef is a park as lists show it.
type ParkRef struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// orderText is the stated rule of every list.
const orderText = "按得分；得分相同者，有统一社会信用代码的在前，再按代码、编号"

// Version names what an answer was computed from.
type Version struct {
	Record  graph.Version `json:"record"`
	Rules   string        `json:"rules"`
	Weights string        `json:"weights"`
}

// FirmRef is a firm as lists show it.
type FirmRef struct {
	ID     string `json:"id"`
	Code   string `json:"code,omitempty"`
	Name   string `json:"name"`
	Region string `json:"region,omitempty"`
	Place  string `json:"region_name,omitempty"` // the region's full name
}

// NamePlaces fills in the names of regions.
func (a *Answer) NamePlaces(name func(code string) string) {
	for i := range a.Candidates {
		c := &a.Candidates[i]
		c.Firm.Place = name(c.Firm.Region)
		for j := range c.Members {
			c.Members[j].Place = name(c.Members[j].Region)
		}
	}
	for i := range a.Excluded {
		a.Excluded[i].Firm.Place = name(a.Excluded[i].Firm.Region)
	}
	for _, list := range [][]Local{a.Local, a.Technology} {
		for i := range list {
			list[i].Firm.Place = name(list[i].Firm.Region)
		}
	}
}

func refOf(f *graph.Firm) FirmRef {
	return FirmRef{ID: f.ID, Code: f.Code(), Name: f.Name(), Region: f.Region}
}

// Candidate is one ranked firm. The points of the receipt add up to the score.
type Candidate struct {
	Rank       int       `json:"rank"`
	Firm       FirmRef   `json:"firm"`
	Score      float64   `json:"score"`
	Confidence float64   `json:"confidence"` // share of the weights that is known, less for old rows
	Receipt    []Part    `json:"receipt"`
	Members    []FirmRef `json:"members"` // of the same group, folded below
	Adjacent   bool      `json:"adjacent,omitempty"`
	Reason     string    `json:"reason"` // one sentence to say aloud
}

// Part is one addend of a score. A nil Value is unknown and adds nothing.
type Part struct {
	Part     string     `json:"part"`
	Name     string     `json:"name"`
	Weight   float64    `json:"weight"`
	Value    *float64   `json:"value"`
	Points   float64    `json:"points"`
	Evidence []Evidence `json:"evidence"`
}

// Evidence is what a part was read from, with its row of origin.
type Evidence struct {
	Text  string `json:"text"`
	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
}

// The reasons for which firms are left out.
const (
	Trader      = "trader"
	Branch      = "branch"
	Landed      = "landed"
	NotInBeing  = "not_in_being"
	RejectedBy  = "rejected"
	SoleTrader  = "sole_trader"
	Cooperative = "cooperative"
	WeakOnly    = "weak_evidence"
	PlannedOnly = "planned_only"
	InPark      = "park"          // a rule of the park, or on such parks
	OnList      = "negative_list" // a negative list or the policy of the region
)

// Excluded is a firm that was left out, and why.
type Excluded struct {
	Firm   FirmRef `json:"firm"`
	Reason string  `json:"reason"`
	Text   string  `json:"text,omitempty"` // the clause that says so
}

// Local is a firm on one of the two lists that stand apart.
type Local struct {
	Firm FirmRef `json:"firm"`
	Text string  `json:"text"`
	Link string  `json:"link,omitempty"` // what it makes now
}
