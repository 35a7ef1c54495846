package rank

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"liantu/graph"
	"liantu/matcher/text"
)

// segment is one segment of the product lists, by numbers of terms.
type segment struct {
	names  []int
	words  []string   // of its makers' names and scopes
	groups [][]synset // products that are made together
}

// synset is what one product is called.
type synset []int

// products are the product lists: data/text/products.
type products struct {
	segments []segment
	terms    []string // folded, each once
	number   map[string]int
	of       [][]int // term → segments it stands in, each once
	similar  *similarity
}

// productFile is one of the lists as written.
type productFile struct {
	Version  string `yaml:"version"`
	Basis    string `yaml:"basis"`
	Segments []struct {
		Name   string   `yaml:"name"`
		Parent string   `yaml:"parent"`
		Words  string   `yaml:"words"`
		Groups []string `yaml:"groups"`
	} `yaml:"segments"`
}

func readProducts(fsys fs.FS, analyzer *text.Analyzer) (*products, error) {
	paths, err := fs.Glob(fsys, "text/products/*.yaml")
	if err != nil || len(paths) == 0 {
		return nil, graph.Errorf(graph.Invalid, "text/products/ 下没有产品词表")
	}
	slices.Sort(paths)
	p := &products{number: map[string]int{}}
	for _, path := range paths {
		var file productFile
		content, err := fs.ReadFile(fsys, path)
		if err == nil {
			err = yaml.UnmarshalWithOptions(content, &file, yaml.Strict())
		}
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "读不出产品词表 %s", path)
		}
		for _, s := range file.Segments {
			p.take(s.Name, s.Words, s.Groups, analyzer)
		}
	}
	p.similar = newSimilarity(p.terms)
	return p, nil
}

func (p *products) take(name, words string, groups []string, analyzer *text.Analyzer) {
	var s segment
	at := len(p.segments)
	for _, n := range strings.Fields(analyzer.Fold(name)) {
		s.names = append(s.names, p.term(n, at))
	}
	s.words = strings.Fields(analyzer.Fold(words))
	for _, line := range groups {
		var group []synset
		for _, product := range strings.Fields(analyzer.Fold(line)) {
			var called synset
			for _, n := range strings.Split(product, "=") {
				called = append(called, p.term(n, at))
			}
			group = append(group, called)
		}
		s.groups = append(s.groups, group)
	}
	p.segments = append(p.segments, s)
}

// term numbers a term that stands in a segment.
func (p *products) term(t string, segment int) int {
	n, ok := p.number[t]
	if !ok {
		n = len(p.terms)
		p.number[t] = n
		p.terms = append(p.terms, t)
		p.of = append(p.of, nil)
	}
	if !slices.Contains(p.of[n], segment) {
		p.of[n] = append(p.of[n], segment)
	}
	return n
}
