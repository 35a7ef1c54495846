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

// WeightsFile holds the weights and everything else that a planner could
// argue about in a list.
const WeightsFile = "rules/weights.yaml"

// Weights are rules/weights.yaml; what each number means stands there.
type Weights struct {
	Version    string          `yaml:"version"`
	Parts      []PartWeight    `yaml:"parts"`
	Fit        fitRules        `yaml:"fit"`
	Scale      scaleRules      `yaml:"scale"`
	Tie        tieRules        `yaml:"tie"`
	Growth     growthRules     `yaml:"growth"`
	Pressure   []string        `yaml:"pressure"`
	Licence    licenceRules    `yaml:"licence"`
	Quality    words           `yaml:"quality"`
	Against    words           `yaml:"against"`
	NextDoor   float64         `yaml:"next_door"`
	Farming    farmingRules    `yaml:"farming"`
	Technology technologyRules `yaml:"technology"`
	Brands     brandRules      `yaml:"brands"`
	Text       textRules       `yaml:"text"`
	Confidence confidenceRules `yaml:"confidence"`
	Limits     limits          `yaml:"limits"`
	Verdicts   VerdictRules    `yaml:"verdicts"`
}

// PartWeight is one addend of the score.
type PartWeight struct {
	Part   string  `yaml:"part"`
	Name   string  `yaml:"name"`
	Weight float64 `yaml:"weight"`
}

// words are marks that speak for or against a firm, and how much.
type words map[string]float64

type fitRules struct {
	Strength    map[graph.Strength]float64 `yaml:"strength"`
	FocusFloor  float64                    `yaml:"focus_floor"`
	NamedFocus  float64                    `yaml:"named_focus"`
	Beside      float64                    `yaml:"beside"`
	TraderName  float64                    `yaml:"trader_name"`
	TraderNames []string                   `yaml:"trader_names"`
	Adjacent    float64                    `yaml:"adjacent"`
}

type scaleRules struct {
	Low         float64            `yaml:"low"`
	High        float64            `yaml:"high"`
	RevenueLow  float64            `yaml:"revenue_low"`
	RevenueHigh float64            `yaml:"revenue_high"`
	Currency    map[string]float64 `yaml:"currency"`
}

type tieRules struct {
	Supply       float64 `yaml:"supply"`
	Group        float64 `yaml:"group"`
	Brand        float64 `yaml:"brand"`
	ShortBrand   float64 `yaml:"short_brand"`
	BrandRunes   int     `yaml:"brand_runes"`
	ShortCapital float64 `yaml:"short_capital"`
	LocalFirms   int     `yaml:"local_firms"`
}

type growthRules struct {
	MatureYears float64 `yaml:"mature_years"`
	AgeShare    float64 `yaml:"age_share"`
	PerPlant    float64 `yaml:"per_plant"`
	Project     float64 `yaml:"project"`
}

type licenceRules struct {
	Known   float64 `yaml:"known"`
	Expired float64 `yaml:"expired"`
}

type farmingRules struct {
	Chains   []string `yaml:"chains"`
	Industry []string `yaml:"industry"`
}

type technologyRules struct {
	Clause []string `yaml:"clause"`
	Not    []string `yaml:"not"`
	Names  []string `yaml:"names"`
}

type brandRules struct {
	Words  []string `yaml:"words"`
	Common []string `yaml:"common"`
}

type textRules struct {
	K    float64  `yaml:"k"`
	Drop []string `yaml:"drop"`
}

type confidenceRules struct {
	StaleAfter  int     `yaml:"stale_after"`
	StaleFactor float64 `yaml:"stale_factor"`
}

type limits struct {
	Enough     int `yaml:"enough"`
	Excluded   int `yaml:"excluded"`
	Local      int `yaml:"local"`
	Technology int `yaml:"technology"`
}

// VerdictRules say how recruiters' verdicts judge lists and weights.
type VerdictRules struct {
	Grade      map[graph.Outcome]float64 `yaml:"grade"`
	TrainShare float64                   `yaml:"train_share"`
	Ridge      float64                   `yaml:"ridge"`
	MinHeld    int                       `yaml:"min_held"`
	MaxP       float64                   `yaml:"max_p"`
}

// LoadWeights reads the weights file; Invalid where it does not parse, or
// names a part for which there is no feature.
func LoadWeights(fsys fs.FS) (*Weights, error) {
	b, err := fs.ReadFile(fsys, WeightsFile)
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "缺少规则文件 %s", WeightsFile)
	}
	w := &Weights{}
	if err := yaml.UnmarshalWithOptions(b, w, yaml.Strict()); err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "规则文件 %s 有误", WeightsFile)
	}
	features := (&scoring{}).features()
	for _, p := range w.Parts {
		if features[p.Part].value == nil {
			return nil, graph.Errorf(graph.Invalid, "规则文件 %s：分项 %q 没有算法", WeightsFile, p.Part)
		}
	}
	sum := sha256.Sum256(b)
	w.Version += "+" + hex.EncodeToString(sum[:4])
	return w, nil
}
