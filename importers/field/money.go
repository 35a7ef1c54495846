package field

import (
	"strconv"
	"strings"
)

// What may be wrong with an amount of money.
const (
	RangeAmount       Problem = "range"       // 500-1000万: unknown
	NegativeAmount    Problem = "negative"    // unknown
	UnparsedAmount    Problem = "unparsed"    // unknown
	NoUnit            Problem = "no_unit"     // a bare number below a header without unit: unknown
	ApproximateAmount Problem = "approximate" // 约800万元: taken as 800万元
)

// Money reads amounts. It is made once, with NewMoney.
type Money struct{ currencies []currencyWord }

// NewMoney makes a reader of amounts.
func NewMoney() *Money { return &Money{currencyWords()} }

// Unit is what a header says about the bare numbers below it.
type Unit struct {
	Power    int    // of ten: 4 for 万元
	Currency string // ISO 4217; "" for no unit at all
}

// Header reads the unit in a header: 注册资本(万元), 注册资本/万美元, 注册资金（单位：万元）.
func (m *Money) Header(s string) Unit {
	s = strings.ToUpper(compact(s))
	inside := ""
	if open := strings.LastIndex(s, "("); open >= 0 && strings.HasSuffix(s, ")") {
		inside = s[open+1 : len(s)-1]
	} else if cut := strings.LastIndexAny(s, "/_:"); cut >= 0 {
		inside = s[cut+1:]
	} else {
		inside = m.trailingUnit(s)
	}
	inside = strings.TrimLeft(strings.TrimPrefix(inside, "单位"), ":")
	rest, c := m.takeCurrency(inside)
	powers := strings.Trim(rest, "元圆")
	power, ok := unitPower(powers)
	if !ok || inside == "" {
		return Unit{}
	}
	if c.code == "" {
		c.code = "CNY"
	}
	return Unit{power, c.code}
}

// trailingUnit gives the end of a header that reads as a unit: 注册资本万元.
func (m *Money) trailingUnit(s string) string {
	rest := s
	for _, c := range m.currencies {
		if cut, ok := strings.CutSuffix(rest, c.word); ok {
			rest = cut
			break
		}
	}
	rest = strings.TrimRight(rest, "元圆")
	rest = strings.TrimRight(rest, "万亿")
	return s[len(rest):]
}

// Amount reads a sum of money and gives it as "10000000 CNY": whole units of
// the currency, exact, never converted. A bare number takes the unit of its
// header. "" where there is none to read.
func (m *Money) Amount(s string, header Unit) (string, Problem) {
	text := strings.ToUpper(compact(s))
	text = strings.ReplaceAll(text, ",", "")
	if text == "" {
		return "", ""
	}
	if len(text) > 1 && text[0] == '-' {
		return "", NegativeAmount
	}
	text = m.openBrackets(text)
	text, approximate := trimApproximate(text)
	text, c := m.takeCurrency(text)
	if isRange(text) {
		return "", RangeAmount
	}
	text = strings.TrimRight(text, "整正")
	rest := strings.TrimRight(text, "元圆")
	named := c.unit || rest != text // the value says 元, or 美元
	amount, power, ok := number(rest)
	if !ok {
		return "", UnparsedAmount
	}
	bare := power == 0 && !named && strings.Trim(rest, "0123456789.") == ""
	switch {
	case !bare:
	case header.Currency != "":
		power = header.Power
		if c.code == "" {
			c.code = header.Currency
		}
	case c.code == "" && strings.Trim(amount, "0.") != "":
		return "", NoUnit
	}
	if c.code == "" {
		c.code = "CNY"
	}
	value := shift(amount, power) + " " + c.code
	if approximate {
		return value, ApproximateAmount
	}
	return value, ""
}

// openBrackets lets brackets around a unit go, (万元人民币), and drops brackets
// with anything else in them, (实缴300万元).
func (m *Money) openBrackets(s string) string {
	for {
		open := strings.LastIndexByte(s, '(') // the innermost of the last
		if open < 0 {
			return s
		}
		inside, after, closed := strings.Cut(s[open+1:], ")")
		if !closed {
			inside, after = s[open+1:], ""
		}
		rest, _ := m.takeCurrency(inside)
		if _, unit := unitPower(strings.Trim(rest, "元圆")); !unit {
			inside = ""
		}
		s = s[:open] + inside + after
	}
}

func trimApproximate(s string) (string, bool) {
	for _, word := range []string{"大约", "约为", "约", "近", "≈", "~"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			return rest, true
		}
	}
	return strings.CutSuffix(s, "左右")
}

// takeCurrency takes the first word for a currency out of the text.
func (m *Money) takeCurrency(s string) (string, currencyWord) {
	if strings.Trim(s, "0123456789.万元") == "" {
		return s, currencyWord{}
	}
	for _, c := range m.currencies {
		if i := strings.Index(s, c.word); i >= 0 {
			return s[:i] + s[i+len(c.word):], c
		}
	}
	return s, currencyWord{}
}

func isRange(s string) bool {
	i := strings.IndexAny(s, "-~至到—–")
	return i > 0 && strings.ContainsAny(s[:i], "0123456789") && strings.ContainsAny(s[i:], "0123456789")
}

// number reads digits followed by 万, 亿, 百万 …, or Chinese numerals. What it
// gives is amount × 10^power.
func number(s string) (amount string, power int, ok bool) {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	if n == 0 {
		v, ok := chineseNumber(s)
		return strconv.FormatInt(v, 10), 0, ok
	}
	amount = s[:n]
	if strings.Count(amount, ".") > 1 || amount == "." {
		return "", 0, false
	}
	power, ok = unitPower(s[n:])
	if ok {
		return tidyFloat(amount), power, true
	}
	v, ok := mixedNumber(s)
	return strconv.FormatInt(v, 10), 0, ok
}

// unitPower reads a run of size words as a power of ten; "" is 0.
func unitPower(s string) (int, bool) {
	power := 0
	for _, r := range s {
		p := runePower(r)
		if p == 0 {
			return 0, false
		}
		power += p
	}
	return power, power <= 12
}

func runePower(r rune) int {
	switch r {
	case '十', '拾':
		return 1
	case '百', '佰':
		return 2
	case '千', '仟':
		return 3
	case '万', '萬':
		return 4
	case '亿', '億':
		return 8
	}
	return 0
}

// tidyFloat undoes what binary fractions leave in a file: 2.2999999999999998.
func tidyFloat(s string) string {
	if len(s) <= 16 || !strings.Contains(s, ".") {
		return s
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// shift multiplies a decimal number by a power of ten, exactly.
func shift(amount string, power int) string {
	whole, fraction, _ := strings.Cut(amount, ".")
	for ; power > 0; power-- {
		if fraction == "" {
			whole += "0"
			continue
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		return whole + "." + fraction
	}
	return whole
}
