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
func (m *Matcher) ForText(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis, text string, hits []graph.Firm, reading Reading, o Options) (*Answer, error) {
	a := m.answer(d)
	a.Text, a.LinkName = text, text
	if err := a.unlinked(d, o.Park); err != nil {
		return nil, err
	}
	at := make([]*graph.Firm, len(hits))
	for i := range hits {
		at[i] = &hits[i]
	}
	inferred, err := reading.Infer(ctx, at)
	if err != nil {
		return nil, err
	}
	from, err := m.source(ctx, r, nil)
	if err != nil {
		return nil, err
	}
	t := found{pool: newPool(cmp.Or(o.Excluded, m.weights.Limits.Excluded)), firms: map[string]graph.Firm{}, made: map[stand]*graph.Presence{}}
	for i, f := range at {
		m.sortText(d, f, inferred[i], &t, a)
	}
	if err := from.sites(ctx, t.cards); err != nil {
		return nil, err
	}
	s, err := m.scoring(ctx, r, from, d, "", t.pool)
	if err != nil {
		return nil, err
	}
	s.linkName = text
	s.order = fuse(t.cards, m.weights.Text.K)
	return a, a.fill(ctx, r, s, t.pool, o, func(list []ranked) ([]entry, error) {
		return entriesOf(ctx, r, list, t.firms, t.made)
	})
}

// found are the firms that words found, as they are and as they were read.
type found struct {
	*pool
	firms map[string]graph.Firm
	made  map[stand]*graph.Presence
}

// fused is how a firm stood in the two orders, from 1, and what that is worth.
type fused struct {
	text, evidence int
	value          float64
}

// fuse joins the order of the search, in which the cards come, with the order
// of their evidence by reciprocal ranks (Cormack, Clarke and Büttcher 2009):
// 1/(k+rank) summed, as a share of the most that can be.
func fuse(cards []card, k float64) map[string]fused {
	byEvidence := make([]int, len(cards))
	for i := range byEvidence {
		byEvidence[i] = i
	}
	slices.SortStableFunc(byEvidence, func(a, b int) int {
		x, y := cards[a].stand, cards[b].stand
		return cmp.Or(cmp.Compare(y.strength, x.strength), cmp.Compare(y.focus, x.focus))
	})
	order := map[string]fused{}
	for place, i := range byEvidence {
		f := fused{text: i + 1, evidence: place + 1}
		f.value = (k + 1) / 2 * (1/(k+float64(f.text)) + 1/(k+float64(f.evidence)))
		order[cards[i].id] = f
	}
	return order
}

func (s *scoring) foundEvidence(e *entry) []Evidence {
	f, ok := s.order[e.firm.ID]
	if !ok {
		return nil
	}
	return said(fmt.Sprintf("文字检索第 %d，经营范围证据第 %d，两个名次融合", f.text, f.evidence))
}

// sortText puts one found firm where it belongs: candidates, exclusions, or
// the makers at home.
func (m *Matcher) sortText(d *diagnosis.Diagnosis, f *graph.Firm, presences []graph.Presence, t *found, a *Answer) {
	var made, traded *graph.Presence
	for i := range presences {
		switch presences[i].Role {
		case graph.Producer:
			made = &presences[i]
		case graph.Trader:
			traded = &presences[i]
		}
	}
	if made == nil && traded == nil {
		return
	}
	x := m.factsOf(m.brander, f)
	if made == nil {
		t.exclude(Trader, leftOut{id: f.ID, facts: x, text: clauseOf(traded), told: true})
		return
	}
	at := m.standingOf(made)
	reason := constraints{home: graph.AreaOf(d.State().Home)}.broken(x, &at)
	if reason == "" {
		t.cards = append(t.cards, card{facts: x, role: graph.Producer, stand: &at})
		t.firms[f.ID], t.made[stand{f.ID, graph.Producer}] = *f, made
		return
	}
	if reason == Landed && len(a.Local) < m.weights.Limits.Local {
		a.Local = append(a.Local, Local{Firm: refOf(f), Text: "本地已在生产：" + clauseOf(made)})
	}
	t.exclude(reason, leftOut{id: f.ID, facts: x, text: clauseOf(made), told: true})
}
