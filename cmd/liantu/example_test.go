package main

import (
	"slices"
	"strings"
	"testing"

	"liantu/internal/shared"
	"liantu/matcher"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// TestWorkedExample reaches what example.md worked out by hand, on a bare
// store with the four registry files.
func TestWorkedExample(t *testing.T) {
	if testing.Short() {
		t.Skip("imports 264,142 rows")
	}
	p := newProgram(t)
	p.must("init", "--bare")
	files := []string{"data/wuhai.csv.gz", "data/neimenggu.csv.gz", "data/ningxia.csv.gz", "data/national.csv.gz"}
	args := []string{"import"}
	for _, f := range files {
		args = append(args, shared.File(t, f))
	}
	var imported importView
	p.json(&imported, args...)
	total := 0
	for _, f := range imported.Files {
		if f.Rows != f.Accepted+f.Rejected {
			t.Errorf("%s: %d rows, %d accepted, %d rejected", f.File, f.Rows, f.Accepted, f.Rejected)
		}
		total += f.Rows
	}
	if total != 264142 {
		t.Errorf("%d rows, the four files have 264,142", total)
	}
	t.Run("needle coke", func(t *testing.T) { needleCoke(program{t, p.data}) })
	t.Run("gbl and nmp", func(t *testing.T) { gblAndNMP(program{t, p.data}) })
	t.Run("wine", func(t *testing.T) { wine(program{t, p.data}) })
	t.Run("pbat", func(t *testing.T) { pbat(program{t, p.data}) })
	t.Run("verify", func(t *testing.T) { program{t, p.data}.must("verify") })
}

func link(p program, chain, id string) matcher.LinkSummary {
	var view matcher.ChainView
	p.json(&view, "chain", chain)
	at := slices.IndexFunc(view.Links, func(l matcher.LinkSummary) bool { return l.ID == id })
	if at < 0 {
		p.t.Fatalf("%s is not in %s", id, chain)
	}
	return view.Links[at]
}

func gapAt(p program, link string) (g diagnosis.Gap, ok bool) {
	var view matcher.GapsView
	p.json(&view, "gaps")
	for _, g := range view.Gaps {
		if g.Link == link {
			return g, true
		}
	}
	return g, false
}

func list(p program, link string) (names []string, answer match.Answer) {
	p.json(&answer, "match", "--link", link, "--top", "0")
	checkReceipts(p.t, answer.Candidates)
	for _, c := range answer.Candidates {
		names = append(names, c.Firm.Name)
	}
	return names, answer
}

// readsAs checks that a firm has, or has not, a role at a link.
func readsAs(p program, firm, link, role string, want bool) {
	p.t.Helper()
	var view matcher.FirmView
	p.json(&view, "explain", "--firm", firm)
	has := slices.ContainsFunc(view.Presences, func(r matcher.Reading) bool {
		return r.Link == link && string(r.Role) == role && r.Strength != "weak"
	})
	if has != want {
		p.t.Errorf("%s as %s of %s: %v, want %v", firm, role, link, has, want)
	}
}

func needleCoke(p program) {
	l := link(p, "coal-carbon", "needle-coke")
	if l.Status != diagnosis.Blank || !strings.Contains(l.Why, "14年中的8年") {
		p.t.Errorf("needle coke is %s: %s", l.Status, l.Why)
	}
	if g, ok := gapAt(p, "needle-coke"); !ok || g.Kind != diagnosis.Extend {
		p.t.Errorf("gap %+v", g)
	}
	names, answer := list(p, "needle-coke")
	for _, want := range []string{"宁夏华隆昌新材料有限公司", "河南信儒碳复合材料科技有限公司", "吉林天罡炭素有限公司", "大石桥市东兴矿业有限公司"} {
		if !slices.Contains(names, want) {
			p.t.Errorf("%s is not on the list %v", want, names)
		}
	}
	if len(names) > 0 && names[0] != "宁夏华隆昌新材料有限公司" {
		p.t.Errorf("the nearest maker is not first: %v", names)
	}
	if at := slices.Index(names, "河南海星化工科技有限公司"); at < 4 {
		p.t.Errorf("the step before stands at %d of %v", at, names)
	}
	for _, trader := range []string{"丹东鑫兴炭素有限公司", "营口国新实业有限公司"} {
		if slices.Contains(names, trader) {
			p.t.Errorf("trader %s is a candidate", trader)
		}
		if !slices.ContainsFunc(answer.Excluded, func(x match.Excluded) bool { return x.Firm.Name == trader && x.Reason == match.Trader }) {
			p.t.Errorf("trader %s is not excluded with that reason", trader)
		}
	}
	for _, product := range []string{"coke", "coal-tar", "coke-oven-gas", "crude-benzol"} {
		readsAs(p, "乌海市泰和煤焦化集团有限公司", product, "producer", true)
	}
	for _, product := range []string{"coal-tar-pitch", "anthracene-oil", "naphthalene", "carbon-black"} {
		readsAs(p, "乌海市锦达煤焦有限责任公司黑猫炭黑厂", product, "producer", true)
	}
	readsAs(p, "乌海市黄河工贸(集团)华西焦化有限公司", "coke", "producer", true)
	readsAs(p, "乌海市三通商贸有限责任公司", "calcium-carbide", "trader", true)
	readsAs(p, "乌海市三通商贸有限责任公司", "calcium-carbide", "producer", false)
	readsAs(p, "乌海市立达运输有限责任公司", "calcium-carbide", "producer", false)
	readsAs(p, "河南海星化工科技有限公司", "needle-coke", "trader", true)
	readsAs(p, "河南海星化工科技有限公司", "needle-coke", "producer", false)
}

func gblAndNMP(p program) {
	for _, id := range []string{"gbl", "nmp"} {
		if l := link(p, "degradable", id); l.Status != diagnosis.Blank {
			p.t.Errorf("%s is %s: %s", id, l.Status, l.Why)
		}
	}
	if g, ok := gapAt(p, "gbl"); !ok || g.Kind != diagnosis.Extend {
		p.t.Errorf("gap at gbl %+v", g)
	}
	for _, product := range []string{"calcium-carbide", "acetylene", "formaldehyde", "bdo"} {
		readsAs(p, "内蒙古东源科技有限公司", product, "producer", true)
	}
	readsAs(p, "内蒙古东源科技有限公司", "semi-coke", "trader", true)
	names, _ := list(p, "gbl")
	if len(names) != 2 {
		p.t.Errorf("the list for GBL has %d, two make it: %v", len(names), names)
	}
}

func wine(p program) {
	l := link(p, "wine-farming", "wine")
	if l.Status != diagnosis.Fair {
		p.t.Errorf("wine is %s: %s", l.Status, l.Why)
	}
	if g, ok := gapAt(p, "wine"); !ok || g.Kind != diagnosis.Strengthen {
		p.t.Errorf("gap at wine %+v", g)
	}
	readsAs(p, "内蒙古汉森酒业集团有限公司", "wine", "producer", true)
	names, _ := list(p, "wine")
	for _, no := range []string{"宁夏甜蜜蜜食品有限公司铁路销售部", "宝鸡陕丰淀粉有限公司"} {
		if slices.Contains(names, no) {
			p.t.Errorf("%s is a candidate for wine", no)
		}
	}
}

func pbat(p program) {
	if l := link(p, "degradable", "pbat"); l.Status != diagnosis.Unknown || !strings.Contains(l.Why, "11年中的5年") {
		p.t.Errorf("PBAT is %s: %s", l.Status, l.Why)
	}
	if g, ok := gapAt(p, "pbat"); ok {
		p.t.Errorf("unknown became a gap: %+v", g)
	}
}
