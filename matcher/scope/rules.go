// Package scope reads Chinese business scopes (经营范围): sections, brackets,
// lists, verbs and how far they reach. What words mean is data
// (data/rules/scope.yaml); this package holds the steps of the reading.
package scope

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/unicode/norm"
)

// RulesFile is where the rules of reading stand.
const RulesFile = "rules/scope.yaml"

// wordLists is the rules file as it is written.
type wordLists struct {
	Version   int                 `yaml:"version"`
	Labels    []string            `yaml:"labels"`
	None      string              `yaml:"none"`
	NoneWords []string            `yaml:"none_words"`
	Verbs     map[string][]string `yaml:"verbs"`
	Turns     []string            `yaml:"turns"`
	Stuffs    []string            `yaml:"stuffs"`
	Alike     [][]string          `yaml:"alike"`
	Vague     []string            `yaml:"vague"`
	OwnObject []string            `yaml:"own_objects"`

	NounAfter  map[string][]string `yaml:"noun_after"`
	NounAtHead []string            `yaml:"noun_at_head"`
	Investing  []string            `yaml:"investing"`
	Deeds      []string            `yaml:"deeds"`
	Devices    []string            `yaml:"devices"`
	NounWords  []string            `yaml:"noun_words"`
	Joins      []string            `yaml:"joins"`
	JoinWords  []string            `yaml:"join_words"`

	Licences         map[string][]string `yaml:"licences"`
	Exclusions       map[string][]string `yaml:"exclusions"`
	Boilerplate      []string            `yaml:"boilerplate"`
	BoilerplateWords []string            `yaml:"boilerplate_words"`
	BoilerplateEnds  []string            `yaml:"boilerplate_ends"`

	Elsewhere []string `yaml:"elsewhere"`
	Forward   []string `yaml:"forward"`
	Backward  []string `yaml:"backward"`
	Planned   []string `yaml:"planned"`
	Captive   []string `yaml:"captive"`
	Recycled  []string `yaml:"recycled"`
	Byproduct []string `yaml:"byproduct"`
	Validity  []string `yaml:"validity"`
	Own       []string `yaml:"own"`
	Needed    []string `yaml:"needed"`

	Stations     []string `yaml:"stations"`
	StationLeads []string `yaml:"station_leads"`

	After  map[string][]string `yaml:"after"`
	Ways   []string            `yaml:"ways"`
	Shared map[string][]string `yaml:"shared"`
	Fluids []string            `yaml:"fluids"`
	Salts  []string            `yaml:"salts"`

	StuffFor   []string            `yaml:"stuff_for"`
	Growing    []string            `yaml:"growing"`
	Processing []string            `yaml:"processing"`
	Agency     []string            `yaml:"agency"`
	Hiring     []string            `yaml:"hiring"`
	About      []string            `yaml:"about"`
	Before     map[string][]string `yaml:"before"`
	Units      []string            `yaml:"units"`
	Per        []string            `yaml:"per"`
}

// Rules are the rules of reading, ready for use by many at the same time.
type Rules struct {
	// Version of the rules file.
	Version int

	words      *Trie // everything that the tokens of a scope are told by
	nounAfter  [3]*Trie
	atHead     *Trie
	investing  *Trie
	deeds      *Trie // backwards
	devices    *Trie // backwards
	turns      map[string]bool
	stuffs     map[string]bool
	vague      map[string]bool
	alike      [][]string
	ownObject  *Trie // backwards
	fluids     *Trie // backwards
	shared     sharedHeads
	salts      map[rune]bool
	stuffFor   *Trie
	growing    []string
	processing []string
	agency     []string
	hiring     []string
	backward   *Trie
	about      *Trie
	marks      *Trie // words that qualify what they stand behind
	ends       *Trie // ends of boilerplate
	labels     *Trie
	forward    *Trie
	noneWords  *Trie
	own        *Trie
	needed     *Trie
	stations   map[string]bool // with what may stand before them
	none       rune
	after      afterRules
	before     beforeRules
	units      *Trie
	per        *Trie
	readers    sync.Pool // of *reader
}

// LoadRules reads rules/scope.yaml below fsys. Errors name file, line and field.
func LoadRules(fsys fs.FS) (*Rules, error) {
	var lists wordLists
	file, err := decodeFile(fsys, RulesFile, &lists)
	if err != nil {
		return nil, err
	}
	l := &loader{lists: &lists, file: file, rules: &Rules{Version: lists.Version}}
	l.load()
	return l.rules, errors.Join(l.problems...)
}

