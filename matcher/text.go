package matcher

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/index"
	"liantu/matcher/match"
	"liantu/matcher/presence"
)

// maxTextRunes bounds the words a list can be asked for.
const maxTextRunes = 100

// matchText ranks for words: for the link whose product they name, else for
// the firms that the index finds, read as if the words were a product.
func (e *Engine) matchText(ctx context.Context, r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis, m *match.Matcher, text string, o match.Options) (*match.Answer, error) {
	text = strings.TrimSpace(norm.NFKC.String(text))
	if text == "" || len([]rune(text)) > maxTextRunes {
		return nil, graph.Errorf(graph.Invalid, "检索文字应在 1 到 %d 字之间", maxTextRunes)
	}
	if link := linkNamed(d, text); link != "" {
		o.Anyway = true // words ask who makes it, not whether it is missing here
		a, err := m.ForLink(ctx, r, d, link, o)
		if err == nil {
			a.Text = text
		}
		return a, err
	}
	if e.index == nil {
		return nil, graph.Errorf(graph.Unavailable, "检索索引没有打开")
	}
	const looked = 500
	hits, _, err := e.index.Search(ctx, index.Query{Text: text, Limit: looked, Record: r})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.FirmID
	}
	held, err := graph.Firms().Get(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	found := make([]graph.Firm, 0, len(ids))
	for _, id := range ids {
		if f, ok := held[id]; ok {
			found = append(found, f)
		}
	}
	files, err := graph.DataFS(ctx, r)
	if err != nil {
		return nil, err
	}
	reading, err := presence.New(files, []graph.Link{{ID: "asked", Name: text, Terms: graph.Terms{Must: []string{text}, Name: []string{text}}}})
	if err != nil {
		return nil, err
	}
	return m.ForText(ctx, r, d, text, found, reading, o)
}

// linkNamed is the link that a word names by name, product, alias or
// must-word; "" where none does.
func linkNamed(d *diagnosis.Diagnosis, text string) string {
	for i := range d.State().Links {
		l := &d.State().Links[i]
		names := slices.Concat([]string{l.ID, l.Name}, l.Terms.Must)
		for _, p := range l.Products {
			names = append(append(names, p.Name), p.Aliases...)
		}
		for _, n := range names {
			if strings.EqualFold(norm.NFKC.String(n), text) {
				return l.ID
			}
		}
	}
	return ""
}
