package scope_test

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"liantu/matcher/scope"
)

func newRules(t testing.TB) *scope.Rules {
	t.Helper()
	rules, err := scope.LoadRules(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// phraseCase is a scope and its phrases: "item | kinds and marks".
type phraseCase struct {
	Name, Scope string
	Phrases     []string
}

func TestPhrases(t *testing.T) {
	content, err := os.ReadFile("testdata/phrases.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []phraseCase
	if err := yaml.UnmarshalWithOptions(content, &cases, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	rules := newRules(t)
	var reading scope.Reading
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			rules.Read(c.Scope, &reading)
			var got []string
			for i := range reading.Phrases {
				if p := &reading.Phrases[i]; !p.Item.Empty() {
					got = append(got, reading.Text.Of(p.Item)+" | "+marks(p))
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.Phrases, "\n"); g != w {
				t.Errorf("got:\n%s\nwant:\n%s", g, w)
			}
		})
	}
}

func marks(p *scope.Phrase) string {
	var words []string
	add := func(holds bool, word string) {
		if holds {
			words = append(words, word)
		}
	}
	names := []string{"make", "trade", "supply", "deal", "operate", "carry", "service", "research", "treat", "build", "plan", "invest", "use", "neutral", "for_others", "by_others"}
	for i, name := range names {
		add(p.Kinds.Has(scope.Make<<i), name)
	}
	add(p.Bare, "bare")
	add(p.Inner, "inner")
	add(p.Elsewhere, "elsewhere")
	add(p.Planned, "planned")
	add(p.Last, "last")
	add(p.Licence == scope.ToMake, "to-make")
	add(p.Licence == scope.ToTrade, "to-trade")
	add(p.Licence == scope.ToCarry, "to-carry")
	add(p.Licence == scope.ToTreat, "to-treat")
	return strings.Join(words, " ")
}
