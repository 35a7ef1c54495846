package rank

import (
	"bytes"
	"context"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
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

// small ranks five firms, which are the record too.
func small(t testing.TB, firms ...graph.Firm) *Ranker {
	t.Helper()
	r, err := New(context.Background(), Sources{Record: each(firms), Regions: regions(t), Data: os.DirFS("../../data")}, each(firms))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func five() []graph.Firm {
	return []graph.Firm{
		firm("深圳市东方线路板有限公司", "A", "生产经营线路板；货物进出口"),
		firm("乌海市黄河电石有限公司", "B", "电石、石灰氮的生产和销售"),
		firm("广东覆铜板股份有限公司", "C", "覆铜箔板、半固化片的制造"),
		firm("通化葡萄酒有限公司", "D", "葡萄酒酿造"),
		firm("某某商贸有限公司", "", "日用百货销售"),
	}
}

func codes(answer []Scored) string {
	var list []string
	for _, s := range answer {
		list = append(list, s.Firm.Code)
	}
	return strings.Join(list, " ")
}

func TestRankFindsWhatScopesCallOtherwise(t *testing.T) {
	r := small(t, five()...)
	for query, want := range map[string]string{"PCB": "A", "印制电路板": "A", "碳化钙": "B", "干红": "D", "電石": "B"} {
		if got, _, _ := strings.Cut(codes(r.Rank(Query{Text: query})), " "); got != want {
			t.Errorf("%s: %s is first, want %s", query, got, want)
		}
	}
}

func TestScoreIsTheSumOfItsParts(t *testing.T) {
	for _, s := range small(t, five()...).Rank(Query{Text: "线路板", Reveal: []string{"C"}}) {
		sum := 0.0
		for _, p := range s.Parts {
			sum += p.Points
		}
		if math.Abs(sum-s.Score) > 1e-9 {
			t.Errorf("%s: parts sum to %v, score %v", s.Firm.Name, sum, s.Score)
		}
	}
}

func TestKnownMembersDrawTheirLike(t *testing.T) {
	firms := append(five(), firm("甲有限公司", "E", "铝锭销售"), firm("乙有限公司", "F", "铝锭销售；聚酰亚胺薄膜、铜杆"), firm("丙有限公司", "G", "聚酰亚胺薄膜、铜杆"))
	r := small(t, firms...)
	if got := codes(r.Rank(Query{Text: "聚四氟乙烯", Reveal: []string{"G"}})); !strings.Contains(got, "F") {
		t.Errorf("with G known: %s", got)
	}
}

func TestEveryQueryIsAnswered(t *testing.T) {
	r := small(t, five()...)
	for _, query := range []string{"", "😀", "依法须经批准的项目", ".*[", strings.Repeat("电石", 40000)} {
		if len(r.Rank(Query{Text: query})) == 0 {
			t.Errorf("%.20q has no answer", query)
		}
	}
	if got := small(t).Rank(Query{Text: "电石"}); len(got) != 0 {
		t.Errorf("an empty pool answers %v", got)
	}
}

func TestRun(t *testing.T) {
	r := small(t, five()...)
	var first, second bytes.Buffer
	queries := "\ufeff" + `{"id":"q1","kind":"product","text":"电石"}` + "\n\n" + `{"id":"q2","kind":"segment","text":"百货","reveal":["B"]}` + "\n"
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := Run(r, strings.NewReader(queries), out); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() {
		t.Error("two runs differ")
	}
	if !strings.HasPrefix(first.String(), "q1 Q0 B 1 ") || !strings.Contains(first.String(), "q2 Q0 某某商贸有限公司 1 ") {
		t.Error(first.String())
	}
	for line := range strings.Lines(first.String()) {
		if len(strings.Fields(line)) != 6 {
			t.Errorf("not a TREC line: %q", line)
		}
	}
	for _, bad := range []string{"{", `{"text":"电石"}`, `{"id":"a b","text":"电石"}`} {
		if err := Run(r, strings.NewReader(bad), &first); graph.CodeOf(err) != graph.Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestRecordErrorsEndIt(t *testing.T) {
	broken := func(yield func(graph.Firm, error) bool) { yield(graph.Firm{}, graph.Errorf(graph.Corrupt, "broken")) }
	from := Sources{Record: iter.Seq2[graph.Firm, error](broken), Data: os.DirFS("../../data")}
	if _, err := New(context.Background(), from, each(five())); graph.CodeOf(err) != graph.Corrupt {
		t.Error(err)
	}
	from.Record = each(nil)
	if _, err := New(context.Background(), from, broken); graph.CodeOf(err) != graph.Corrupt {
		t.Error(err)
	}
}

func TestNameCore(t *testing.T) {
	n := newNamer(analyzer(t), regions(t), []string{"有限责任", "公司", "集团", "股份", "有限"})
	for name, want := range map[string]string{
		"乌海市黄河电石有限公司":         "黄河电石",
		"内蒙古鄂尔多斯电力冶金集团股份有限公司": "电力冶金",
		"埃肯有机硅（上海）有限公司":       "埃肯有机硅",
		"宁夏有限公司":              "",
		"电石":                  "电石",
	} {
		if got := n.core(name); got != want {
			t.Errorf("core(%s) = %q, want %q", name, got, want)
		}
	}
}

func TestSimilarity(t *testing.T) {
	s := newSimilarity([]string{"电路板", "印制电路板", "钛白粉", "白粉", "板材"})
	like := s.to("印制电路板")
	if like[1] != 1 || like[2] != 0 || !(like[1] > like[0] && like[0] > like[4]) {
		t.Errorf("印制电路板: %v", like)
	}
	if like := s.to("电路板"); like[0] != 1 || !(like[1] > 0.5) {
		t.Errorf("电路板: %v", like)
	}
}

func TestLexiconTakesTheLongest(t *testing.T) {
	l := newLexicon([]string{"氯乙烯", "聚氯乙烯", "乙烯", "聚氯乙烯树脂", "烯"})
	for clause, want := range map[string]string{
		"生产聚氯乙烯树脂":  "聚氯乙烯树脂",
		"聚氯乙烯和氯乙烯":  "聚氯乙烯 氯乙烯",
		"乙烯乙烯":      "乙烯 乙烯",
		"烯":         "",
		"a聚\xff氯乙烯": "氯乙烯",
	} {
		var got []string
		l.find(clause, func(n int) { got = append(got, l.terms[n]) })
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", clause, got, want)
		}
	}
}

// The product lists hold what their format says, and nothing twice in one
// segment's group.
func TestProductLists(t *testing.T) {
	p, err := readProducts(os.DirFS("../../data"), analyzer(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.segments) < 300 || len(p.terms) < 6000 {
		t.Errorf("%d segments, %d terms", len(p.segments), len(p.terms))
	}
	for _, term := range p.terms {
		if term == "" || strings.ContainsAny(term, "、，；") {
			t.Errorf("not a term: %q", term)
		}
	}
	for i, s := range p.segments {
		if len(s.names) == 0 || len(s.groups) == 0 || slices.ContainsFunc(s.groups, func(g []synset) bool { return len(g) == 0 }) {
			t.Errorf("segment %d is empty", i)
		}
	}
}

func TestBrokenDataIsRefused(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("../../data")); err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string]string{
		"text/ranking.yaml":               "version: x\nweights: {scope: 1}\n",
		"text/products/01-chemicals.yaml": "segments: [{colour: red}]\n",
	} {
		path := filepath.Join(folder, file)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		from := Sources{Record: each(nil), Data: os.DirFS(folder)}
		if _, err := New(context.Background(), from, each(nil)); graph.CodeOf(err) != graph.Invalid || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", file, err)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
