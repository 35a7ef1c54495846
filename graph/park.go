package graph

import (
	"strings"
	"time"
)

// ParkKind tells parks from the zones that they are parts of.
type ParkKind string

// The kinds of parks.
const (
	Zone        ParkKind = "zone"    // 开发区: an umbrella over parks
	SinglePark  ParkKind = "park"    // 园区, or a part of a zone
	PlannedPark ParkKind = "planned" // named by the plan; whether it exists yet is not known
)

// Certified is whether a park is a certified chemical park.
type Certified string

// What can be known of it.
const (
	CertifiedYes     Certified = "yes"
	CertifiedNo      Certified = "no"
	CertifiedUnknown Certified = "unknown"
)

// ChemicalPark is what is known of a park's standing as a chemical park
// (化工园区 or 化工集中区).
type ChemicalPark struct {
	Certified Certified `json:"certified" yaml:"certified"`
	Kind      string    `json:"kind,omitempty" yaml:"kind"` // in the words of the certificate
	Source    string    `json:"source,omitempty" yaml:"source"`
	Date      string    `json:"date,omitempty" yaml:"date"`
	Verified  bool      `json:"verified" yaml:"verified"`
	Note      string    `json:"note,omitempty" yaml:"note"`
}

// ParkIndustry is an industry for which a park is meant (功能定位).
type ParkIndustry struct {
	Name     string   `json:"name" yaml:"name"`
	Article  int      `json:"article,omitempty" yaml:"article"` // of the plan; 0: the plan does not say
	At       []string `json:"at,omitempty" yaml:"at"`           // chains or links
	Source   string   `json:"source" yaml:"source"`
	Date     string   `json:"date,omitempty" yaml:"date"`
	Verified bool     `json:"verified" yaml:"verified"`
}

// Park is a place in a region where projects may come.
type Park struct {
	ID          string         `json:"id" yaml:"id"`
	Name        string         `json:"name" yaml:"name"`
	Aliases     []string       `json:"aliases,omitempty" yaml:"aliases"` // short and former names
	Region      string         `json:"region" yaml:"region"`             // county; the city where the county is not known
	Parent      string         `json:"parent,omitempty" yaml:"parent"`   // the park that it is a part of
	Kind        ParkKind       `json:"kind" yaml:"kind"`
	Chemical    ChemicalPark   `json:"chemical" yaml:"chemical"`
	Industries  []ParkIndustry `json:"industries,omitempty" yaml:"industries"`
	Constraints []EntryRule    `json:"constraints,omitempty" yaml:"constraints"`
	Source      string         `json:"source" yaml:"source"`
	Date        string         `json:"date" yaml:"date"` // of which the entry is
	Verified    bool           `json:"verified" yaml:"verified"`
	Note        string         `json:"note,omitempty" yaml:"note"`
}

// Validate says what is wrong with a park as far as the park alone shows it.
func (p *Park) Validate() []Fault {
	var faults []Fault
	wrong := func(field, code, message string) { faults = append(faults, Fault{field, code, message}) }
	if !isKebab(p.ID) {
		wrong("id", "id", "园区 id 应为小写字母、数字和连字符")
	}
	if p.Name == "" {
		wrong("name", "missing", "园区没有名称")
	}
	if len(p.Region) != 6 || strings.Trim(p.Region, "0123456789") != "" {
		wrong("region", "region", "园区的 region 应为六位行政区划代码")
	}
	if p.Kind != Zone && p.Kind != SinglePark && p.Kind != PlannedPark {
		wrong("kind", "kind", "园区的 kind 应为 zone、park 或 planned")
	}
	if p.Source == "" {
		wrong("source", "no_source", "园区没有出处")
	}
	if _, err := time.Parse(time.DateOnly, p.Date); err != nil {
		wrong("date", "date", "园区的日期不是 YYYY-MM-DD")
	}
	return append(faults, p.partFaults()...)
}

func (p *Park) partFaults() []Fault {
	var faults []Fault
	c := &p.Chemical
	switch {
	case c.Certified != CertifiedYes && c.Certified != CertifiedNo && c.Certified != CertifiedUnknown:
		faults = append(faults, Fault{"chemical.certified", "certified", "化工园区认定应为 yes、no 或 unknown"})
	case c.Certified != CertifiedUnknown && (c.Source == "" || c.Date == ""):
		faults = append(faults, Fault{"chemical.source", "no_source", "化工园区认定与否须有出处与日期；不知则写 unknown"})
	}
	for i, x := range p.Industries {
		if x.Name == "" || x.Source == "" {
			faults = append(faults, Fault{partOf("industries", i, "source"), "no_source", "园区的产业定位缺少名称或出处"})
		}
	}
	for i := range p.Constraints {
		for _, f := range p.Constraints[i].Validate() {
			f.Field = partOf("constraints", i, f.Field)
			faults = append(faults, f)
		}
	}
	return faults
}

// Parks is typed access to parks. The whole park stands in "spec"; the other
// fields are what queries and a reader in a graph browser need.
func Parks() Noun[Park] {
	bs := []binding[Park]{
		text("name", func(p *Park) *string { return &p.Name }),
		text("region", func(p *Park) *string { return &p.Region }),
		text("parent", func(p *Park) *string { return &p.Parent }),
		text("kind", func(p *Park) *string { return (*string)(&p.Kind) }),
		document("spec", func(p *Park) any { return (*parkSpec)(p) }),
	}
	return Noun[Park]{
		label:    declareLabel("Park", "id", bs, []Index{{"region"}, {"name"}}, false),
		key:      func(p *Park) *string { return &p.ID },
		bindings: bs,
	}
}

// parkSpec is a Park as stored; a type of its own so that methods of Park
// never change what the record holds.
type parkSpec Park

func parkLabel() Label { return Parks().label }
