package graph

import "slices"

// Role is what a firm does at a link.
type Role string

// The roles.
const (
	Producer Role = "producer"
	Planned  Role = "planned"
	Trader   Role = "trader"
	User     Role = "user"
	Service  Role = "service"
)

// Roles lists the roles.
func Roles() []Role { return []Role{Producer, Planned, Trader, User, Service} }

func (r Role) known() bool { return slices.Contains(Roles(), r) }

// Strength is how well a presence is evidenced.
type Strength string

// The strengths. Weak evidence alone never makes a firm present.
const (
	Strong Strength = "strong" // product named with a making verb, or the firm's own product column
	Medium Strength = "medium" // product named without verb, or the firm's name says it
	Weak   Strength = "weak"   // industry code or family word only
)

// Rank orders strengths: 3 strong, 2 medium, 1 weak, 0 none.
func (s Strength) Rank() int {
	switch s {
	case Strong:
		return 3
	case Medium:
		return 2
	case Weak:
		return 1
	}
	return 0
}

// Where evidence stands in what is known of a firm.
const (
	InScope     = "scope"    // business scope
	InName      = "name"     // the firm's name
	InProducts  = "products" // its column of main products
	InIndustry  = "industry" // its industry code
	InJudgement = "judgement"
)

// Evidence is what a presence was read from.
type Evidence struct {
	In            string   `json:"in"`             // InScope, InName, …
	Term          string   `json:"term,omitempty"` // the words as they stand; "" for name and code
	Clause        string   `json:"clause,omitempty"`
	Strength      Strength `json:"strength"`
	Source        int      `json:"source"`                  // index into the firm's sources; -1 for a judgement
	Contradiction string   `json:"contradiction,omitempty"` // a clause that says otherwise
	Notes         []string `json:"notes,omitempty"`         // how it was read: byproduct, captive, quantity, dated
}

// Presence says that a firm occupies a link in a role.
type Presence struct {
	Firm, Link string
	Role       Role
	Strength   Strength // the best of the evidence
	Evidence   []Evidence
	Focus      *float64 // share of the firm's product clauses on this link, 0…1
	Elsewhere  bool     // made at a branch only, not at the firm's address
	Region     string   // the firm's place, so that links can be counted by region
	Counts     bool     // present: in being, of its own or a plant, strength at least medium, not rejected
	Verdict    Verdict  // a planner's judgement that stands over the inference
	Rules      string   // version of the rules it was inferred by
}

// Presences is typed access to OCCUPIES edges, from firm to link.
func Presences() EdgeNoun[Presence] {
	bs := []binding[Presence]{
		text("role", func(p *Presence) *string { return (*string)(&p.Role) }),
		text("strength", func(p *Presence) *string { return (*string)(&p.Strength) }),
		text("region", func(p *Presence) *string { return &p.Region }),
		flag("counts", func(p *Presence) *bool { return &p.Counts }),
		text("verdict", func(p *Presence) *string { return (*string)(&p.Verdict) }),
		number("focus", func(p *Presence) **float64 { return &p.Focus }),
		flag("elsewhere", func(p *Presence) *bool { return &p.Elsewhere }),
		document("evidence", func(p *Presence) any { return &p.Evidence }),
		text("rules", func(p *Presence) *string { return &p.Rules }),
	}
	return EdgeNoun[Presence]{
		edge: EdgeType{Name: "OCCUPIES", From: "Firm", To: "Link", Distinct: "role", Fields: fieldsOf(bs),
			Indexes: []Index{{"to", "role", "region"}}, Derived: true},
		ends:     func(p *Presence) (*string, *string) { return &p.Firm, &p.Link },
		bindings: bs,
	}
}

func occupiesEdge() EdgeType { return Presences().edge }
