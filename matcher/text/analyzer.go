package text

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"

	"liantu/graph"
)

// method numbers the rules of this package that stand in code; it changes
// when the same data would give other terms.
const method = "1"

// The plain Han characters of Unicode, for which folding is a table.
const firstHan, lastHan = 0x4e00, 0x9fff

// Analyzer folds texts and takes them apart. It never changes after New and
// serves any number of goroutines.
type Analyzer struct {
	simplified         [lastHan - firstHan + 1]rune // by character, from firstHan on
	exact              map[string]bool
	contains           *phrases
	prefixes, suffixes []string
	version            string
}

// New reads text/boilerplate.yaml and text/traditional.yaml of the data
// folder; the code of its error is Invalid and the message names the file.
func New(fsys fs.FS) (*Analyzer, error) {
	var standing struct {
		Version  string   `yaml:"version"`
		Basis    string   `yaml:"basis"`
		Contains []string `yaml:"contains"`
		Exact    []string `yaml:"exact"`
		Prefixes []string `yaml:"prefixes"`
		Suffixes []string `yaml:"suffixes"`
	}
	var characters struct {
		Version string `yaml:"version"`
		Source  string `yaml:"source"`
		Pairs   string `yaml:"pairs"`
	}
	digest := sha256.New()
	digest.Write([]byte(method))
	read := func(name string, into any) error {
		content, err := fs.ReadFile(fsys, name)
		if err == nil {
			digest.Write(content)
			err = yaml.UnmarshalWithOptions(content, into, yaml.Strict())
		}
		if err != nil {
			return graph.Wrap(graph.Invalid, err, "读不出文本数据 %s", name)
		}
		return nil
	}
	if err := read("text/boilerplate.yaml", &standing); err != nil {
		return nil, err
	}
	if err := read("text/traditional.yaml", &characters); err != nil {
		return nil, err
	}
	a := &Analyzer{exact: map[string]bool{}}
	for i := range a.simplified {
		a.simplified[i] = firstHan + rune(i)
	}
	for _, pair := range strings.Fields(characters.Pairs) {
		two := []rune(pair)
		if len(two) != 2 {
			return nil, graph.Errorf(graph.Invalid, "text/traditional.yaml: %q 不是两个字", pair)
		}
		if two[0] >= firstHan && two[0] <= lastHan {
			a.simplified[two[0]-firstHan] = two[1]
		}
	}
	for _, phrase := range standing.Exact {
		a.exact[a.Fold(phrase)] = true
	}
	a.contains, a.prefixes, a.suffixes = newPhrases(a.folded(standing.Contains)), a.folded(standing.Prefixes), a.folded(standing.Suffixes)
	a.version = hex.EncodeToString(digest.Sum(nil)[:8])
	return a, nil
}

func (a *Analyzer) folded(phrases []string) []string {
	out := make([]string, len(phrases))
	for i, phrase := range phrases {
		out[i] = a.Fold(phrase)
	}
	return out
}

// Version tells analyses that may give other terms apart; whatever is kept
// from an analysis carries it.
func (a *Analyzer) Version() string { return a.version }
