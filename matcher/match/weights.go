// Package match ranks the firms that could fill a gap: hard constraints
// first, then one scorer whose receipt adds up to the score.
package match

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"

	"github.com/goccy/go-yaml"

	"liantu/graph"
)

// Weights are rules/weights.yaml.
type Weights struct {
	Version string       `yaml:"version"`
	Parts   []PartWeight `yaml:"parts"`
	Fit     struct {
		Strength   map[graph.Strength]float64 `yaml:"strength"`
		FocusFloor float64                    `yaml:"focus_floor"`
		Adjacent   float64                    `yaml:"adjacent"`
	} `yaml:"fit"`
	Scale struct {
		Low      float64            `yaml:"low"`
		High     float64            `yaml:"high"`
		Currency map[string]float64 `yaml:"currency"`
	} `yaml:"scale"`
	Growth struct {
		MatureYears float64 `yaml:"mature_years"`
		PerPlant    float64 `yaml:"per_plant"`
	} `yaml:"growth"`
	Quality    []string `yaml:"quality"`
	Against    []string `yaml:"against"`
	Confidence struct {
		StaleAfter  int     `yaml:"stale_after"`
		StaleFactor float64 `yaml:"stale_factor"`
	} `yaml:"confidence"`
	Limits struct {
		Enough     int `yaml:"enough"`
		Excluded   int `yaml:"excluded"`
		Local      int `yaml:"local"`
		Technology int `yaml:"technology"`
	} `yaml:"limits"`
}

// PartWeight is one addend of the score.
type PartWeight struct {
	Part   string  `yaml:"part"`
	Name   string  `yaml:"name"`
	Weight float64 `yaml:"weight"`
}

// LoadWeights reads the weights file; Invalid where it does not parse.
func LoadWeights(fsys fs.FS) (*Weights, error) {
	const name = "rules/weights.yaml"
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "缺少规则文件 %s", name)
	}
	w := &Weights{}
	if err := yaml.UnmarshalWithOptions(b, w, yaml.Strict()); err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "规则文件 %s 有误", name)
	}
	sum := sha256.Sum256(b)
	w.Version += "+" + hex.EncodeToString(sum[:4])
	return w, nil
}
