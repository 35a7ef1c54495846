package graph

// Supply says that one firm sells to another.
type Supply struct {
	Supplier, Customer string // firm ids
	Link               string // the link whose product is sold; "" unknown
	Since              string // day; "" unknown
	Source             string // where it was said
}

// Supplies is typed access to SUPPLIES edges, from firm to firm.
func Supplies() EdgeNoun[Supply] {
	bs := []binding[Supply]{
		text("link", func(s *Supply) *string { return &s.Link }),
		day("since", func(s *Supply) *string { return &s.Since }),
		text("source", func(s *Supply) *string { return &s.Source }),
	}
	return EdgeNoun[Supply]{
		edge: EdgeType{Name: "SUPPLIES", From: "Firm", To: "Firm", Distinct: "link",
			Fields: fieldsOf(bs), Indexes: []Index{{"to"}}},
		ends:     func(s *Supply) (*string, *string) { return &s.Supplier, &s.Customer },
		bindings: bs,
	}
}

func suppliesEdge() EdgeType { return Supplies().edge }
