package field

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"liantu/graph"
)

// Places reads GB/T 2260 codes from addresses and from columns of areas. It
// is made once, with NewPlaces, and may be used by many at a time.
type Places struct {
	names   map[string]place // as they are looked for inside an address
	stems   map[string][]string
	lengths map[rune][]int // of names by first character, in bytes, longest first
	known   map[string]bool
}

type place struct {
	codes []string
	short bool // 乌海 for 乌海市: counts only where a place is named for certain
}

const addressReach = 40 // characters of an address in which a place is looked for

// NewPlaces makes a reader from the divisions and from former names of
// places (name → present code).
func NewPlaces(regions []graph.Region, former map[string]string) *Places {
	p := &Places{names: map[string]place{}, stems: map[string][]string{}, lengths: map[rune][]int{}, known: map[string]bool{}}
	for _, r := range regions {
		p.known[r.Code] = true
		if isFiller(r.Name) {
			continue
		}
		p.add(r.Name, r.Code, false)
	}
	for _, r := range regions {
		if isFiller(r.Name) {
			continue
		}
		stem := stemOf(r.Name)
		p.stems[stem] = append(p.stems[stem], r.Code)
		if strings.HasSuffix(r.Code, "00") {
			p.add(stem, r.Code, true)
		}
	}
	for name, code := range former {
		if _, taken := p.names[name]; !taken && p.known[code] {
			p.add(name, code, false)
			p.stems[stemOf(name)] = append(p.stems[stemOf(name)], code)
		}
	}
	p.addFormerKinds(regions)
	p.index()
	return p
}

// addFormerKinds lets 即墨市 be found though it is 即墨区 now: counties that
// became cities or districts keep their stem.
func (p *Places) addFormerKinds(regions []graph.Region) {
	present := map[string]bool{}
	for name := range p.names {
		present[name] = true // also 海南 and 阿坝, whose stem names something larger
	}
	for _, r := range regions {
		stem := stemOf(r.Name)
		if strings.HasSuffix(r.Code, "00") || utf8.RuneCountInString(stem) < 2 || stem == r.Name {
			continue
		}
		for _, kind := range []string{"县", "市"} {
			if !present[stem] && !present[stem+kind] {
				p.add(stem+kind, r.Code, false)
			}
		}
	}
}

func (p *Places) add(name, code string, short bool) {
	if utf8.RuneCountInString(name) < 2 {
		return
	}
	entry, exists := p.names[name]
	if exists && entry.short != short {
		if short {
			return
		}
		entry = place{}
	}
	entry.short = short
	if !slices.Contains(entry.codes, code) {
		entry.codes = append(entry.codes, code)
	}
	p.names[name] = entry
}

func (p *Places) index() {
	for name := range p.names {
		first, _ := utf8.DecodeRuneInString(name)
		if !slices.Contains(p.lengths[first], len(name)) {
			p.lengths[first] = append(p.lengths[first], len(name))
		}
	}
	for _, lengths := range p.lengths {
		sort.Sort(sort.Reverse(sort.IntSlice(lengths)))
	}
}

// Address reads the place an address lies in: the county where it is named
// beyond doubt, else what is above it; "" where nothing is certain. within
// are areas said elsewhere in the row; they only decide between places of
// one name.
func (p *Places) Address(address string, within ...string) string {
	found, after := "", -1
	reach := addressReach
	for at := 0; at < len(address) && reach > 0; reach-- {
		first, size := utf8.DecodeRuneInString(address[at:])
		name := p.longest(address[at:], first)
		if name == "" || !p.counts(address, at, len(name), after) {
			at += size
			continue
		}
		if code := choose(p.names[name].codes, found, within); code != "" && (found != "" || p.credible(name, code, within)) {
			found = code
		}
		at += len(name)
		after = at
		if found != "" && !strings.HasSuffix(found, "00") {
			return found
		}
	}
	return found
}

