package presence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"

	"liantu/graph"
	"liantu/matcher/scope"
)

// The files of rules beside scope.RulesFile.
const (
	NamesFile = "rules/names.yaml"
	WordsFile = "rules/words.yaml"
)

// nameLists is names.yaml as it is written.
type nameLists struct {
	Version          int      `yaml:"version"`
	LegalForms       []string `yaml:"legal_forms"`
	MakingForms      []string `yaml:"making_forms"`
	Traders          []string `yaml:"traders"`
	Makers           []string `yaml:"makers"`
	Offices          []string `yaml:"offices"`
	Plants           []string `yaml:"plants"`
	Parents          []string `yaml:"parents"`
	OtherParents     []string `yaml:"other_parents"`
	Units            []string `yaml:"units"`
	OwnFirms         []string `yaml:"own_firms"`
	IndividualCodes  []string `yaml:"individual_codes"`
	CooperativeCodes []string `yaml:"cooperative_codes"`
	IndividualTypes  []string `yaml:"individual_types"`
	CooperativeWords []string `yaml:"cooperative_words"`
	CooperativeTypes []string `yaml:"cooperative_types"`
}

// wordList is words.yaml as it is written.
type wordList struct {
	Version int      `yaml:"version"`
	Words   []string `yaml:"words"`
}

// New makes a Reader of the rules below fsys and the terms of the links.
// Errors name file, line and field.
func New(fsys fs.FS, links []graph.Link) (*Reader, error) {
	reading, err := scope.LoadRules(fsys)
	if err != nil {
		return nil, err
	}
	var names nameLists
	if err := scope.DecodeRules(fsys, NamesFile, &names); err != nil {
		return nil, err
	}
	var words wordList
	if err := scope.DecodeRules(fsys, WordsFile, &words); err != nil {
		return nil, err
	}
	if names.Version < 1 || words.Version < 1 {
		return nil, fmt.Errorf("%s, %s: version 须为正整数 (must be a positive integer)", NamesFile, WordsFile)
	}
	version, err := digest(fsys, links)
	if err != nil {
		return nil, err
	}
	lex := newLexicon(links, words.Words, reading)
	r := &Reader{scope: reading, lex: lex, names: newNames(&names, lex), version: version, words: words.Words}
	r.industry, err = loadIndustry(fsys, lex)
	return r, err
}

// For is a Reader of other links by the same rules, which are not read again.
// Classes of industry tell it nothing.
func (r *Reader) For(links []graph.Link) *Reader {
	lex := newLexicon(links, r.words, r.scope)
	return &Reader{scope: r.scope, lex: lex, names: r.names.with(lex), version: r.version, words: r.words}
}

// digest names a state of the rules: of the three files, and of what the
// links' terms and classes are.
func digest(fsys fs.FS, links []graph.Link) (string, error) {
	h := sha256.New()
	for _, name := range []string{scope.RulesFile, NamesFile, WordsFile} {
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return "", fmt.Errorf("规则文件 %s 读不到: %w", name, err)
		}
		h.Write(content)
		h.Write([]byte{0})
	}
	for i := range links {
		l := &links[i]
		terms, err := json.Marshal([]any{l.ID, l.Terms, l.Industry})
		if err != nil {
			return "", err
		}
		h.Write(terms)
	}
	return "r" + hex.EncodeToString(h.Sum(nil)[:8]), nil
}