// decodeFile reads a YAML file strictly: an unknown field is an error.
func decodeFile(fsys fs.FS, name string, into any) (*ast.File, error) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("规则文件 %s 读不到 (rules file cannot be read): %w", name, err)
	}
	file, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, fmt.Errorf("规则文件 %s 不是正确的 YAML: %w", name, err)
	}
	if err := yaml.UnmarshalWithOptions(content, into, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("规则文件 %s: %w", name, err)
	}
	return file, nil
}

// DecodeRules reads another file of rules as strictly as LoadRules does.
func DecodeRules(fsys fs.FS, name string, into any) error {
	_, err := decodeFile(fsys, name, into)
	return err
}

// loader turns the lists into tries and says what does not hold.
type loader struct {
	lists    *wordLists
	file     *ast.File
	rules    *Rules
	problems []error
}

func (l *loader) load() {
	if l.lists.Version < 1 {
		l.fault("$.version", "version 须为正整数 (must be a positive integer)")
	}
	if rs := []rune(l.lists.None); len(rs) != 1 {
		l.fault("$.none", "none 须为一个字 (must be one character)")
	} else {
		l.rules.none = rs[0]
	}
	l.loadWords()
	l.loadNouns()
	l.rules.investing = l.plain("investing", l.lists.Investing)
	l.rules.deeds = l.backward("deeds", l.lists.Deeds)
	l.rules.devices = l.backward("devices", l.lists.Devices)
	l.rules.fluids = l.backward("fluids", l.lists.Fluids)
	l.rules.ownObject = l.backward("own_objects", l.lists.OwnObject)
	l.rules.stuffs = map[string]bool{}
	l.each("stuffs", l.lists.Stuffs, func(w string) { l.rules.stuffs[w] = true })
	l.rules.vague = map[string]bool{}
	l.each("vague", l.lists.Vague, func(w string) { l.rules.vague[w] = true })
	l.rules.alike = l.loadAlike()
	l.rules.shared = l.loadShared()
	l.rules.stuffFor = l.plain("stuff_for", l.lists.StuffFor)
	l.each("growing", l.lists.Growing, func(w string) { l.rules.growing = append(l.rules.growing, w) })
	l.each("processing", l.lists.Processing, func(w string) { l.rules.processing = append(l.rules.processing, w) })
	l.each("agency", l.lists.Agency, func(w string) { l.rules.agency = append(l.rules.agency, w) })
	l.each("hiring", l.lists.Hiring, func(w string) { l.rules.hiring = append(l.rules.hiring, w) })
	l.rules.about = l.plain("about", l.lists.About)
	l.rules.backward = l.plain("backward", l.lists.Backward)
	l.rules.salts = map[rune]bool{}
	l.each("salts", l.lists.Salts, func(w string) { l.rules.salts[[]rune(w)[0]] = true })
	l.loadMarks()
	l.rules.after = l.loadAfter()
	l.rules.before = l.loadBefore()
	l.rules.units = l.plain("units", l.lists.Units)
	l.rules.per = l.plain("per", l.lists.Per)
}

// fault notes what is wrong with the value at a YAML path.
func (l *loader) fault(path, message string) {
	line := 0
	if p, err := yaml.PathString(path); err == nil {
		if node, err := p.FilterFile(l.file); err == nil && node.GetToken() != nil {
			line = node.GetToken().Position.Line
		}
	}
	l.problems = append(l.problems, fmt.Errorf("%s:%d: %s: %s", RulesFile, line, strings.TrimPrefix(path, "$."), message))
}

// each gives every word of a list in NFKC form, with its place.
func (l *loader) each(field string, words []string, do func(word string)) {
	if len(words) == 0 {
		l.fault("$."+field, "词表为空或缺失 (list is empty or missing)")
	}
	for i, w := range words {
		w = norm.NFKC.String(w)
		if strings.TrimSpace(w) == "" {
			l.fault(fmt.Sprintf("$.%s[%d]", field, i), "空词 (empty word)")
			continue
		}
		do(w)
	}
}

// loadAlike gives the rows of verbs that say the same.
func (l *loader) loadAlike() [][]string {
	rows := make([][]string, len(l.lists.Alike))
	for i, row := range l.lists.Alike {
		l.each(fmt.Sprintf("alike[%d]", i), row, func(w string) { rows[i] = append(rows[i], w) })
	}
	return rows
}

// backward makes a trie of a list's words, each written from its end.
func (l *loader) backward(field string, words []string) *Trie {
	set := map[string]int32{}
	l.each(field, words, func(w string) {
		rs := []rune(w)
		slices.Reverse(rs)
		set[string(rs)] = 1
	})
	return NewTrie(set)
}

// plain makes a trie of a list's words, each with value 1.
func (l *loader) plain(field string, words []string) *Trie {
	set := map[string]int32{}
	l.each(field, words, func(w string) { set[w] = 1 })
	return NewTrie(set)
}
