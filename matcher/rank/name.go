package rank

import (
	"strings"
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/text"
)

// namer takes place and legal form off a firm's name, so that what is left
// says what the firm does.
type namer struct {
	analyzer *text.Analyzer
	places   map[string]bool
	longest  int // characters of the longest place
	forms    *strings.Replacer
}

func newNamer(analyzer *text.Analyzer, regions []graph.Region, forms []string) *namer {
	n := &namer{analyzer: analyzer, places: map[string]bool{"中国": true}}
	for _, r := range regions {
		name := analyzer.Fold(r.Name)
		n.place(name)
		for _, ending := range []string{"特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "地区", "省", "市", "县", "区", "盟", "旗"} {
			if short, ok := strings.CutSuffix(name, ending); ok && utf8.RuneCountInString(short) > 1 {
				n.place(short)
			}
		}
	}
	pairs := make([]string, 0, 2*len(forms))
	for _, form := range forms {
		pairs = append(pairs, form, "")
	}
	n.forms = strings.NewReplacer(pairs...)
	return n
}

func (n *namer) place(name string) {
	n.places[name] = true
	n.longest = max(n.longest, utf8.RuneCountInString(name))
}

// core is what a name says beside place and legal form.
func (n *namer) core(name string) string {
	s := withoutBrackets(n.analyzer.Fold(name))
	s = n.withoutPlace(n.withoutPlace(s))
	return n.forms.Replace(s)
}

func (n *namer) withoutPlace(s string) string {
	cut, count := 0, 0
	for at := range s {
		if n.places[s[:at]] {
			cut = at
		}
		if count++; count > n.longest+1 {
			break
		}
	}
	if cut == 0 {
		return s
	}
	s = s[cut:]
	for _, ending := range []string{"省", "市", "县", "区"} {
		s = strings.TrimPrefix(s, ending)
	}
	return s
}

func withoutBrackets(s string) string {
	for {
		from := strings.IndexByte(s, '(')
		if from < 0 {
			return s
		}
		length := strings.IndexByte(s[from:], ')')
		if length < 0 {
			return s
		}
		s = s[:from] + s[from+length+1:]
	}
}
