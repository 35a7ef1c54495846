package match

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

func runeIndex(s, part string) int {
	at := strings.Index(s, part)
	if at < 0 {
		return 0
	}
	return utf8.RuneCountInString(s[:at])
}

// fit is the strength of the evidence times how much of the firm's business
// the link is; firms one step away have a share of that.
func (s *scoring) fit(e *entry) (*float64, []Evidence) {
	rules := &s.weights.Fit
	focus := focusOf(&e.presence)
	evidence := []Evidence{}
	named, beside := false, len(e.presence.Evidence) > 0
	for _, x := range e.presence.Evidence {
		// One clause that names several of the link's products is said once.
		if said := from(&e.firm, x.Source, readingText(&x)); !slices.Contains(evidence, said) {
			evidence = append(evidence, said)
		}
		if x.Contradiction != "" {
			evidence = append(evidence, from(&e.firm, x.Source, "与此不符："+x.Contradiction))
		}
		named = named || x.Contradiction == "" && (x.In == graph.InName || x.In == graph.InProducts)
		beside = beside && (slices.Contains(x.Notes, "byproduct") || slices.Contains(x.Notes, "captive"))
	}
	if e.presence.Focus != nil {
		evidence = append(evidence, Evidence{Text: fmt.Sprintf("该环节占其产品的 %.0f%%", 100*focus)})
	}
	v := rules.Strength[e.presence.Strength]
	if e.adjacent != "" {
		v, named, beside = rules.Adjacent, false, false
		evidence = append(evidence, Evidence{Text: "自己生产" + s.names[e.adjacent] + "，经销或使用" + s.linkName})
	}
	if named {
		focus = max(focus, rules.NamedFocus)
	}
	v *= rules.FocusFloor + (1-rules.FocusFloor)*focus
	if beside {
		v *= rules.Beside
		evidence = append(evidence, Evidence{Text: "为副产或自用"})
	}
	if containsAny(e.firm.Name(), rules.TraderNames) {
		v *= rules.TraderName
		evidence = append(evidence, held(&e.firm, graph.FieldName, "名称是贸易企业，宜先核实是否自产"))
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
		if x.Term == "" {
			return "行业分类属于该环节"
		}
		return "行业：" + x.Term
	case graph.InJudgement:
		return strings.TrimSpace("人工判定 " + x.Clause)
	}
	return x.Clause
}

// scale is the mean of what is known of capital, revenue and capacity.
func (s *scoring) scale(e *entry) (*float64, []Evidence) {
	rules, f := &s.weights.Scale, &e.firm
	var values []float64
	var evidence []Evidence
	for _, x := range []struct {
		field     graph.FirmField
		name      string
		low, high float64
	}{{graph.FieldCapital, "注册资本", rules.Low, rules.High}, {graph.FieldRevenue, "营业收入", rules.RevenueLow, rules.RevenueHigh}} {
		amount, currency, ok := money(f.Text(x.field))
		rate := rules.Currency[currency]
		if !ok || rate == 0 {
			continue
		}
		values = append(values, between(math.Log(amount*rate/1e4/x.low)/math.Log(x.high/x.low)))
		text := fmt.Sprintf("%s %s 万%s", x.name, strconv.FormatFloat(amount/1e4, 'f', -1, 64), currencyName(currency))
		evidence = append(evidence, held(f, x.field, text))
	}
	if v, text := s.capacityShare(f.ID); text != "" {
		evidence = append(evidence, Evidence{Text: text})
		if v != nil {
			values = append(values, *v)
		}
	}
	if len(values) == 0 {
		return nil, evidence
	}
	mean := 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	return &mean, evidence
}

// capacityShare holds the firm's own capacity against what is lacking at
// home; the value is nil where either is not known.
func (s *scoring) capacityShare(firm string) (*float64, string) {
	x, ok := s.capacity[firm]
	if !ok {
		return nil, ""
	}
	text := fmt.Sprintf("产能 %g%s（%s，%s）", *x.Value, x.Unit, x.Date, x.Source)
	own, ok := diagnosis.YearlyAmount(*x.Value, x.Unit)
	if !ok || s.need == nil || *s.need <= 0 {
		return nil, text
	}
	v := between(own / *s.need)
	return &v, text + fmt.Sprintf("，为本地缺口的 %.0f%%", 100*own / *s.need)
}

