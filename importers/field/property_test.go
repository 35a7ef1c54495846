package field

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A code with a right check character is read; with any one character
// changed it is not, and it is never mended.
func TestCodeProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stem := rapid.StringOfN(rapid.SampledFrom([]rune(codeAlphabet)), 17, 17, -1).Draw(t, "stem")
		good := ""
		for _, c := range codeAlphabet {
			if validCode(stem + string(c)) {
				if good != "" {
					t.Fatal("two check characters")
				}
				good = stem + string(c)
			}
		}
		dressed := " '" + strings.ToLower(good[:9]) + "\u200b" + good[9:] + "\t"
		if got, problem := Code(dressed); got != good || problem != "" {
			t.Fatalf("%q: %q %q", dressed, got, problem)
		}
		at := rapid.IntRange(0, 17).Draw(t, "at")
		other := rapid.SampledFrom([]byte(codeAlphabet+"IOZSV")).Filter(func(b byte) bool { return b != good[at] }).Draw(t, "other")
		wrong := good[:at] + string(other) + good[at+1:]
		if got, problem := Code(wrong); problem == "" || got != wrong {
			t.Fatalf("%q was taken, as %q", wrong, got)
		}
	})
}

func TestCodesOfKinds(t *testing.T) {
	for in, want := range map[string]Problem{"91370613MA37000006": "", "９１３７０６１３ＭＡ３７０００７１Ｇ": "", "91370613MA370O0006": LookalikeCode,
		"370681018019402": OldCode, "370681018019403": WrongCode, "9.1370613E+17": WrongCode, "91370613MA3700000": WrongCode, "无": WrongCode} {
		if _, problem := Code(in); problem != want {
			t.Errorf("%s: %q, want %q", in, problem, want)
		}
	}
}

// Every day there is comes back from every usual form of writing it.
func TestDateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 64000).Draw(t, "days"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "2006/1/2", "2006.01.02", "2006年1月2日", "2006年01月02日", "20060102", "2006-01-02 15:04:05",
			"2006-1-2T15:04:05Z", "2006/01/02 15:04", " 2006 年 1 月 2 日 "}).Draw(t, "layout")
		text := day.Format(layout)
		if got, problem := Date(text, false, "2100-01-01"); got != day.Format(time.DateOnly) || problem != "" {
			t.Fatalf("%q: %q %q", text, got, problem)
		}
		if n := int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24); n >= 10000 {
			if got, _ := Date(strconv.Itoa(n), false, "2100-01-01"); got != day.Format(time.DateOnly) {
				t.Fatalf("day number %d: %q", n, got)
			}
			if got, _ := Date(strconv.Itoa(n-1462)+".5", true, "2100-01-01"); n >= 11462 && got != day.Format(time.DateOnly) {
				t.Fatalf("day number %d of 1904: %q", n-1462, got)
			}
		}
	})
}

// Whatever is written, an amount is unknown or a plain number and a currency,
// and the unit moves the point and nothing else.
func TestMoneyProperty(t *testing.T) {
	m := NewMoney()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e9).Draw(t, "amount")
		text := strconv.FormatInt(n, 10)
		for _, c := range []struct{ text, want string }{
			{text + "元", text}, {text + "万元人民币", text + "0000"}, {text + "(万)", text + "0000"}, {"人民币" + text + "万", text + "0000"},
			{text + ".5亿元", shift(text+".5", 8)}, {text + "万美元", text + "0000"},
		} {
			got, problem := m.Amount(c.text, Unit{})
			amount, _, _ := strings.Cut(got, " ")
			want := strings.TrimLeft(c.want, "0")
			if want == "" {
				want = "0"
			}
			if amount != want || problem != "" {
				t.Fatalf("%s: %q %q, want %s", c.text, got, problem, want)
			}
		}
	})
}

func FuzzFields(f *testing.F) {
	for _, s := range []string{"1000万元", "人民币壹佰万元整", "2019-02-30", "二〇一九年三月", "((", "-", "1亿2000万", "９１", "500-1000万", "内蒙古自治区乌海市"} {
		f.Add(s)
	}
	m, p := NewMoney(), places(f)
	f.Fuzz(func(t *testing.T, s string) {
		amount, _ := m.Amount(s, Unit{4, "CNY"})
		if number, currency, ok := strings.Cut(amount, " "); amount != "" && (!ok || len(currency) != 3 || strings.Trim(number, "0123456789.") != "") {
			t.Errorf("amount of %q: %q", s, amount)
		}
		if day, problem := Date(s, false, "2026-01-01"); day != "" {
			if _, err := time.Parse(time.DateOnly, day); err != nil || problem != "" {
				t.Errorf("day of %q: %q", s, day)
			}
		}
		if name := Name(s); Name(name) != name {
			t.Errorf("name of %q: %q, and again: %q", s, name, Name(name))
		}
		if code := p.Address(s); code != "" && !p.known[code] {
			t.Errorf("place of %q: %q", s, code)
		}
		if code := p.Area(s, ""); code != "" && !p.known[code] {
			t.Errorf("area of %q: %q", s, code)
		}
		if code, problem := Code(s); problem == "" && !validCode(code) {
			t.Errorf("code of %q: %q", s, code)
		}
		m.Header(s)
		State(s)
	})
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{"\u00a0烟台空格甲科技有限公司\u00a0": "烟台空格甲科技有限公司", "烟台\u200b零宽乙\ufeff科技": "烟台零宽乙科技",
		"某某(烟台)材料": "某某（烟台）材料", "ＡＢＣ（烟台）电子": "ABC（烟台）电子", "烟台⼭": "烟台山", "烟台𠮷野": "烟台𠮷野", "ABB  Ltd. 中国\n公司": "ABB Ltd.中国公司",
		"【乌海】〔甲〕": "（乌海）（甲）", "a<b>(1)": "a<b>(1)"} {
		if got := Name(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"存续（在营、开业、在册）": "存续(在营、开业、在册)", "注销": "cancelled", "吊销，未注销": "revoked", "吊销,已注销": "cancelled",
		"已吊销": "revoked", "在业": "在业", "迁出": "迁出", "未注销": "未注销", "注销备案": "注销备案", "正在注销": "正在注销"} {
		if got := State(in); got != want {
			t.Errorf("state %s: %q, want %q", in, got, want)
		}
	}
}
