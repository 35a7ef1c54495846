package graph

// FlowKind says what a flow is to the process at its ends.
type FlowKind string

// The kinds of flows.
const (
	Input       FlowKind = "input"       // From is taken by the process at To; quantity per unit of To
	Byproduct   FlowKind = "byproduct"   // To arises in the process at From; quantity per unit of From
	Alternative FlowKind = "alternative" // an input that can stand for another of its group
	Relation    FlowKind = "relation"    // no quantity: services, equipment
)

// Flow is the way of a material from one link to another.
type Flow struct {
	From     string   `json:"from" yaml:"from"`
	To       string   `json:"to" yaml:"to"`
	Kind     FlowKind `json:"kind" yaml:"kind"`
	Quantity *float64 `json:"coefficient,omitempty" yaml:"quantity"` // in Unit; nil is unknown
	Low      *float64 `json:"low,omitempty" yaml:"low"`
	High     *float64 `json:"high,omitempty" yaml:"high"`
	Unit     string   `json:"unit,omitempty" yaml:"unit"`   // t/t, Nm3/t, kWh/t
	Basis    string   `json:"basis,omitempty" yaml:"basis"` // stoichiometry | standard | estimate
	Working  string   `json:"working,omitempty" yaml:"working"`
	Source   string   `json:"source,omitempty" yaml:"source"`
	Group    string   `json:"group,omitempty" yaml:"group"` // alternatives of one another
	Loop     bool     `json:"loop,omitempty" yaml:"loop"`   // closes a declared cycle
	Chain    string   `json:"chain,omitempty" yaml:"-"`     // whose file states it
	Note     string   `json:"note,omitempty" yaml:"note"`
}

// Flows is typed access to FEEDS edges, from link to link.
func Flows() EdgeNoun[Flow] {
	bs := []binding[Flow]{
		text("kind", func(f *Flow) *string { return (*string)(&f.Kind) }),
		number("coefficient", func(f *Flow) **float64 { return &f.Quantity }),
		number("low", func(f *Flow) **float64 { return &f.Low }),
		number("high", func(f *Flow) **float64 { return &f.High }),
		text("unit", func(f *Flow) *string { return &f.Unit }),
		text("basis", func(f *Flow) *string { return &f.Basis }),
		text("working", func(f *Flow) *string { return &f.Working }),
		text("source", func(f *Flow) *string { return &f.Source }),
		text("group", func(f *Flow) *string { return &f.Group }),
		flag("loop", func(f *Flow) *bool { return &f.Loop }),
		text("chain", func(f *Flow) *string { return &f.Chain }),
		text("note", func(f *Flow) *string { return &f.Note }),
	}
	return EdgeNoun[Flow]{
		edge: EdgeType{Name: "FEEDS", From: "Link", To: "Link", Distinct: "kind",
			Fields: fieldsOf(bs), Indexes: []Index{{"to"}}},
		ends:     func(f *Flow) (*string, *string) { return &f.From, &f.To },
		bindings: bs,
	}
}

func feedsEdge() EdgeType { return Flows().edge }
