package match

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Reading tells where firms stand at one product that is no link of any chain.
type Reading interface {
	Infer(ctx context.Context, firms []*graph.Firm) ([][]graph.Presence, error)
}

// Words takes the names of products out of a folded text: parted at blanks,
// signs that stand in no name, and pictures; without words such as 生产企业
// at their ends. A text of such words alone names nothing.
func (m *Matcher) Words(folded string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(folded, parts) {
		w = m.withoutDropped(w)
		if w != "" && strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

func parts(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.So, unicode.Sk, unicode.Cf, unicode.Co) || strings.ContainsRune("、，。；：！？“”‘’《》;!?", r)
}

func (m *Matcher) withoutDropped(w string) string {
	for before := ""; before != w; {
		before = w
		for _, drop := range m.weights.Text.Drop {
			w = strings.TrimPrefix(strings.TrimSuffix(w, drop), drop)
		}
	}
	return w
}

// ForText ranks firms that were found by words, the best first: read as if
// the words were a link's product, excluded and scored by the same rules as
// for a link. How they stood in the search, fused with how strongly they are
// evidenced, is one part of the score.
func (m *Matcher) ForText(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, text string, found []graph.Firm, reading Reading, o Options) (*Answer, error) {
	a := m.answer(d)
	a.Text, a.LinkName = text, text
	if err := a.unlinked(d, o.Park); err != nil {
		return nil, err
	}
	at := make([]*graph.Firm, len(found))
	for i := range found {
		at[i] = &found[i]
	}
	inferred, err := reading.Infer(ctx, at)
	if err != nil {
		return nil, err
	}
	p := newPool(cmp.Or(o.Excluded, m.weights.Limits.Excluded))
	for i := range found {
		m.sortText(d, &found[i], inferred[i], p, a)
	}
	if err := findSites(ctx, r, p.entries); err != nil {
		return nil, err
	}
	s, err := m.scoring(ctx, r, d, "", p)
	if err != nil {
		return nil, err
	}
	s.linkName = text
	s.order = fuse(p.entries, m.weights.Text.K)
	a.fill(s, p, o)
	return a, nil
}

// fused is how a firm stood in the two orders, from 1, and what that is worth.
type fused struct {
	text, evidence int
	value          float64
}

// fuse joins the order of the search, in which the entries come, with the
// order of their evidence by reciprocal ranks (Cormack, Clarke and Büttcher
// 2009): 1/(k+rank) summed, as a share of the most that can be.
func fuse(entries []entry, k float64) map[string]fused {
	byEvidence := make([]int, len(entries))
	for i := range byEvidence {
		byEvidence[i] = i
	}
	slices.SortStableFunc(byEvidence, func(a, b int) int {
		x, y := &entries[a].presence, &entries[b].presence
		return cmp.Or(cmp.Compare(y.Strength.Rank(), x.Strength.Rank()), cmp.Compare(focusOf(y), focusOf(x)))
	})
	order := map[string]fused{}
	for place, i := range byEvidence {
		f := fused{text: i + 1, evidence: place + 1}
		f.value = (k + 1) / 2 * (1/(k+float64(f.text)) + 1/(k+float64(f.evidence)))
		order[entries[i].firm.ID] = f
	}
	return order
}

func (s *scoring) found(e *entry) (*float64, []Evidence) {
	f, ok := s.order[e.firm.ID]
	if !ok {
		return nil, nil
	}
	return &f.value, said(fmt.Sprintf("文字检索第 %d，经营范围证据第 %d，两个名次融合", f.text, f.evidence))
}

// sortText puts one found firm where it belongs: candidates, exclusions, or
// the makers at home.
func (m *Matcher) sortText(d *diagnosis.Diagnosis, f *graph.Firm, presences []graph.Presence, p *pool, a *Answer) {
	var made, traded *graph.Presence
	for i := range presences {
		switch presences[i].Role {
		case graph.Producer:
			made = &presences[i]
		case graph.Trader:
			traded = &presences[i]
		}
	}
	if made == nil {
		if traded != nil {
			p.exclude(f, Trader, clauseOf(traded))
		}
		return
	}
	reason := constraints{home: d.State().Home}.broken(f, made)
	if reason == "" {
		p.entries = append(p.entries, entry{firm: *f, presence: *made})
		return
	}
	if reason == Landed && len(a.Local) < m.weights.Limits.Local {
		a.Local = append(a.Local, Local{Firm: refOf(f), Text: "本地已在生产：" + clauseOf(made)})
	}
	p.exclude(f, reason, clauseOf(made))
}
