package field

import "strings"

// currencyWord is a word for a currency; unit says that it also means one
// whole unit, as 美元 does and 人民币 does not.
type currencyWord struct {
	word, code string
	unit       bool
}

// currencyWords lists the words, upper case, longer before those they begin with or hold.
func currencyWords() []currencyWord {
	return []currencyWord{
		{"新加坡元", "SGD", true}, {"加拿大元", "CAD", true}, {"澳大利亚元", "AUD", true}, {"新西兰元", "NZD", true},
		{"瑞士法郎", "CHF", true}, {"瑞典克朗", "SEK", true}, {"丹麦克朗", "DKK", true}, {"挪威克朗", "NOK", true},
		{"法国法郎", "FRF", true}, {"德国马克", "DEM", true}, {"马来西亚林吉特", "MYR", true}, {"林吉特", "MYR", true},
		{"新台币", "TWD", false}, {"新台幣", "TWD", false}, {"台币", "TWD", false}, {"澳门元", "MOP", true}, {"澳门币", "MOP", false},
		{"人民币", "CNY", false}, {"人民幣", "CNY", false}, {"香港元", "HKD", true}, {"港元", "HKD", true}, {"港币", "HKD", false},
		{"港幣", "HKD", false}, {"美元", "USD", true}, {"美金", "USD", true}, {"欧元", "EUR", true}, {"歐元", "EUR", true},
		{"日元", "JPY", true}, {"日圆", "JPY", true}, {"日币", "JPY", false}, {"英镑", "GBP", true}, {"英鎊", "GBP", true},
		{"韩元", "KRW", true}, {"韩币", "KRW", false}, {"加元", "CAD", true}, {"澳元", "AUD", true}, {"新元", "SGD", true},
		{"卢布", "RUB", true}, {"泰铢", "THB", true}, {"RMB", "CNY", false}, {"CNY", "CNY", false}, {"USD", "USD", false},
		{"HKD", "HKD", false}, {"EUR", "EUR", false}, {"JPY", "JPY", false}, {"GBP", "GBP", false}, {"KRW", "KRW", false},
		{"SGD", "SGD", false}, {"AUD", "AUD", false}, {"CAD", "CAD", false}, {"CHF", "CHF", false}, {"TWD", "TWD", false},
		{"US$", "USD", false}, {"HK$", "HKD", false}, {"€", "EUR", false}, {"£", "GBP", false}, {"¥", "CNY", false},
	}
}

// chineseNumber reads Chinese numerals, capital and common, without fractions.
func chineseNumber(s string) (int64, bool) {
	var total, section, digit int64 // the part above 万 or 亿, the part below, the figure at hand
	if s == "" {
		return 0, false
	}
	pending := false
	for _, r := range s {
		if v := strings.IndexRune("零壹贰叁肆伍陆柒捌玖", r); v >= 0 {
			digit, pending = int64(v/3), true
			continue
		}
		if v := strings.IndexRune("〇一二三四五六七八九", r); v >= 0 {
			digit, pending = int64(v/3), true
			continue
		}
		switch {
		case r == '两' || r == '貳':
			digit, pending = 2, true
		case runePower(r) == 8:
			total = (total + section + digit) * pow10(8)
			section, digit, pending = 0, 0, false
		case runePower(r) == 4:
			total += (section + digit) * pow10(4)
			section, digit, pending = 0, 0, false
		case runePower(r) > 0:
			if digit == 0 && !pending {
				digit = 1 // 十万
			}
			section += digit * pow10(runePower(r))
			digit, pending = 0, false
		default:
			return 0, false
		}
		if total > 1e15 {
			return 0, false
		}
	}
	total += section + digit
	return total, total > 0 || pending
}

// mixedNumber reads 1亿2000万: whole figures, each with its size.
func mixedNumber(s string) (int64, bool) {
	var total, figure int64
	seen := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' && figure < 1e12:
			figure, seen = figure*10+int64(r-'0'), true
		case runePower(r) > 0 && seen:
			total += figure * pow10(runePower(r))
			figure, seen = 0, false
		default:
			return 0, false
		}
	}
	return total + figure, total < 1e15
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
