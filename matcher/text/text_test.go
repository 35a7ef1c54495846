package text_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"

	"liantu/matcher/text"
)

func analyzer(t testing.TB) *text.Analyzer {
	t.Helper()
	a, err := text.New(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFold(t *testing.T) {
	a := analyzer(t)
	for in, want := range map[string]string{
		"ＰＶＣ　管材":       "pvc 管材",
		"氫氣、電石":        "氢气、电石",
		"Ⅲ类\u200b医疗器械": "iii类医疗器械",
		"α-淀粉酶（ｌ）":     "α-淀粉酶(l)",
		"a\tb\nc":      "a b c",
		"\xff\xfe煤":    "煤",
	} {
		if got := a.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClauses(t *testing.T) {
	a := analyzer(t)
	for in, want := range map[string]string{
		"许可经营项目：无 一般经营项目：生产销售洗精煤":                "生产销售洗精煤",
		"1，4-丁二醇、甲醛（依法须经批准的项目，经相关部门批准后方可开展经营活动）": "1,4-丁二醇|甲醛",
		"化工产品（不含危险化学品）；氰尿酸":                      "化工产品|氰尿酸",
		"  ；；、":       "",
		"无烟煤;无水氢氟酸;无": "无烟煤|无水氢氟酸",
		"发酵用α-淀粉酶":    "发酵用α-淀粉酶",
	} {
		if got := strings.Join(a.Clauses(in), "|"); got != want {
			t.Errorf("Clauses(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestGrams(t *testing.T) {
	collect := func(f func(string, func(string)), clause string) string {
		var got []string
		f(clause, func(g string) { got = append(got, g) })
		return strings.Join(got, " ")
	}
	for _, c := range []struct{ clause, bigrams, grams string }{
		{"聚氯乙烯", "聚氯 氯乙 乙烯", "聚 氯 聚氯 乙 氯乙 烯 乙烯"},
		{"铝", "铝", "铝"},
		{"led封装", "led 封装", "led 封 装 封装"},
		{"1,4-丁二醇", "1 4 丁二 二醇", "1 4 丁 二 丁二 醇 二醇"},
		{"", "", ""},
	} {
		if got := collect(text.Bigrams, c.clause); got != c.bigrams {
			t.Errorf("Bigrams(%q) = %q, want %q", c.clause, got, c.bigrams)
		}
		if got := collect(text.Grams, c.clause); got != c.grams {
			t.Errorf("Grams(%q) = %q, want %q", c.clause, got, c.grams)
		}
	}
}

func TestAnyTextIsTakenApart(t *testing.T) {
	a := analyzer(t)
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "in")
		folded := a.Fold(in)
		if !utf8.ValidString(folded) {
			t.Fatalf("Fold(%q) is not UTF-8", in)
		}
		for _, c := range a.Clauses(in) {
			if c == "" || !strings.Contains(folded, c) {
				t.Fatalf("clause %q is not of %q", c, folded)
			}
			text.Grams(c, func(g string) {
				if !strings.Contains(c, g) || utf8.RuneCountInString(g) == 0 {
					t.Fatalf("gram %q is not of %q", g, c)
				}
			})
		}
		if twice := a.Fold(folded); !slices.Equal(a.Clauses(folded), a.Clauses(twice)) {
			t.Fatalf("folding %q again changes its clauses", in)
		}
	})
}

// Standing finds phrases by what they begin with; that is the same as to look
// for each of them.
func TestStandingLooksForEveryPhrase(t *testing.T) {
	a := analyzer(t)
	content, err := os.ReadFile("../../data/text/boilerplate.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var lists map[string]any
	if err := yaml.Unmarshal(content, &lists); err != nil {
		t.Fatal(err)
	}
	folded := func(list string) (phrases []string) {
		for _, phrase := range lists[list].([]any) {
			phrases = append(phrases, a.Fold(phrase.(string)))
		}
		return phrases
	}
	exact, contained, before, after := folded("exact"), folded("contains"), folded("prefixes"), folded("suffixes")
	var pieces []string // whole phrases, and each without its first character
	for _, p := range slices.Concat(contained, before) {
		_, first := utf8.DecodeRuneInString(p)
		pieces = append(pieces, p, p[first:], p[:first])
	}
	rapid.Check(t, func(t *rapid.T) {
		clause := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 4).Draw(t, "clause"), "")
		want := slices.Contains(exact, clause) ||
			slices.ContainsFunc(contained, func(p string) bool { return strings.Contains(clause, p) }) ||
			slices.ContainsFunc(before, func(p string) bool { return strings.HasPrefix(clause, p) }) ||
			slices.ContainsFunc(after, func(p string) bool { return strings.HasSuffix(clause, p) })
		if got := a.Standing(clause); got != want {
			t.Fatalf("Standing(%q) = %t", clause, got)
		}
	})
}
