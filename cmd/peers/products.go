package main

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"

	"liantu/matcher/text"
)

//go:embed queries.yaml
var queriesFile []byte

// product is what is asked: a name and its distinct terms by the project's
// analysis.
type product struct {
	name  string
	grams []string
}

// least is how many of n terms a firm must have, as matcher/search has it.
func least(n int) int {
	if n <= 2 {
		return n
	}
	return (3*n + 4) / 5
}

func products(analyzer *text.Analyzer) ([]product, error) {
	var file struct {
		Version  string   `yaml:"version"`
		Basis    string   `yaml:"basis"`
		Products []string `yaml:"products"`
	}
	if err := yaml.UnmarshalWithOptions(queriesFile, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("queries.yaml: %w", err)
	}
	var all []product
	for _, name := range file.Products {
		p := product{name: name}
		for _, gram := range gramsOf(analyzer, name) {
			if !slices.Contains(p.grams, gram) {
				p.grams = append(p.grams, gram)
			}
		}
		all = append(all, p)
	}
	return all, nil
}
