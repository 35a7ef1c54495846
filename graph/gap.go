package graph

// Gap is a diagnosed need of a region at a link, put into the record so that
// whoever browses the graph finds it there. It is derived: the diagnosis of
// the matcher is where it comes from and what every command answers with.
type Gap struct {
	ID          string // region-link, as commands and addresses take it
	Name        string // 针状焦 延链; with its gates: 电石 强链（受限）
	Region      string // six-digit code
	Link        string
	Kind        string   // fill | extend | add | strengthen
	Short       bool     // of strengthen: too little
	Upgrade     bool     // of strengthen: backward
	Constrained bool     // new capacity is forbidden or needs quota
	Joint       bool     // a neighbour has it, or demand is for several regions
	NotHostable bool     // the region cannot make it: no gap to be filled here
	Glut        bool     // the market has too much
	Priority    *float64 // the higher the sooner
	Confidence  string   // figures | counts
	Rule        string
	Why         string
	Made        Made
}

// Gaps is typed access to gaps.
func Gaps() Noun[Gap] {
	bs := append([]binding[Gap]{
		text("name", func(g *Gap) *string { return &g.Name }),
		text("region", func(g *Gap) *string { return &g.Region }),
		text("link", func(g *Gap) *string { return &g.Link }),
		text("kind", func(g *Gap) *string { return &g.Kind }),
		flag("short", func(g *Gap) *bool { return &g.Short }),
		flag("upgrade", func(g *Gap) *bool { return &g.Upgrade }),
		flag("constrained", func(g *Gap) *bool { return &g.Constrained }),
		flag("joint", func(g *Gap) *bool { return &g.Joint }),
		flag("not_hostable", func(g *Gap) *bool { return &g.NotHostable }),
		flag("glut", func(g *Gap) *bool { return &g.Glut }),
		number("priority", func(g *Gap) **float64 { return &g.Priority }),
		text("confidence", func(g *Gap) *string { return &g.Confidence }),
		text("rule", func(g *Gap) *string { return &g.Rule }),
		text("why", func(g *Gap) *string { return &g.Why }),
	}, madeBindings(func(g *Gap) *Made { return &g.Made })...)
	return Noun[Gap]{
		label:    declareLabel("Gap", "id", bs, []Index{{"kind", "priority"}}, true),
		key:      func(g *Gap) *string { return &g.ID },
		bindings: bs,
	}
}

func gapLabel() Label { return Gaps().label }

// GapAt says at which link a gap is.
type GapAt struct{ Gap, Link string }

// GapsAt is typed access to GAP_AT edges, from gap to link.
func GapsAt() EdgeNoun[GapAt] {
	return EdgeNoun[GapAt]{
		edge: EdgeType{Name: "GAP_AT", From: "Gap", To: "Link", Indexes: []Index{{"to"}}, Derived: true},
		ends: func(g *GapAt) (*string, *string) { return &g.Gap, &g.Link },
	}
}

func gapAtEdge() EdgeType { return GapsAt().edge }

// Ground says on which present link a gap rests, and how: one that buys what
// is missing, or one that makes what it is made of.
type Ground struct {
	Gap, Link string
	As        string // buyer | feeder
}

// Grounds is typed access to GROUNDED_IN edges, from gap to link.
func Grounds() EdgeNoun[Ground] {
	bs := []binding[Ground]{text("as", func(g *Ground) *string { return &g.As })}
	return EdgeNoun[Ground]{
		edge: EdgeType{Name: "GROUNDED_IN", From: "Gap", To: "Link", Distinct: "as", Fields: fieldsOf(bs),
			Indexes: []Index{{"to"}}, Derived: true},
		ends:     func(g *Ground) (*string, *string) { return &g.Gap, &g.Link },
		bindings: bs,
	}
}

func groundedInEdge() EdgeType { return Grounds().edge }
