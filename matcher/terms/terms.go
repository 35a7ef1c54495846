// Package terms reports how the search terms of links do over the firms of a
// record: which words never hit, which hit traders only, and which always
// come with another link. It reads what the inference kept as evidence and
// infers nothing itself.
package terms

import (
	"io/fs"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"

	"liantu/graph"
)

// Kind is the list of a link's terms that a word stands in.
type Kind string

// The kinds of words.
const (
	Must    Kind = "must"
	Variant Kind = "variant"
	Verb    Kind = "verb"
	With    Kind = "with"
	Should  Kind = "should"
	Name    Kind = "name" // hits firms' names, not their scopes
)

// Finding is what the report has against a word.
type Finding string

// The findings.
const (
	Never     Finding = "never"     // no firm of the record
	Traders   Finding = "traders"   // most of its firms only trade
	Overlap   Finding = "overlap"   // another link reads the same word
	Neighbour Finding = "neighbour" // one other link claims nearly all of its clauses
)

// Rules are rules/terms.yaml: from where on a word is remarked upon.
type Rules struct {
	Version        string  `yaml:"version"`
	MinFirms       int     `yaml:"min_firms"`
	TradersAbove   float64 `yaml:"traders_above"`
	NeighbourAbove float64 `yaml:"neighbour_above"`
}

// LoadRules reads the rule file; Invalid where it is absent or does not parse.
func LoadRules(fsys fs.FS) (*Rules, error) {
	const name = "rules/terms.yaml"
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "缺少规则文件 %s", name)
	}
	r := &Rules{}
	if err := yaml.UnmarshalWithOptions(b, r, yaml.Strict()); err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "规则文件 %s 有误", name)
	}
	return r, nil
}

// word is a term of a link with how it is compared.
type word struct {
	text, folded string
	kind         Kind
}

// wordsOf lists a link's words; one that stands in two lists counts in the first.
func wordsOf(l *graph.Link) []word {
	var list []word
	seen := map[string]bool{}
	add := func(kind Kind, texts ...string) {
		for _, t := range texts {
			if w := (word{t, fold(t), kind}); w.folded != "" && !seen[w.folded] {
				seen[w.folded] = true
				list = append(list, w)
			}
		}
	}
	add(Must, l.Terms.Must...)
	add(Variant, l.Terms.Variants...)
	add(Verb, l.Terms.Verbs...)
	for _, w := range l.Terms.With {
		add(With, w.Term)
	}
	add(Should, l.Terms.Should...)
	named := map[string]bool{}
	for _, t := range l.Terms.Name {
		if w := (word{t, fold(t), Name}); w.folded != "" && !named[w.folded] { // the same word may hit scopes and names
			named[w.folded] = true
			list = append(list, w)
		}
	}
	return list
}

// fold makes spellings of one word alike: width, case, and whatever is no
// letter or digit.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}
