// Package diagnosis works out what a home region has at each link of its
// chains (status with figures) and what it lacks (gaps with gates and
// priority). All of it is derived from one version of the record and of the
// rules, and every answer names both.
package diagnosis

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"

	"github.com/goccy/go-yaml"

	"liantu/graph"
)

// Rules are the thresholds, tables and weights of data/rules that a diagnosis uses.
type Rules struct {
	Status   StatusRules
	Priority PriorityRules
	Regions  []RegionTraits
	Entry    EntryRules
	Version  string // digest of the files
}

// StatusRules are rules/status.yaml.
type StatusRules struct {
	Version  string `yaml:"version"`
	Coverage struct {
		Threshold    float64 `yaml:"threshold"`
		HeldShare    float64 `yaml:"held_share"`
		DefaultSince int     `yaml:"default_since"`
	} `yaml:"coverage"`
	LQ struct {
		Prior float64 `yaml:"prior"`
		Z     float64 `yaml:"z"`
	} `yaml:"lq"`
	Strengthen struct {
		ShortBelow     float64  `yaml:"short_below"`
		EconomicShare  float64  `yaml:"economic_share"`
		UpgradeClasses []string `yaml:"upgrade_classes"`
		ManyProducers  float64  `yaml:"many_producers"`
		// CountsNeed is the coverage that a shortage told by counts alone needs.
		CountsNeed float64 `yaml:"counts_need"`
		// TypicalMultiple is how many minimum scales a user of unknown size is taken for.
		TypicalMultiple float64 `yaml:"typical_multiple"`
	} `yaml:"strengthen"`
	Glut struct {
		UtilisationBelow float64 `yaml:"utilisation_below"`
	} `yaml:"glut"`
	Table []StatusRow `yaml:"table"`
}

// StatusRow is one row of the decision table.
type StatusRow struct {
	Status Status           `yaml:"status"`
	When   map[string]Bound `yaml:"when"`
	Why    string           `yaml:"why"`
}

// Bound is a condition on one figure.
type Bound struct {
	Min   *float64 `yaml:"min"`
	Max   *float64 `yaml:"max"`
	Below *float64 `yaml:"below"`
	Above *float64 `yaml:"above"`
	Known *bool    `yaml:"known"`
}

// PriorityRules are rules/priority.yaml.
type PriorityRules struct {
	Version    string `yaml:"version"`
	Saturation struct {
		Users float64 `yaml:"users"`
		Reach float64 `yaml:"reach"`
	} `yaml:"saturation"`
	Kind  map[string]float64 `yaml:"kind"`
	Parts []struct {
		Part   string  `yaml:"part"`
		Name   string  `yaml:"name"`
		Weight float64 `yaml:"weight"`
	} `yaml:"parts"`
	Relatedness struct {
		MinFirms int64 `yaml:"min_firms"`
	} `yaml:"relatedness"`
}

// RegionTraits are one home region's entry of rules/regions.yaml.
type RegionTraits struct {
	Code          string      `yaml:"code"`
	Reference     string      `yaml:"reference"`
	Neighbourhood []string    `yaml:"neighbourhood"`
	West          []string    `yaml:"west"`
	Conditions    []Condition `yaml:"conditions"`
	Lacks         []Condition `yaml:"lacks"` // a need in neither list is unknown
}

// Condition is something that a link needs and a region offers or lacks.
type Condition struct {
	ID     string `yaml:"id"`
	Source string `yaml:"source"`
}

// LoadRules reads the rule files; Invalid names the file that does not parse.
func LoadRules(fsys fs.FS) (*Rules, error) {
	r := &Rules{}
	regions := struct {
		Version string         `yaml:"version"`
		Regions []RegionTraits `yaml:"regions"`
	}{}
	sum := sha256.New()
	for _, file := range []struct {
		name string
		into any
	}{{"rules/status.yaml", &r.Status}, {"rules/priority.yaml", &r.Priority}, {"rules/regions.yaml", &regions}} {
		b, err := fs.ReadFile(fsys, file.name)
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "缺少规则文件 %s", file.name)
		}
		if err := yaml.UnmarshalWithOptions(b, file.into, yaml.Strict()); err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "规则文件 %s 有误", file.name)
		}
		sum.Write(b)
	}
	entry, b, err := loadEntry(fsys)
	if err != nil {
		return nil, err
	}
	sum.Write(b)
	r.Regions, r.Entry = regions.Regions, entry
	r.Version = r.Status.Version + "+" + hex.EncodeToString(sum.Sum(nil)[:4])
	return r, nil
}

// Traits are what the rules say of a home region. A region without an entry
// has its province for reference and no known neighbours or conditions.
func (r *Rules) Traits(code string) RegionTraits {
	for _, t := range r.Regions {
		if t.Code == code {
			return t
		}
	}
	t := RegionTraits{Code: code}
	if len(code) == 6 {
		t.Reference = code[:2] + "0000"
	}
	return t
}
