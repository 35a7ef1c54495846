package rank

import (
	"io/fs"

	"github.com/goccy/go-yaml"

	"liantu/graph"
)

// weights is data/text/ranking.yaml, where each field is explained.
type weights struct {
	Version string             `yaml:"version"`
	Basis   string             `yaml:"basis"`
	Parts   map[string]float64 `yaml:"weights"`

	Saturation float64 `yaml:"saturation"`
	Length     float64 `yaml:"length"`
	Early      float64 `yaml:"early"`

	NameLength    float64 `yaml:"name_length"`
	SegmentInName float64 `yaml:"segment_in_name"`

	Depths      []int   `yaml:"depths"`
	RecordWords int     `yaml:"record_words"`
	RecordName  float64 `yaml:"record_name"`

	Likeness    float64 `yaml:"likeness"`
	Sharpness   float64 `yaml:"sharpness"`
	SameGroup   float64 `yaml:"same_group"`
	SegmentName float64 `yaml:"segment_name"`
	SegmentWord float64 `yaml:"segment_word"`
	ListWords   int     `yaml:"list_words"`

	AlikeName   float64  `yaml:"alike_name"`
	RelatedName float64  `yaml:"related_name"`
	LegalForms  []string `yaml:"legal_forms"`
}

// The parts of a score.
const (
	partScope         = "scope"
	partName          = "name"
	partRecord        = "record"
	partWords         = "words"
	partTerms         = "terms"
	partSegments      = "segments"
	partAlike         = "alike"
	partAlikeSegments = "alike_segments"
)

func parts() []string {
	return []string{partScope, partName, partRecord, partWords, partTerms, partSegments, partAlike, partAlikeSegments}
}

func readWeights(fsys fs.FS) (weights, error) {
	const file = "text/ranking.yaml"
	var w weights
	content, err := fs.ReadFile(fsys, file)
	if err == nil {
		err = yaml.UnmarshalWithOptions(content, &w, yaml.Strict())
	}
	if err != nil {
		return w, graph.Wrap(graph.Invalid, err, "读不出排序权重 %s", file)
	}
	for _, part := range parts() {
		if _, ok := w.Parts[part]; !ok {
			return w, graph.Errorf(graph.Invalid, "%s：weights 缺 %s", file, part)
		}
	}
	if len(w.Parts) != len(parts()) || len(w.Depths) == 0 || w.Saturation <= 0 || w.Early <= 0 || w.RecordWords <= 0 || w.ListWords <= 0 {
		return w, graph.Errorf(graph.Invalid, "%s：有多余的部分，或有应为正数的参数", file)
	}
	return w, nil
}
