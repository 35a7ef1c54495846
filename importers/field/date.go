package field

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// What may be wrong with a date.
const (
	PartialDate   Problem = "partial_date"   // a year, or a year and month
	InvalidDate   Problem = "invalid_date"   // no such day, or no date
	AmbiguousDate Problem = "ambiguous_date" // day and month could be the other way round
	FutureDate    Problem = "future_date"
)

const earliestYear = 1840 // no firm on a present register is older than the treaty ports

// Date reads a day and gives it as YYYY-MM-DD. date1904 says which day
// numbers of the file count from; today is the last day that is not future.
func Date(s string, date1904 bool, today string) (string, Problem) {
	if day, ok := isoDay(s); ok { // by far the commonest form
		return notFuture(day, today)
	}
	text := chineseDigits(tightDate(Clean(s)))
	if text == "" {
		return "", ""
	}
	day, problem := readDay(text, date1904)
	if problem != "" {
		return "", problem
	}
	return notFuture(day, today)
}

// tightDate drops the spaces that do not part two numbers: 2019 年 3 月 5 日.
func tightDate(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' && !(i > 0 && i+1 < len(s) && digit(s[i-1]) && digit(s[i+1])) {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func notFuture(day, today string) (string, Problem) {
	if day > today {
		return "", FutureDate
	}
	return day, ""
}

func isoDay(s string) (string, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' || !digits(s[:4]) || !digits(s[5:7]) || !digits(s[8:]) {
		return "", false
	}
	return dayOf(atoi(s[:4]), atoi(s[5:7]), atoi(s[8:]))
}

func dayOf(year, month, day int) (string, bool) {
	if year < earliestYear || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
		return "", false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

func readDay(text string, date1904 bool) (string, Problem) {
	if strings.Trim(text, "0123456789.") == "" {
		whole, _, point := strings.Cut(text, ".")
		if f, err := strconv.ParseFloat(text, 64); err == nil && (!point || len(whole) >= 5) {
			return dayOfNumber(f, date1904)
		}
	}
	if len(text) > 8 && digits(text[:8]) && isTimeOfDay(text[8:]) {
		return dayOfNumber(float64(atoi(text[:8])), date1904)
	}
	parts, ok := dateParts(text)
	if !ok {
		return "", InvalidDate
	}
	switch {
	case len(parts) == 3 && len(parts[0]) == 4:
		return settled(dayOf(atoi(parts[0]), atoi(parts[1]), atoi(parts[2])))
	case len(parts) == 3 && len(parts[2]) == 4:
		return dayFirst(atoi(parts[0]), atoi(parts[1]), atoi(parts[2]))
	case len(parts) == 3:
		return "", AmbiguousDate // a year of two digits
	case len(parts[0]) == 4 && plausibleYear(atoi(parts[0])):
		return "", PartialDate
	}
	return "", InvalidDate
}

func settled(day string, ok bool) (string, Problem) {
	if !ok {
		return "", InvalidDate
	}
	return day, ""
}

// dayFirst reads 5/3/2019: certain only where one of the two cannot be a month.
func dayFirst(a, b, year int) (string, Problem) {
	switch {
	case a > 12:
		return settled(dayOf(year, b, a))
	case b > 12, a == b:
		return settled(dayOf(year, a, b))
	}
	return "", AmbiguousDate
}

// dayOfNumber reads 20190305, 201903, 2019 and the day numbers of spreadsheets.
func dayOfNumber(f float64, date1904 bool) (string, Problem) {
	n := int(math.Floor(f))
	switch {
	case f < 0 || f > 1e8:
		return "", InvalidDate
	case n >= 1e7:
		return settled(dayOf(n/10000, n/100%100, n%100))
	case n >= 1e5 && plausibleYear(n/100) && n%100 >= 1 && n%100 <= 12:
		return "", PartialDate
	case plausibleYear(n):
		return "", PartialDate
	case n < 10000 || n > 80000: // days from 1927 to 2119
		return "", InvalidDate
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return start.AddDate(0, 0, n).Format(time.DateOnly), ""
}

func plausibleYear(n int) bool { return n >= earliestYear && n <= 2200 }

// dateParts takes 2019-3-5, 2019/3/5, 2019.3.5, 2019年3月5日 apart, with or
// without a time of day behind.
func dateParts(text string) ([]string, bool) {
	var parts []string
	for len(parts) < 3 {
		n := 0
		for n < len(text) && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		last := len(parts) == 2
		if n == 0 || n > 4 {
			return parts, len(parts) > 0 && text == ""
		}
		parts = append(parts, text[:n])
		text = text[n:]
		if last {
			break
		}
		if text == "" {
			return parts, true
		}
		sep := separator(text)
		if sep == 0 {
			return nil, false
		}
		text = text[sep:]
	}
	text = strings.TrimPrefix(strings.TrimPrefix(text, "日"), "号")
	return parts, text == "" || isTimeOfDay(text)
}

// separator gives the length of the separator a text begins with, 0 for none.
func separator(text string) int {
	for _, sep := range []string{"-", "/", ".", "年", "月", "—", "–", "_", "\\"} {
		if strings.HasPrefix(text, sep) {
			return len(sep)
		}
	}
	return 0
}

func isTimeOfDay(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, " "), "T")
	for _, prefix := range []string{"上午", "下午", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"} {
		text = strings.TrimPrefix(text, prefix)
	}
	return strings.Trim(text, "0123456789:.+- ZAPM时分秒") == ""
}

// chineseDigits turns 二〇一九年三月五日 into 2019年3月5日; other text is left alone.
func chineseDigits(s string) string {
	if !strings.ContainsAny(s, "〇零一二三四五六七八九十") || strings.Contains(s, "星期") {
		return s
	}
	s = strings.NewReplacer("三十一", "31", "三十", "30", "二十", "2十", "〇", "0", "零", "0", "一", "1", "二", "2", "三", "3",
		"四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(s)
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		if r != '十' {
			b.WriteRune(r)
			continue
		}
		before := i > 0 && runes[i-1] >= '0' && runes[i-1] <= '9'
		after := i+1 < len(runes) && runes[i+1] >= '0' && runes[i+1] <= '9'
		switch {
		case !before && !after:
			b.WriteString("10")
		case !before:
			b.WriteByte('1')
		case !after:
			b.WriteByte('0')
		}
	}
	return b.String()
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
