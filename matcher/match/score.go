package match

import (
	"fmt"
	"math"
	"regexp"
	"time"

	"liantu/graph"
)

// scoring is what the scorer knows beside the firm itself.
type scoring struct {
	weights   *Weights
	now       time.Time
	expiry    *regexp.Regexp           // days up to which a licence holds
	place     func(code string) string // region's full name
	west      []string                 // region prefixes that count as near
	nextDoor  []string                 // regions of the neighbourhood
	ties      map[string][]tie         // by firm
	capacity  map[string]graph.Indicator
	need      *float64 // what the home region lacks a year, in base units; nil unknown
	advantage *float64 // share of the link's inputs made at home
	inputs    []string
	linkName  string
	verb      string            // what one does at the link: 生产, or 从事 for services and farming
	names     map[string]string // link → name
	order     map[string]fused  // where words were searched: how the firm stood
}

// feature gives a part's value in [0,1], nil where it is not known, and what
// it was read from.
type feature func(*entry) (*float64, []Evidence)

// features are all parts that a weights file may name.
func (s *scoring) features() map[string]feature {
	return map[string]feature{"fit": s.fit, "scale": s.scale, "tie": s.tie, "west": s.westward, "growth": s.growth,
		"pressure": s.pressure, "advantage": s.comingHere, "licence": s.licence, "quality": s.quality, "against": s.against,
		"text": s.found}
}

// score is the one scorer: it serves every list, and its receipt adds up to
// the score exactly, since the score is summed from the receipt's points.
func (s *scoring) score(e *entry) Candidate {
	c := Candidate{Firm: refOf(&e.firm), Members: []FirmRef{}, Adjacent: e.adjacent != ""}
	known, all := 0.0, 0.0
	features := s.features()
	for _, w := range s.weights.Parts {
		if w.Part == "text" && s.order == nil {
			continue // no words were searched: nothing is missing
		}
		value, evidence := features[w.Part](e)
		if evidence == nil {
			evidence = []Evidence{}
		}
		p := Part{Part: w.Part, Name: w.Name, Weight: w.Weight, Evidence: evidence}
		all += math.Abs(w.Weight)
		if value != nil {
			v := math.Min(1, math.Max(0, *value))
			p.Value, p.Points = &v, v*w.Weight+0 // no negative zero
			known += math.Abs(w.Weight)
		}
		c.Receipt = append(c.Receipt, p)
		c.Score += p.Points
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
	return "企业名称即表明" + s.linkName
}

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
