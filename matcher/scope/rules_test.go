package scope_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"liantu/matcher/scope"
)

func rulesText(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("../../data/" + scope.RulesFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func load(text string) error {
	_, err := scope.LoadRules(fstest.MapFS{scope.RulesFile: &fstest.MapFile{Data: []byte(text)}})
	return err
}

func TestStarterRulesLoad(t *testing.T) {
	if err := load(rulesText(t)); err != nil {
		t.Fatal(err)
	}
}

// TestRulesErrorsNameTheirPlace breaks the starter rules in one place each.
func TestRulesErrorsNameTheirPlace(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"version", "\nversion: 2", "\nversion: 0", "version"},
		{"unknown field", "\nversion: 2", "\nversion: 1\nverbz: {}", "verbz"},
		{"empty word", "\njoins: [", "\njoins: [\"\", ", "joins[0]"},
		{"missing list", "\ndeeds:", "\ndevices:", "devices"},
		{"none", "\nnone: 无", "\nnone: 没有", "none"},
		{"unknown kind of verb", "\n  make_tail:", "\n  forge:", "verbs.forge"},
		{"unknown class", "\n  equipment:", "\n  gear:", "after.gear"},
	}
	text := rulesText(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			broken := strings.Replace(text, c.old, c.new, 1)
			if broken == text {
				t.Fatalf("%q does not stand in the rules", c.old)
			}
			err := load(broken)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), scope.RulesFile) {
				t.Errorf("error %v does not name %s", err, c.want)
			}
		})
	}
	if err := load("version: ["); err == nil || !strings.Contains(err.Error(), scope.RulesFile) {
		t.Errorf("broken YAML: %v", err)
	}
}

func TestRulesErrorsNameTheirLine(t *testing.T) {
	text := rulesText(t)
	line := 1 + strings.Count(text[:strings.Index(text, "\nnone: 无")], "\n") + 1
	err := load(strings.Replace(text, "\nnone: 无", "\nnone: 没有", 1))
	if err == nil || !strings.Contains(err.Error(), ":"+itoa(line-1)+":") && !strings.Contains(err.Error(), ":"+itoa(line)+":") {
		t.Errorf("error %v does not name line %d", err, line)
	}
}

func itoa(n int) string {
	var b []byte
	for ; n > 0; n /= 10 {
		b = append([]byte{byte('0' + n%10)}, b...)
	}
	return string(b)
}
