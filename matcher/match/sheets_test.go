package match

import (
	"slices"
	"testing"
)

// What is not known of a firm is said, in every sheet: a blank or a zero would
// be read as an answer.
func TestSheetsSayWhatIsUnknown(t *testing.T) {
	bare := FirmRef{ID: "f", Name: "甲化工有限公司"}
	value := 0.0
	receipt := []Part{{Name: "规模实力", Weight: 0.14}, {Name: "已在周边布局", Weight: 0.1, Value: &value}}
	a := &Answer{Candidates: []Candidate{{Rank: 1, Firm: bare, Reason: "经营范围写明", Receipt: receipt}}, Excluded: []Excluded{{Firm: bare, Reason: Trader}},
		Local: []Local{{Firm: bare}}, Technology: []Local{{Firm: bare}}}
	want := map[string][][]any{
		"目标企业":  {{1, bare.Name, "不详", "不详", 0.0, 0.0, "经营范围写明", "不详", 0.0, ""}},
		"评分明细":  {{1, bare.Name, "规模实力", "不详", 0.14, "不详"}, {1, bare.Name, "已在周边布局", 0.0, 0.1, 0.0}},
		"排除":    {{bare.Name, "不详", "不详", "只经销", ""}},
		"本地与技术": {{"本地可延伸企业", bare.Name, "不详", ""}, {"技术持有方", bare.Name, "不详", ""}},
	}
	for _, s := range a.Sheets() {
		if !slices.EqualFunc(s.Rows, want[s.Name], slices.Equal) {
			t.Errorf("%s: %v, want %v", s.Name, s.Rows, want[s.Name])
		}
	}
}
