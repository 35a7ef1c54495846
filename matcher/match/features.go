package match

import (
	"fmt"
	"math"
	"regexp"
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

func (s *scoring) fitEvidence(e *entry) []Evidence {
	evidence := []Evidence{}
	for _, x := range e.presence.Evidence {
		// One clause that names several of the link's products is said once.
		if said := from(&e.firm, x.Source, s.readingText(&x)); !slices.Contains(evidence, said) {
			evidence = append(evidence, said)
		}
		if x.Contradiction != "" {
			evidence = append(evidence, from(&e.firm, x.Source, "与此不符："+x.Contradiction))
		}
	}
	if e.presence.Focus != nil {
		evidence = append(evidence, Evidence{Text: fmt.Sprintf("该环节占其产品的 %.0f%%", 100*focusOf(&e.presence))})
	}
	if e.adjacent != "" {
		evidence = append(evidence, Evidence{Text: "自己生产" + s.names[e.adjacent] + "，经销或使用" + s.linkName})
	} else if e.card.stand.beside {
		evidence = append(evidence, Evidence{Text: "为副产或自用"})
	}
	if e.card.trades {
		evidence = append(evidence, held(&e.firm, graph.FieldName, "名称是贸易企业，宜先核实是否自产"))
	}
	return evidence
}

func (s *scoring) readingText(x *graph.Evidence) string {
	switch x.In {
	case graph.InName:
		return s.byName()
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

func (s *scoring) scaleEvidence(e *entry) []Evidence {
	var evidence []Evidence
	for _, x := range []struct {
		field graph.FirmField
		name  string
		share measure
	}{{graph.FieldCapital, "注册资本", e.card.capital}, {graph.FieldRevenue, "营业收入", e.card.revenue}} {
		if x.share.known {
			amount, currency, _ := money(e.firm.Text(x.field))
			text := fmt.Sprintf("%s %s 万%s", x.name, strconv.FormatFloat(amount/1e4, 'f', -1, 64), currencyName(currency))
			evidence = append(evidence, held(&e.firm, x.field, text))
		}
	}
	if share, ok := s.capacityShare(e.firm.ID); ok {
		x := s.capacity[e.firm.ID]
		text := fmt.Sprintf("产能 %g%s（%s，%s）", *x.Value, x.Unit, x.Date, x.Source)
		if share.known {
			own, _ := diagnosis.YearlyAmount(*x.Value, x.Unit)
			text += fmt.Sprintf("，为本地缺口的 %.0f%%", 100*own / *s.need)
		}
		evidence = append(evidence, Evidence{Text: text})
	}
	return evidence
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

func (s *scoring) westEvidence(e *entry) []Evidence {
	if e.firm.Region == "" {
		return nil
	}
	field, _ := graph.FirmFieldNamed(e.firm.RegionFrom)
	evidence := []Evidence{held(&e.firm, field, "所在地 "+s.placeName(e.firm.Region))}
	for i := range e.sites {
		if site := &e.sites[i]; s.nearSite(site.Kind, site.Region) {
			evidence = append(evidence, from(site, 0, "周边布点："+site.Name()))
		}
	}
	return evidence
}

// nearSite says whether a unit, or a firm of the group, is one that works in
// the provinces around; a branch only sells.
func (s *scoring) nearSite(kind graph.FirmKind, region string) bool {
	return kind != graph.Branch && s.near(region)
}

func (s *scoring) placeName(code string) string {
	if name := s.place(code); name != "" {
		return name
	}
	return code
}

func (s *scoring) growthEvidence(e *entry) []Evidence {
	var evidence []Evidence
	if e.firm.FoundedYear != 0 {
		evidence = append(evidence, held(&e.firm, graph.FieldFounded, "成立于 "+e.firm.Text(graph.FieldFounded)))
	}
	for i := range e.sites {
		if site := &e.sites[i]; site.ParentName != "" {
			evidence = append(evidence, from(site, 0, "分支："+site.Name()))
		}
	}
	if e.project != nil {
		evidence = append(evidence, from(&e.firm, sourceOf(e.project), "在建或筹建："+clauseOf(e.project)))
	}
	return evidence
}

func sourceOf(p *graph.Presence) int {
	if len(p.Evidence) == 0 {
		return -1
	}
	return p.Evidence[0].Source
}

func (s *scoring) comingEvidence(*entry) []Evidence {
	if s.advantage == nil {
		return nil
	}
	return said(s.inputs...)
}

func (s *scoring) licenceEvidence(e *entry) []Evidence {
	var evidence []Evidence
	for i := range e.presence.Evidence {
		x := &e.presence.Evidence[i]
		if !slices.ContainsFunc(x.Notes, tellsOfLicence) {
			continue
		}
		text := x.Clause
		if until := lastDay(s.expiry, x); s.isPast(until) {
			text += "（许可期限至" + until + "，是否续期不详）"
		}
		evidence = append(evidence, from(&e.firm, x.Source, text))
	}
	return evidence
}

// lastDay is the last day that a clause names, "" where it names none.
func lastDay(expiry *regexp.Regexp, x *graph.Evidence) string {
	latest := ""
	for _, text := range append([]string{x.Clause}, x.Notes...) {
		for _, m := range expiry.FindAllStringSubmatch(text, -1) {
			month, _ := strconv.Atoi(m[2])
			day, _ := strconv.Atoi(m[3])
			latest = max(latest, fmt.Sprintf("%s-%02d-%02d", m[1], month, day))
		}
	}
	return latest
}
