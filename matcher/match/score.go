package match

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"liantu/graph"
)

// scoring is what the scorer knows beside the firm itself.
type scoring struct {
	weights   *Weights
	now       time.Time
	west      []string            // region prefixes that count as near
	ties      map[string][]string // firm → sentences on its ties to local firms
	advantage *float64            // share of the link's inputs made at home
	inputs    []string
	linkName  string
	names     map[string]string // link → name
}

// score is the one scorer: it serves every list, and its receipt adds up to
// the score exactly, since the score is summed from the receipt's points.
func (s *scoring) score(e *entry) Candidate {
	c := Candidate{Firm: refOf(&e.firm), Members: []FirmRef{}, Adjacent: e.adjacent != ""}
	known, all := 0.0, 0.0
	for _, w := range s.weights.Parts {
		value, evidence := s.part(w.Part, e)
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

func (s *scoring) part(part string, e *entry) (*float64, []Evidence) {
	switch part {
	case "fit":
		return s.fit(e)
	case "scale":
		return s.scale(&e.firm)
	case "tie":
		return s.tie(&e.firm)
	case "west":
		return s.westward(e)
	case "growth":
		return s.growth(e)
	case "advantage":
		if s.advantage == nil {
			return nil, nil
		}
		return s.advantage, said(s.inputs...)
	case "licence":
		return s.licence(e)
	case "quality":
		return s.marks(&e.firm, s.weights.Quality)
	case "against":
		return s.marks(&e.firm, s.weights.Against)
	}
	return nil, said("权重文件中的分项没有算法")
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

// fit is the strength of the evidence times how much of the firm's business
// the link is; firms one step away have a share of that.
func (s *scoring) fit(e *entry) (*float64, []Evidence) {
	v := s.weights.Fit.Strength[e.presence.Strength]
	floor := s.weights.Fit.FocusFloor
	v *= floor + (1-floor)*focusOf(&e.presence)
	evidence := []Evidence{}
	for _, x := range e.presence.Evidence {
		evidence = append(evidence, from(&e.firm, x.Source, readingText(&x)))
		if x.Contradiction != "" {
			evidence = append(evidence, from(&e.firm, x.Source, "与此不符："+x.Contradiction))
		}
	}
	if e.presence.Focus != nil {
		evidence = append(evidence, Evidence{Text: fmt.Sprintf("该环节占其产品的 %.0f%%", 100*focusOf(&e.presence))})
	}
	if e.adjacent != "" {
		v = s.weights.Fit.Adjacent * (floor + (1-floor)*focusOf(&e.presence))
		evidence = append(evidence, Evidence{Text: "自己生产" + s.names[e.adjacent] + "，经销或使用" + s.linkName})
	}
	return &v, evidence
}

func readingText(x *graph.Evidence) string {
	switch x.In {
	case graph.InName:
		return "企业名称即表明：" + x.Term
	case graph.InProducts:
		return "主要产品：" + x.Term
	case graph.InIndustry:
		return "行业：" + x.Term
	case graph.InJudgement:
		return strings.TrimSpace("人工判定 " + x.Clause)
	}
	return x.Clause
}

func (s *scoring) scale(f *graph.Firm) (*float64, []Evidence) {
	rate, ok := s.weights.Scale.Currency[f.Currency]
	if f.Capital == nil || !ok || *f.Capital <= 0 {
		return nil, nil
	}
	wan := *f.Capital * rate / 1e4
	v := math.Log(wan/s.weights.Scale.Low) / math.Log(s.weights.Scale.High/s.weights.Scale.Low)
	v = math.Max(0, v)
	text := fmt.Sprintf("注册资本 %s 万%s", strconv.FormatFloat(*f.Capital/1e4, 'f', -1, 64), currencyName(f.Currency))
	return &v, []Evidence{from(f, f.Held[graph.FieldCapital].Source, text)}
}

func currencyName(code string) string {
	if name, ok := map[string]string{"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}[code]; ok {
		return name
	}
	return code
}

func (s *scoring) tie(f *graph.Firm) (*float64, []Evidence) {
	ties := s.ties[f.ID]
	if len(ties) == 0 {
		return nil, nil
	}
	one := 1.0
	return &one, said(ties...)
}

// westward says whether the firm, or a plant of it, is in the provinces around.
func (s *scoring) westward(e *entry) (*float64, []Evidence) {
	near := func(region string) bool {
		return slices.ContainsFunc(s.west, func(prefix string) bool { return strings.HasPrefix(region, prefix) })
	}
	v := 0.0
	if e.firm.Region == "" {
		return nil, nil
	}
	evidence := []Evidence{from(&e.firm, e.firm.Held[placeField(&e.firm)].Source, "所在地 "+e.firm.Region)}
	if near(e.firm.Region) {
		v = 1
	}
	for _, plant := range e.plants {
		if near(plant.Region) {
			v = 1
			evidence = append(evidence, from(&plant, 0, "周边分厂："+plant.Name()))
		}
	}
	return &v, evidence
}

func placeField(f *graph.Firm) graph.FirmField {
	field, _ := graph.FirmFieldNamed(f.RegionFrom)
	return field
}

// growth is how long the firm has lasted and how many plants it has.
func (s *scoring) growth(e *entry) (*float64, []Evidence) {
	if e.firm.FoundedYear == 0 {
		return nil, nil
	}
	age := float64(s.now.Year()) - float64(e.firm.FoundedYear)
	v := math.Min(1, age/s.weights.Growth.MatureYears)
	v = v/2 + s.weights.Growth.PerPlant*float64(len(e.plants))
	text := fmt.Sprintf("成立于 %s", e.firm.Text(graph.FieldFounded))
	evidence := []Evidence{from(&e.firm, e.firm.Held[graph.FieldFounded].Source, text)}
	if n := len(e.plants); n > 0 {
		evidence = append(evidence, Evidence{Text: fmt.Sprintf("记录中有分厂 %d 家", n)})
	}
	return &v, evidence
}

// licence is known only where a licence or a capacity stands in a clause.
func (s *scoring) licence(e *entry) (*float64, []Evidence) {
	var evidence []Evidence
	for _, x := range e.presence.Evidence {
		for _, note := range x.Notes {
			if strings.HasPrefix(note, "licence") || strings.HasPrefix(note, "quantity") {
				evidence = append(evidence, from(&e.firm, x.Source, x.Clause))
				break
			}
		}
	}
	if len(evidence) == 0 {
		return nil, nil
	}
	one := 1.0
	return &one, evidence
}

// marks looks for words among the firm's marks; unknown where it has none on record.
func (s *scoring) marks(f *graph.Firm, words []string) (*float64, []Evidence) {
	marks := f.Text(graph.FieldMarks)
	if marks == "" && f.Text(graph.FieldStockCode) == "" {
		return nil, nil
	}
	v := 0.0
	var evidence []Evidence
	for _, mark := range graph.SplitList(marks) {
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(mark, w) }) {
			v = 1
			evidence = append(evidence, from(f, f.Held[graph.FieldMarks].Source, mark))
		}
	}
	if code := f.Text(graph.FieldStockCode); code != "" && slices.Contains(words, "上市") {
		v = 1
		evidence = append(evidence, from(f, f.Held[graph.FieldStockCode].Source, "股票代码 "+code))
	}
	return &v, evidence
}

// freshness is less than 1 where the newest row about the firm is old.
func (s *scoring) freshness(f *graph.Firm) float64 {
	newest := ""
	for _, source := range f.Sources {
		newest = max(newest, source.AsOf)
	}
	at, err := time.Parse(time.RFC3339, newest)
	if err != nil || s.now.Year()-at.Year() > s.weights.Confidence.StaleAfter {
		return s.weights.Confidence.StaleFactor
	}
	return 1
}

// reason is the sentence a recruiter can say aloud.
func (s *scoring) reason(e *entry) string {
	clause := clauseOf(&e.presence)
	switch {
	case e.adjacent != "":
		return fmt.Sprintf("生产%s，并经销或使用%s，可向前一步", s.names[e.adjacent], s.linkName)
	case e.presence.Verdict == graph.Confirmed:
		return "人工确认生产" + s.linkName
	case len(e.presence.Evidence) > 0 && e.presence.Evidence[0].In == graph.InProducts:
		return fmt.Sprintf("主要产品中有%s：%s", s.linkName, e.presence.Evidence[0].Term)
	case clause != "":
		return fmt.Sprintf("经营范围写明生产%s：%s", s.linkName, clause)
	}
	return "企业名称表明生产" + s.linkName
}