// credible says whether the first place that an address names can be meant.
// What the row says elsewhere speaks against a short name in another area
// (雅安公寓 in 银川) and against a county in another province (a former 新市区).
func (p *Places) credible(name, code string, within []string) bool {
	for _, area := range within {
		if area == "" {
			continue
		}
		agrees := graph.InRegion(code, area) || graph.InRegion(area, code)
		if p.names[name].short && !agrees {
			return false
		}
		if !strings.HasSuffix(code, "0000") && code[:2] != area[:2] {
			return false
		}
	}
	return true
}

func (p *Places) longest(text string, first rune) string {
	for _, n := range p.lengths[first] {
		if n <= len(text) {
			if _, ok := p.names[text[:n]]; ok {
				return text[:n]
			}
		}
	}
	return ""
}

// counts tells a place from a street or a market named after one. A short
// name counts only at the start or right behind another place.
func (p *Places) counts(address string, at, length, after int) bool {
	name, rest := address[at:at+length], address[at+length:]
	if !p.names[name].short {
		return !strings.HasPrefix(rest, "场") || !strings.HasSuffix(name, "市")
	}
	before, _ := utf8.DecodeLastRuneInString(address[:at])
	if at > 0 && at != after && !strings.ContainsRune("国(（ ", before) {
		return false
	}
	for _, r := range firstRunes(rest, 3) {
		if strings.ContainsRune("路街道巷弄", r) {
			return false
		}
	}
	return true
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// choose picks the one code that lies in what was found so far; the areas in
// within decide between several.
func choose(codes []string, found string, within []string) string {
	fits := make([]string, 0, 4)
	for _, c := range codes {
		if (found == "" || graph.InRegion(c, found)) && c != found {
			fits = append(fits, c)
		}
	}
	for _, area := range within {
		if len(fits) < 2 {
			break
		}
		var inside []string
		for _, c := range fits {
			if graph.InRegion(c, area) {
				inside = append(inside, c)
			}
		}
		if len(inside) > 0 {
			fits = inside
		}
	}
	fits = topmost(fits)
	if len(fits) != 1 {
		return ""
	}
	return fits[0]
}

// topmost drops what lies in another of the codes: 嘉峪关市 is in the table twice.
func topmost(codes []string) []string {
	if len(codes) < 2 {
		return codes
	}
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool {
		return slices.ContainsFunc(codes, func(o string) bool { return o != c && graph.InRegion(c, o) })
	})
}

// Area reads a cell that names an area: 乌海, 乌海市, 海勃湾, 内蒙古-乌海, 150302.
// within is the area that stands above it in the row, "" for none.
func (p *Places) Area(text, within string) string {
	text = compact(text)
	if p.known[text] {
		return text
	}
	for _, codes := range [][]string{p.names[text].codes, p.stems[text]} {
		if code := choose(codes, within, nil); code != "" && within != "" {
			return code
		}
		if code := highest(codes); code != "" && (within == "" || graph.InRegion(code, within)) {
			return code
		}
	}
	if code := p.Address(text, within); code != "" {
		return code
	}
	stem := stemOf(text) // 阿坝市 for 阿坝藏族羌族自治州
	if stem == text {
		stem = withoutPeoples(text) // 伊犁哈萨克
	}
	if code := choose(p.stems[stem], within, nil); code != "" {
		return code
	}
	return highest(p.stems[text])
}

// highest picks the one code, or the one province among several: 海南 is the
// province before it is a prefecture of Qinghai.
func highest(codes []string) string {
	if code := choose(codes, "", nil); code != "" {
		return code
	}
	province := ""
	for _, c := range codes {
		if strings.HasSuffix(c, "0000") {
			if province != "" {
				return ""
			}
			province = c
		}
	}
	return province
}

// NamesNothing tells the entries of area columns that are no place: 省直辖县.
func NamesNothing(area string) bool { return strings.Contains(area, "直辖") || isFiller(area) }

// OfCode reads the registering office's place from digits 3–8 of a valid
// credit code; what the table does not know is taken one level higher.
func (p *Places) OfCode(code string) string {
	if len(code) != 18 {
		return ""
	}
	for _, place := range []string{code[2:8], code[2:6] + "00", code[2:4] + "0000"} {
		if p.known[place] {
			return place
		}
	}
	return ""
}
