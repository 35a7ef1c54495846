package field

import (
	"strings"
	"unicode/utf8"
)

// isFiller tells the entries of the table that are no places.
func isFiller(name string) bool {
	return name == "市辖区" || name == "县" || strings.Contains(name, "直辖县级")
}

// stemOf takes the kind off a name: 乌海市 → 乌海, 内蒙古自治区 → 内蒙古,
// 延边朝鲜族自治州 → 延边.
func stemOf(name string) string {
	for _, suffix := range []string{"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区"} {
		if stem, ok := strings.CutSuffix(name, suffix); ok {
			return stem
		}
	}
	for _, suffix := range []string{"自治州", "自治县", "自治旗"} {
		if rest, ok := strings.CutSuffix(name, suffix); ok {
			return withoutPeoples(rest)
		}
	}
	for _, suffix := range []string{"地区", "新区", "省", "市", "盟", "县", "区", "旗"} {
		if stem, ok := strings.CutSuffix(name, suffix); ok && utf8.RuneCountInString(stem) >= 2 {
			return stem
		}
	}
	return name
}

// withoutPeoples takes the peoples off the end of a name: 恩施土家族苗族 → 恩施.
func withoutPeoples(name string) string {
	for again := true; again; {
		again = false
		for _, people := range peoples() {
			rest, ok := strings.CutSuffix(strings.TrimSuffix(name, "族"), people)
			if ok && utf8.RuneCountInString(rest) >= 2 && (strings.HasSuffix(name, "族") || utf8.RuneCountInString(people) > 1) {
				name, again = rest, true
				break
			}
		}
	}
	return strings.TrimSuffix(name, "各族")
}

// peoples that divisions are named after.
func peoples() []string {
	return []string{"朝鲜", "土家", "苗", "藏", "羌", "彝", "布依", "侗", "哈尼", "壮", "傣", "白", "景颇", "傈僳", "回", "蒙古", "哈萨克",
		"柯尔克孜", "黎", "瑶", "满", "畲", "仡佬", "土", "撒拉", "裕固", "保安", "东乡", "锡伯", "塔吉克", "水", "仫佬", "毛南", "拉祜",
		"佤", "布朗", "独龙", "怒", "纳西", "普米", "达斡尔", "各"}
}
