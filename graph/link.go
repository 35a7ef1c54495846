package graph

// Stage is where a link stands in its chain.
type Stage string

// The stages.
const (
	Upstream   Stage = "upstream"
	Midstream  Stage = "midstream"
	Downstream Stage = "downstream"
)

// Link is one step of a chain that a firm can occupy. The yaml tags are the
// format of the chain files (docs/chain-format.md).
type Link struct {
	ID          string       `json:"id" yaml:"id"`
	Name        string       `json:"name" yaml:"name"`
	NameEn      string       `json:"name_en,omitempty" yaml:"name_en"`
	Stage       Stage        `json:"stage" yaml:"stage"`
	Articles    []int        `json:"articles,omitempty" yaml:"articles"`
	Context     bool         `json:"context,omitempty" yaml:"context"` // on the map, never a gap
	Note        string       `json:"note,omitempty" yaml:"note"`
	Products    []Product    `json:"products,omitempty" yaml:"products"`
	Terms       Terms        `json:"terms" yaml:"terms"`
	Industry    []string     `json:"industry,omitempty" yaml:"industry"` // GB/T 4754-2017 classes
	Catalogue   []Catalogue  `json:"catalogue,omitempty" yaml:"catalogue"`
	Since       *Since       `json:"since,omitempty" yaml:"since"`
	Needs       []string     `json:"needs,omitempty" yaml:"needs"` // conditions a region must offer
	Tradable    *bool        `json:"tradable,omitempty" yaml:"tradable"`
	Scale       *Figure      `json:"scale,omitempty" yaml:"scale"` // minimum economic scale
	Investment  *Figure      `json:"investment,omitempty" yaml:"investment"`
	Land        *Figure      `json:"land,omitempty" yaml:"land"`
	Energy      *Figure      `json:"energy,omitempty" yaml:"energy"`
	Water       *Figure      `json:"water,omitempty" yaml:"water"`
	Loss        *Loss        `json:"loss,omitempty" yaml:"loss"`
	Constraints []Constraint `json:"constraints,omitempty" yaml:"constraints"`
}

// Product is what a link makes.
type Product struct {
	Name    string   `json:"name" yaml:"name"`
	Unit    string   `json:"unit,omitempty" yaml:"unit"`
	Aliases []string `json:"aliases,omitempty" yaml:"aliases"`
	Formula string   `json:"formula,omitempty" yaml:"formula"`
	Density *float64 `json:"density,omitempty" yaml:"density"` // kg/Nm3, of gases
}

// Terms are the words by which a business scope shows that a firm makes, or
// only handles, a link's product.
type Terms struct {
	Must     []string   `json:"must,omitempty" yaml:"must"`         // name the product; one is enough
	Should   []string   `json:"should,omitempty" yaml:"should"`     // name its family: weak
	Not      []string   `json:"not,omitempty" yaml:"not"`           // longer words that mean something else
	Verbs    []string   `json:"verbs,omitempty" yaml:"verbs"`       // make the product without an object
	Name     []string   `json:"name,omitempty" yaml:"name"`         // last nouns of a maker's name
	Variants []string   `json:"variants,omitempty" yaml:"variants"` // misspellings of a must-word
	With     []WithTerm `json:"with,omitempty" yaml:"with"`
}

// WithTerm is a must-word that counts only beside another word of its clause.
type WithTerm struct {
	Term string   `json:"term" yaml:"term"`
	Any  []string `json:"any" yaml:"any"`
}

// Catalogue says how a state catalogue classes a link: encouraged, restricted, 两高.
type Catalogue struct {
	Class  string `json:"class" yaml:"class"`
	Source string `json:"source" yaml:"source"`
	Date   string `json:"date,omitempty" yaml:"date"`
}

// Since is the year in which a link's industry began in the country.
type Since struct {
	Year   int    `json:"year" yaml:"year"`
	Basis  string `json:"basis,omitempty" yaml:"basis"`
	Source string `json:"source,omitempty" yaml:"source"`
}

// Figure is a number with its unit and where it comes from; nil fields are unknown.
type Figure struct {
	Value  *float64 `json:"value,omitempty" yaml:"value"`
	Low    *float64 `json:"low,omitempty" yaml:"low"`
	High   *float64 `json:"high,omitempty" yaml:"high"`
	Unit   string   `json:"unit,omitempty" yaml:"unit"`
	Basis  string   `json:"basis,omitempty" yaml:"basis"`
	Source string   `json:"source,omitempty" yaml:"source"`
	Date   string   `json:"date,omitempty" yaml:"date"`
}

// Loss is the share of a process's input mass that leaves untracked.
type Loss struct {
	Low  float64 `json:"low" yaml:"low"`
	High float64 `json:"high" yaml:"high"`
	What string  `json:"what,omitempty" yaml:"what"`
}

// Constraint is a rule on new capacity at a link.
type Constraint struct {
	Effect string   `json:"effect" yaml:"effect"`         // forbidden | quota | condition
	Where  []string `json:"where,omitempty" yaml:"where"` // region code prefixes
	From   string   `json:"from,omitempty" yaml:"from"`   // first day in force
	Until  string   `json:"until,omitempty" yaml:"until"` // last day in force
	Parks  []string `json:"parks,omitempty" yaml:"parks"` // park ids; none: everywhere
	Text   string   `json:"text" yaml:"text"`             // the rule in one sentence
	Source string   `json:"source" yaml:"source"`         // document and number
}

// Links is typed access to links. The whole link stands in "spec"; the other
// fields are what queries and a reader in a graph browser need.
func Links() Noun[Link] {
	bs := []binding[Link]{
		text("name", func(l *Link) *string { return &l.Name }),
		text("name_en", func(l *Link) *string { return &l.NameEn }),
		text("stage", func(l *Link) *string { return (*string)(&l.Stage) }),
		flag("context", func(l *Link) *bool { return &l.Context }),
		document("spec", func(l *Link) any { return (*linkSpec)(l) }),
	}
	return Noun[Link]{
		label:    declareLabel("Link", "id", bs, []Index{{"name"}}, false),
		key:      func(l *Link) *string { return &l.ID },
		bindings: bs,
	}
}

// linkSpec is a Link as stored; a type of its own so that methods of Link
// never change what the record holds.
type linkSpec Link

func linkLabel() Label { return Links().label }
