package graph

// LinkStatus is how a link stands in a region, put into the record so that
// whoever browses the graph finds it there. It is derived, as Gap is.
type LinkStatus struct {
	ID         string // region-link
	Name       string // 焦炭 优势
	Region     string // six-digit code
	Link       string
	Status     string // strong | fair | weak | blank | unknown
	Why        string // with its deciding figures
	Firms      int64  // producers at home, once per group
	Planned    int64
	Neighbours int64 // producers of the neighbourhood
	Users      int64
	Coverage   *float64 // share of years that the record holds, 0…1
	Sufficient *float64 // self-sufficiency
	Limit      string   // of self-sufficiency: "" exact | at_least | at_most
	Made       Made
}

// LinkStatuses is typed access to the statuses of links.
func LinkStatuses() Noun[LinkStatus] {
	bs := append([]binding[LinkStatus]{
		text("name", func(s *LinkStatus) *string { return &s.Name }),
		text("region", func(s *LinkStatus) *string { return &s.Region }),
		text("link", func(s *LinkStatus) *string { return &s.Link }),
		text("status", func(s *LinkStatus) *string { return &s.Status }),
		text("why", func(s *LinkStatus) *string { return &s.Why }),
		integer("firms", func(s *LinkStatus) *int64 { return &s.Firms }),
		integer("planned", func(s *LinkStatus) *int64 { return &s.Planned }),
		integer("neighbours", func(s *LinkStatus) *int64 { return &s.Neighbours }),
		integer("users", func(s *LinkStatus) *int64 { return &s.Users }),
		number("coverage", func(s *LinkStatus) **float64 { return &s.Coverage }),
		number("self_sufficiency", func(s *LinkStatus) **float64 { return &s.Sufficient }),
		text("self_sufficiency_limit", func(s *LinkStatus) *string { return &s.Limit }),
	}, madeBindings(func(s *LinkStatus) *Made { return &s.Made })...)
	return Noun[LinkStatus]{
		label:    declareLabel("Status", "id", bs, []Index{{"status"}}, true),
		key:      func(s *LinkStatus) *string { return &s.ID },
		bindings: bs,
	}
}

func statusLabel() Label { return LinkStatuses().label }

// StatusOf says of which link a status is.
type StatusOf struct{ Status, Link string }

// StatusesOf is typed access to STATUS_OF edges, from status to link.
func StatusesOf() EdgeNoun[StatusOf] {
	return EdgeNoun[StatusOf]{
		edge: EdgeType{Name: "STATUS_OF", From: "Status", To: "Link", Indexes: []Index{{"to"}}, Derived: true},
		ends: func(s *StatusOf) (*string, *string) { return &s.Status, &s.Link },
	}
}

func statusOfEdge() EdgeType { return StatusesOf().edge }
