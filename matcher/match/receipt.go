package match

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"liantu/graph"
)

// entry is a ranked firm in full, for its receipt.
type entry struct {
	card     *card
	firm     graph.Firm
	presence graph.Presence
	adjacent string          // link it makes instead, "" where it makes the link's product itself
	plants   []graph.Firm    // units of it that make the link's product
	sites    []graph.Firm    // units of it and firms of its group, whatever they do
	project  *graph.Presence // it plans, or builds, more of it
}

// entriesOf reads the firms of a ranked list that are not at hand, and the
// units and firms that belong to them.
func entriesOf(ctx context.Context, r graph.Reader, list []ranked, atHand map[string]graph.Firm, presences map[stand]*graph.Presence) ([]entry, error) {
	var ids []string
	for _, c := range list {
		if _, ok := atHand[c.id]; !ok {
			ids = append(ids, c.id)
		}
		for _, f := range slices.Concat(c.plants, c.sites) {
			ids = append(ids, f.id)
		}
	}
	firms, err := graph.Firms().Get(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	entries := make([]entry, len(list))
	for i, c := range list {
		e := entry{card: c.card, firm: firms[c.id], adjacent: c.adjacent}
		if f, ok := atHand[c.id]; ok {
			e.firm = f
		}
		if p := presences[stand{c.id, c.role}]; p != nil {
			e.presence = *p
		}
		e.plants, e.sites = named(firms, c.plants), named(firms, c.sites)
		if c.builds {
			e.project = presences[stand{c.id, graph.Planned}]
		}
		entries[i] = e
	}
	return entries, nil
}

func idsOf(list []ranked) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].id
	}
	return ids
}

// named are the firms of facts.
func named(firms map[string]graph.Firm, of []*facts) []graph.Firm {
	list := make([]graph.Firm, len(of))
	for i, f := range of {
		list[i] = firms[f.id]
	}
	return list
}

// receipt says of a ranked firm what its score is made of: the points add up
// to the score exactly, since both are summed from the same parts.
func (s *scoring) receipt(r *ranked, e *entry) Candidate {
	c := Candidate{Firm: refOf(&e.firm), Members: r.members, Adjacent: e.adjacent != "", Score: r.score}
	if c.Members == nil {
		c.Members = []FirmRef{}
	}
	known, all := 0.0, 0.0
	for i := range s.parts {
		part := &s.parts[i]
		p := Part{Part: part.Part, Name: part.Name, Weight: part.Weight, Evidence: part.evidence(e)}
		if p.Evidence == nil {
			p.Evidence = []Evidence{}
		}
		all += math.Abs(part.Weight)
		points, value := part.points(r.card)
		if value.known {
			p.Value, p.Points = &value.v, points
			known += math.Abs(part.Weight)
		}
		c.Receipt = append(c.Receipt, p)
	}
	c.Confidence = known / all * s.freshness(&e.firm)
	c.Reason = s.reason(e)
	return c
}

// said makes evidence of sentences that stand in no row.
func said(texts ...string) []Evidence {
	list := make([]Evidence, 0, len(texts))
	for _, t := range texts {
		list = append(list, Evidence{Text: t})
	}
	return list
}

// from makes evidence of a sentence with the row that a source index names.
func from(f *graph.Firm, source int, text string) Evidence {
	e := Evidence{Text: text}
	if source >= 0 && source < len(f.Sources) {
		row := f.Sources[source]
		e.File, e.Sheet, e.Row = row.File, row.Sheet, row.Row
	}
	return e
}

// held makes evidence of a sentence with the row that a field came from.
func held(f *graph.Firm, field graph.FirmField, text string) Evidence {
	return from(f, f.Held[field].Source, text)
}

// freshness is less than 1 where the newest row about the firm is old.
func (s *scoring) freshness(f *graph.Firm) float64 {
	newest := ""
	for _, source := range f.Sources {
		newest = max(newest, source.AsOf)
	}
	at, err := time.Parse(time.RFC3339, newest)
	if err != nil || at.AddDate(s.weights.Confidence.StaleAfter, 0, 0).Before(s.now) {
		return s.weights.Confidence.StaleFactor
	}
	return 1
}

// reason is the sentence a recruiter can say aloud.
func (s *scoring) reason(e *entry) string {
	if e.adjacent != "" {
		return fmt.Sprintf("生产%s，并经销或使用%s，可向前一步", s.names[e.adjacent], s.linkName)
	}
	if e.presence.Verdict == graph.Confirmed {
		return "人工确认为" + s.linkName + "企业"
	}
	for i := range e.presence.Evidence {
		x := &e.presence.Evidence[i]
		switch x.In {
		case graph.InProducts:
			return fmt.Sprintf("主要产品中有%s：%s", s.linkName, x.Term)
		case graph.InScope:
			return fmt.Sprintf("经营范围写明%s：%s", s.linkName, around(x.Clause, x.Term))
		}
	}
	return s.byName()
}

// byName says that the firm's name tells what it makes. No word of the name is
// named as such: it may be any by which makers of the link are called.
func (s *scoring) byName() string { return "企业名称即表明" + s.linkName }

// around keeps of a long clause what stands about the term.
func around(clause, term string) string {
	const most, before = 60, 24
	runes := []rune(clause)
	if len(runes) <= most {
		return clause
	}
	at := max(0, runeIndex(clause, term)-before)
	end := min(len(runes), at+most)
	short := string(runes[at:end])
	if at > 0 {
		short = "…" + short
	}
	if end < len(runes) {
		short += "…"
	}
	return short
}
