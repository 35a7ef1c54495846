package match_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWordsAreProducts(t *testing.T) {
	m := matcherWith(t, nil)
	for text, want := range map[string]string{
		"针状焦":           "针状焦",
		"针状焦生产企业":       "针状焦",
		"生产针状焦的厂家":      "针状焦",
		"氧化锌、 针状焦":      "氧化锌|针状焦",
		"1,4-丁二醇":       "1,4-丁二醇",
		"🔥焦炭":           "焦炭",
		"pvc管材 pipe 管材": "pvc管材|pipe|管材",
		"生产 销售":         "",
		"👍🏽，。()":        "",
	} {
		if got := strings.Join(m.Words(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Any text ends, and gives parts of itself.
func TestWordsOfAnyText(t *testing.T) {
	m := matcherWith(t, nil)
	alphabet := rapid.SampledFrom([]string{"生产", "企业", "厂", "的", "焦", "炭", " ", "、", "a", "1", "👍", "(", "\x00", "销售"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(alphabet, 0, 60).Draw(t, "text"), "")
		for _, w := range m.Words(text) {
			if w == "" || !strings.Contains(text, w) {
				t.Fatalf("%q of %q", w, text)
			}
		}
	})
}
