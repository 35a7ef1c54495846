package graph

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// The effects of a rule on what may newly come.
const (
	Forbidden   = "forbidden"
	ByQuota     = "quota"     // only in exchange for capacity that is given up
	OnCondition = "condition" // has to be looked into before a promise is made
)

// EntryRule is a clause of a negative list or of a park on what may newly
// come: products, told by link, chain, class of industry or class of
// catalogue, and where Firms is given only firms of such a type.
type EntryRule struct {
	ID       string   `json:"id" yaml:"id"`
	List     string   `json:"list,omitempty" yaml:"list"` // the list it stands in; "" for a park's own
	Effect   string   `json:"effect" yaml:"effect"`
	Links    []string `json:"links,omitempty" yaml:"links"`
	Chains   []string `json:"chains,omitempty" yaml:"chains"`     // by their own links, not those that they use
	Industry []string `json:"industry,omitempty" yaml:"industry"` // GB/T 4754-2017 codes or their beginnings
	Classes  []string `json:"classes,omitempty" yaml:"classes"`   // classes of a state catalogue: restricted, 两高
	Except   []string `json:"except,omitempty" yaml:"except"`     // links that it does not mean
	Firms    []string `json:"firms,omitempty" yaml:"firms"`       // words in a firm's type; none: whoever makes it
	Words    []string `json:"words,omitempty" yaml:"words"`       // words in a firm's name or clause; none: the whole link
	// ChemicalPark ties a rule to certified chemical parks; where it is not
	// known whether a park is one, the rule is a condition.
	ChemicalPark ChemicalTie `json:"chemical_park,omitempty" yaml:"chemical_park"`
	Where        []string    `json:"where,omitempty" yaml:"where"` // beginnings of region codes; none: everywhere
	From         string      `json:"from,omitempty" yaml:"from"`   // first day in force
	Until        string      `json:"until,omitempty" yaml:"until"` // last day in force
	Text         string      `json:"text" yaml:"text"`             // the rule in one sentence
	Source       string      `json:"source" yaml:"source"`
	Verified     bool        `json:"verified" yaml:"verified"` // held against the text of the source
	Note         string      `json:"note,omitempty" yaml:"note"`
}

// ChemicalTie is how a rule depends on a park's being a certified chemical park.
type ChemicalTie string

// The ties; a rule with one says nothing where no park is asked for.
const (
	ChemicalNeeded ChemicalTie = "needed" // such products may come to certified parks only
	ChemicalInside ChemicalTie = "inside" // it holds in certified parks
)

// Means says whether a rule speaks of a link's product; chain is the one that
// owns the link.
func (r *EntryRule) Means(l *Link, chain string) bool {
	if slices.Contains(r.Except, l.ID) {
		return false
	}
	if slices.Contains(r.Links, l.ID) || slices.Contains(r.Chains, chain) {
		return true
	}
	for _, c := range l.Catalogue {
		if slices.Contains(r.Classes, c.Class) {
			return true
		}
	}
	return slices.ContainsFunc(l.Industry, func(class string) bool {
		return slices.ContainsFunc(r.Industry, func(prefix string) bool { return strings.HasPrefix(class, prefix) })
	})
}

// MeansFirm says whether a rule speaks of firms of this type that say this of
// themselves; a firm of unknown type is not meant by a rule for some types only.
func (r *EntryRule) MeansFirm(kind, said string) bool {
	return r.MeansType(kind) && hasSome(r.Words, said)
}

// MeansType says whether a rule may speak of firms of this type.
func (r *EntryRule) MeansType(kind string) bool { return hasSome(r.Firms, kind) }

// hasSome says whether a text has some of the words, where there are any.
func hasSome(words []string, text string) bool {
	return len(words) == 0 || slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// Fault is what is wrong with a part of an item.
type Fault struct {
	Field   string // as in the data file: constraints[1].effect
	Code    string
	Message string
}

// Validate says what is wrong with a rule as far as the rule alone shows it.
func (r *EntryRule) Validate() []Fault {
	var faults []Fault
	wrong := func(field, code, message string) { faults = append(faults, Fault{field, code, message}) }
	if !isKebab(r.ID) {
		wrong("id", "id", "规则 id 应为小写字母、数字和连字符")
	}
	if r.Effect != Forbidden && r.Effect != ByQuota && r.Effect != OnCondition {
		wrong("effect", "effect", "规则的 effect 应为 forbidden、quota 或 condition")
	}
	if r.ChemicalPark != "" && r.ChemicalPark != ChemicalNeeded && r.ChemicalPark != ChemicalInside {
		wrong("chemical_park", "chemical_park", "规则的 chemical_park 应为 needed 或 inside")
	}
	if r.Text == "" || r.Source == "" {
		wrong("source", "no_source", "规则缺少内容或出处")
	}
	if len(r.Links)+len(r.Chains)+len(r.Industry)+len(r.Classes) == 0 {
		wrong("links", "no_subject", "规则没有说明所指的环节、产业链、行业或目录类别")
	}
	if _, err := time.Parse(time.DateOnly, r.From); err != nil {
		wrong("from", "date", "规则的起始日不是 YYYY-MM-DD")
	}
	if _, err := time.Parse(time.DateOnly, r.Until); r.Until != "" && (err != nil || r.Until < r.From) {
		wrong("until", "date", "规则的截止日不是日期或早于起始日")
	}
	return faults
}

// partOf names a field of one item of a list: constraints[1].effect.
func partOf(list string, i int, field string) string {
	return list + "[" + strconv.Itoa(i) + "]." + field
}

func isKebab(id string) bool {
	for _, part := range strings.Split(id, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