func between(v float64) float64 { return math.Min(1, math.Max(0, v)) }

// money reads "10000000 CNY".
func money(text string) (amount float64, currency string, ok bool) {
	number, currency, _ := strings.Cut(text, " ")
	amount, err := strconv.ParseFloat(number, 64)
	return amount, currency, err == nil && amount > 0
}

func currencyName(code string) string {
	if name, ok := map[string]string{"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}[code]; ok {
		return name
	}
	return code
}

// westward says whether the firm, or a plant or firm of its group, is in the
// provinces around.
func (s *scoring) westward(e *entry) (*float64, []Evidence) {
	if e.firm.Region == "" {
		return nil, nil
	}
	v := 0.0
	field, _ := graph.FirmFieldNamed(e.firm.RegionFrom)
	evidence := []Evidence{held(&e.firm, field, "所在地 "+s.placeName(e.firm.Region))}
	if s.near(e.firm.Region) {
		v = 1
	}
	for i := range e.sites {
		if site := &e.sites[i]; site.Kind != graph.Branch && s.near(site.Region) {
			v = 1
			evidence = append(evidence, from(site, 0, "周边布点："+site.Name()))
		}
	}
	return &v, evidence
}

func (s *scoring) near(region string) bool {
	return slices.ContainsFunc(s.west, func(prefix string) bool { return strings.HasPrefix(region, prefix) })
}

func (s *scoring) placeName(code string) string {
	if name := s.place(code); name != "" {
		return name
	}
	return code
}

// growth is how long the firm has lasted, how many plants and branches it
// has, and whether it is building.
func (s *scoring) growth(e *entry) (*float64, []Evidence) {
	rules := &s.weights.Growth
	v := 0.0
	var evidence []Evidence
	if year := e.firm.FoundedYear; year != 0 {
		v = rules.AgeShare * between(float64(int64(s.now.Year())-year)/rules.MatureYears)
		evidence = append(evidence, held(&e.firm, graph.FieldFounded, "成立于 "+e.firm.Text(graph.FieldFounded)))
	}
	for i := range e.sites {
		if site := &e.sites[i]; site.ParentName != "" {
			v += rules.PerPlant
			evidence = append(evidence, from(site, 0, "分支："+site.Name()))
		}
	}
	if e.project != nil {
		v += rules.Project
		evidence = append(evidence, from(&e.firm, sourceOf(e.project), "在建或筹建："+clauseOf(e.project)))
	}
	if len(evidence) == 0 {
		return nil, nil
	}
	return &v, evidence
}

func sourceOf(p *graph.Presence) int {
	if len(p.Evidence) == 0 {
		return -1
	}
	return p.Evidence[0].Source
}

func (s *scoring) comingHere(*entry) (*float64, []Evidence) {
	if s.advantage == nil {
		return nil, nil
	}
	return s.advantage, said(s.inputs...)
}

// licence is known only where a licence or a capacity stands in a clause.
func (s *scoring) licence(e *entry) (*float64, []Evidence) {
	var best *float64
	var evidence []Evidence
	for _, x := range e.presence.Evidence {
		if !slices.ContainsFunc(x.Notes, tellsOfLicence) {
			continue
		}
		v, text := s.weights.Licence.Known, x.Clause
		if until := s.expiredOn(&x); until != "" {
			v, text = s.weights.Licence.Expired, text+"（许可期限至"+until+"，是否续期不详）"
		}
		if best == nil || v > *best {
			best = &v
		}
		evidence = append(evidence, from(&e.firm, x.Source, text))
	}
	return best, evidence
}

func tellsOfLicence(note string) bool {
	return strings.HasPrefix(note, "licence") || strings.HasPrefix(note, "quantity") || strings.HasPrefix(note, "dated")
}

// expiredOn is the last day that a clause's licence is good for, where that
// is past; "" where it is not, or no day is named.
func (s *scoring) expiredOn(x *graph.Evidence) string {
	latest := ""
	for _, text := range append([]string{x.Clause}, x.Notes...) {
		for _, m := range s.expiry.FindAllStringSubmatch(text, -1) {
			month, _ := strconv.Atoi(m[2])
			day, _ := strconv.Atoi(m[3])
			latest = max(latest, fmt.Sprintf("%s-%02d-%02d", m[1], month, day))
		}
	}
	if latest != "" && latest < s.now.Format("2006-01-02") {
		return latest
	}
	return ""
}
