package diagnosis

import (
	"strings"

	"liantu/graph"
)

// nation is the subject of figures about the whole country.
const nation = "000000"

// latestOf is the latest figure of a measure at a link: of the home region
// where there is one, else of its reference, else of the nation.
func (s *State) latestOf(link, measure string, subjects ...string) *graph.Indicator {
	for _, subject := range subjects {
		var found *graph.Indicator
		for i := range s.Indicators {
			x := &s.Indicators[i]
			if x.Subject == subject && x.Link == link && x.Measure == measure && x.Value != nil && (found == nil || x.Date > found.Date) {
				found = x
			}
		}
		if found != nil && subject != "" {
			return found
		}
	}
	return nil
}

// cited writes an indicator with its date and source.
func cited(i *graph.Indicator) string {
	return trim(*i.Value) + i.Unit + "（" + i.Date + "，" + i.Source + unverified(i) + "）"
}

// market are the dated figures about a link's market and output.
func (s *State) market(l *graph.Link, f Figures) {
	x := Figure{Name: "market", Text: "没有带日期的全国开工率指标；导入开工率即可定"}
	if i := s.latestOf(l.ID, "utilisation", nation); i != nil {
		x = Figure{Name: "market", Value: i.Value, Text: "全国开工率", Inputs: []string{cited(i)}}
	}
	f.put(x)
	x = Figure{Name: "output", Text: "没有带日期的产量指标；导入产量即可定"}
	if i := s.latestOf(l.ID, "output", s.Home); i != nil {
		x = Figure{Name: "output", Value: i.Value, Unit: i.Unit, Text: "本地产量", Inputs: []string{cited(i)}}
	}
	f.put(x)
	x = Figure{Name: "price", Text: "没有带日期的价格指标；导入价格即可定"}
	if i := s.price(l.ID); i != nil {
		x = Figure{Name: "price", Value: i.Value, Unit: i.Unit, Text: "价格", Inputs: []string{cited(i)}}
	}
	f.put(x)
}

func (s *State) price(link string) *graph.Indicator {
	return s.latestOf(link, "price", s.Home, s.Traits.Reference, nation)
}

// yuanPer reads the unit of a price: yuan per base unit (t, Nm3, kWh), 0 for
// a unit that does not convert.
func yuanPer(unit string) float64 {
	money, per, _ := strings.Cut(unit, "/")
	yuan := map[string]float64{"元": 1, "万元": 1e4, "CNY": 1}[money]
	units := map[string]float64{"t": 1, "吨": 1, "kg": 1000, "千克": 1000, "Nm3": 1, "m3": 1, "立方米": 1, "kWh": 1, "度": 1, "千瓦时": 1}
	return yuan * units[per]
}

// money puts leakage at the price of the product.
func (s *State) money(l *graph.Link, f Figures) {
	leak := f["leakage"]
	x := Figure{Name: "leakage_value", Text: "外流不详；" + leak.Text}
	p := s.price(l.ID)
	switch {
	case leak.Value == nil:
	case p == nil:
		x.Text = "没有带日期的价格指标；导入价格即可定"
	case yuanPer(p.Unit) == 0:
		x.Text = "价格单位 " + p.Unit + " 无法换算；按元/t 等单位导入即可定"
	default:
		v := *leak.Value * *p.Value * yuanPer(p.Unit)
		x = Figure{Name: "leakage_value", Value: &v, Limit: leak.Limit, Unit: "元/a", Text: "外流金额：外流 × 价格",
			Inputs: []string{"外流 " + say(*leak.Value, leak.Unit), "价格 " + cited(p)}}
	}
	f.put(x)
}
