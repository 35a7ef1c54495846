package graph

// ChainKind tells material chains from chains of services.
type ChainKind string

// The kinds of chains.
const (
	ProcessChain  ChainKind = "process"  // has mass flows with coefficients
	RelationChain ChainKind = "relation" // services: relations without coefficients
)

// Chain is an industrial chain: a graph of links.
type Chain struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	NameEn   string    `json:"name_en"`
	Kind     ChainKind `json:"kind"`
	Articles []int     `json:"articles"` // articles of the plan that ask for it
	Order    int64     `json:"order"`    // place in the list of chains
}

// Chains is typed access to chains.
func Chains() Noun[Chain] {
	bs := []binding[Chain]{
		text("name", func(c *Chain) *string { return &c.Name }),
		text("name_en", func(c *Chain) *string { return &c.NameEn }),
		text("kind", func(c *Chain) *string { return (*string)(&c.Kind) }),
		document("articles", func(c *Chain) any { return &c.Articles }),
		integer("order", func(c *Chain) *int64 { return &c.Order }),
	}
	return Noun[Chain]{
		label:    declareLabel("Chain", "id", bs, []Index{{"order"}}, false),
		key:      func(c *Chain) *string { return &c.ID },
		bindings: bs,
	}
}

func chainLabel() Label { return Chains().label }

// Membership says that a link stands in a chain.
type Membership struct {
	Link, Chain string
	Owner       bool  // the chain whose file defines the link
	Order       int64 // place in the chain's list of links
}

// Memberships is typed access to PART_OF edges, from link to chain.
func Memberships() EdgeNoun[Membership] {
	bs := []binding[Membership]{
		flag("owner", func(m *Membership) *bool { return &m.Owner }),
		integer("order", func(m *Membership) *int64 { return &m.Order }),
	}
	return EdgeNoun[Membership]{
		edge:     EdgeType{Name: "PART_OF", From: "Link", To: "Chain", Fields: fieldsOf(bs), Indexes: []Index{{"to"}}},
		ends:     func(m *Membership) (*string, *string) { return &m.Link, &m.Chain },
		bindings: bs,
	}
}

func partOfEdge() EdgeType { return Memberships().edge }
