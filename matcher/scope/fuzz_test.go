package scope_test

import (
	"strings"
	"testing"
	"time"

	"liantu/matcher/scope"
)

// hostile are texts of a size and shape that no registry writes.
func hostile() map[string]string {
	return map[string]string{
		"empty":          "",
		"open brackets":  strings.Repeat("（", 33000),
		"close brackets": strings.Repeat("）", 33000),
		"nested":         strings.Repeat("生产（焦炭", 8000) + strings.Repeat("）", 8000),
		"marks":          strings.Repeat("焦炭（以上限分公司经营）、", 3000),
		"verbs":          strings.Repeat("生产、销售", 10000),
		"one list":       strings.Repeat("焦炭、", 16000) + "生产",
		"turns":          strings.Repeat("煤制油", 11000),
		"labels":         strings.Repeat("一般经营项目：无", 6000),
		"boilerplate":    strings.Repeat("依法须经批准", 8000),
		"not UTF-8":      strings.Repeat("\xff\xe7\x84生产", 15000),
		"zero bytes":     strings.Repeat("\x00；", 30000),
	}
}

func TestHostileScopesAreReadInTime(t *testing.T) {
	rules := newRules(t)
	var reading scope.Reading
	for name, text := range hostile() {
		start := time.Now()
		rules.Read(text, &reading)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, len(text))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text[:min(len(text), 300)])
	}
	f.Add("许可经营项目：无 一般经营项目：1，4-丁二醇[含量＞80%]、煤矸石制砖（限分公司经营；")
	rules := newRules(f)
	f.Fuzz(func(t *testing.T, text string) {
		var reading scope.Reading
		rules.Read(text, &reading)
		for i := range reading.Phrases {
			p := &reading.Phrases[i]
			for _, s := range []scope.Span{p.Item, p.Behind, p.Rest, p.Clause, p.Verbs, p.Shown} {
				if s.Start < 0 || s.End > len(reading.Text.Runes) || s.End < s.Start && !s.Empty() {
					t.Fatalf("%q: span %v of %d runes", text, s, len(reading.Text.Runes))
				}
			}
			if !strings.Contains(text, reading.Text.Of(p.Item)) {
				t.Fatalf("%q does not hold %q", text, reading.Text.Of(p.Item))
			}
		}
	})
}
