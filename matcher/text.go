package matcher

import (
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// maxTextRunes bounds the words a list can be asked for.
const maxTextRunes = 100

// matchText ranks for words: for the link whose product they name, else for
// the firms that the index finds, read as if the words were products.
func (e *Engine) matchText(ctx context.Context, r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis, m *match.Matcher, text string, o match.Options) (*match.Answer, error) {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	if text == "" || utf8.RuneCountInString(text) > maxTextRunes {
		return nil, graph.Errorf(graph.Invalid, "检索文字应在 1 到 %d 字之间", maxTextRunes)
	}
	words := m.Words(rules.analyzer.Fold(text))
	if len(words) == 0 {
		return nil, graph.Errorf(graph.Invalid, "检索文字中没有可以检索的词")
	}
	if link := rules.linkNamed(d, words); link != "" {
		o.Anyway = true // words ask who makes it, not whether it is missing here
		kept, err := e.matchLink(ctx, r, Target{Link: link}, o)
		if err != nil {
			return nil, err
		}
		a := *kept // what is kept is not for writing
		a.Text = text
		return &a, nil
	}
	found, err := e.firmsFor(ctx, r, strings.Join(words, " "))
	if err != nil {
		return nil, err
	}
	reading := rules.presence.For([]graph.Link{{ID: "asked", Name: text, Terms: graph.Terms{Must: words, Name: words}}})
	a, err := m.ForText(ctx, r, d, strings.Join(words, "、"), found, reading, o)
	if err == nil {
		a.Text = text
	}
	return a, err
}

// firmsFor are the firms that the index finds for words, the best first.
func (e *Engine) firmsFor(ctx context.Context, r graph.Reader, words string) ([]graph.Firm, error) {
	if e.index == nil {
		return nil, graph.Errorf(graph.Unavailable, "检索索引没有打开")
	}
	const looked = 500
	hits, _, err := e.index.Search(ctx, search.Query{Text: words, Limit: looked, Record: r})
	if err != nil {
		return nil, err
	}
	held, err := heldBy(ctx, r, hits)
	if err != nil {
		return nil, err
	}
	found := make([]graph.Firm, 0, len(hits))
	for _, h := range hits {
		if f := held[h.FirmID]; f != nil {
			found = append(found, *f)
		}
	}
	return found, nil
}

// heldBy are the firms of hits: those that the search has read, and the
// others, which are read.
func heldBy(ctx context.Context, r graph.Reader, hits []search.Hit) (map[string]*graph.Firm, error) {
	held := make(map[string]*graph.Firm, len(hits))
	var rest []string
	for _, h := range hits {
		if h.Firm == nil {
			rest = append(rest, h.FirmID)
		}
		held[h.FirmID] = h.Firm
	}
	more, err := graph.Firms().Get(ctx, r, rest)
	for id, f := range more {
		held[id] = &f
	}
	return held, err
}

// linkNamed is the link that words, taken together, name by name, product,
// alias or must-word; "" where none does.
func (r *ruleset) linkNamed(d *diagnosis.Diagnosis, words []string) string {
	return r.names.of(d.State(), r.analyzer)[strings.Join(words, " ")]
}

// linkNames keeps by which folded names the links of one state of the record
// are asked for.
type linkNames struct {
	mu    sync.Mutex
	state *diagnosis.State
	links map[string]string // the first of a name
}

func (n *linkNames) of(state *diagnosis.State, a *text.Analyzer) map[string]string {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.state == state {
		return n.links
	}
	n.state, n.links = state, map[string]string{}
	for i := range state.Links {
		l := &state.Links[i]
		names := slices.Concat([]string{l.ID, l.Name}, l.Terms.Must)
		for _, p := range l.Products {
			names = append(append(names, p.Name), p.Aliases...)
		}
		for _, name := range names {
			if name = a.Fold(name); n.links[name] == "" {
				n.links[name] = l.ID
			}
		}
	}
	return n.links
}
