package importers

import (
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"

	"liantu/graph"
	"liantu/importers/field"
)

// AliasFile is where the alias table stands below data/.
const AliasFile = "mappings/aliases.yaml"

// role is what a column is about: a field of a firm, or one of the areas that
// places are read from.
type role uint8

// The roles beyond the fields themselves.
const (
	roleProvince = role(graph.FieldCount) + iota
	roleCity
	roleCounty
	roleIgnore
	roleOther = role(graph.FieldOther) // a column that no field takes
	roleName  = role(graph.FieldName)
	roleCode  = role(graph.FieldCode)
)

func (r role) String() string {
	switch r {
	case roleProvince:
		return "province"
	case roleCity:
		return "city"
	case roleCounty:
		return "county"
	case roleIgnore:
		return "ignore"
	}
	return graph.FirmField(r).String()
}

// roleNamed reads a role as the alias table and mapping files write it.
func roleNamed(name string) (role, bool) {
	for r := roleProvince; r <= roleIgnore; r++ {
		if r.String() == name {
			return r, true
		}
	}
	f, ok := graph.FirmFieldNamed(name)
	if !ok || f >= graph.FieldPlaceAddress && f <= graph.FieldPlaceCode {
		return 0, false
	}
	return role(f), true
}

// joins tells roles that may have several columns, whose values are joined.
func (r role) joins() bool {
	switch graph.FirmField(r) {
	case graph.FieldPhone, graph.FieldEmail, graph.FieldMarks, graph.FieldProducts, graph.FieldFormerNames,
		graph.FieldCustomers, graph.FieldSuppliers, graph.FieldOther:
		return true
	}
	return r == roleIgnore
}

// Aliases is the table of what headers mean and of the words that are no data.
type Aliases struct {
	Version      string
	headers      map[string]alias
	weak         map[string]bool
	placeholders map[string]bool
	totals       map[string]bool
	notes        []string
	forms        []string
	notWebsites  []string
	formerPlaces map[string]string
}

type alias struct {
	role role
	rank int // position in the list of its role: lower is preferred
}

type aliasYAML struct {
	Version      string              `yaml:"version"`
	Columns      map[string][]string `yaml:"columns"`
	Weak         []string            `yaml:"weak"`
	Placeholders []string            `yaml:"placeholders"`
	Totals       []string            `yaml:"totals"`
	Notes        []string            `yaml:"notes"`
	Forms        []string            `yaml:"forms"`
	NotWebsites  []string            `yaml:"not_websites"`
	FormerPlaces map[string]string   `yaml:"former_places"`
}

// ReadAliases reads the alias table of a data folder; Invalid says what is wrong with it.
func ReadAliases(fsys fs.FS) (*Aliases, error) {
	text, err := fs.ReadFile(fsys, AliasFile)
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "读不到表头别名表 %s", AliasFile)
	}
	var y aliasYAML
	if err := yaml.UnmarshalWithOptions(text, &y, yaml.Strict()); err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "%s 格式有误", AliasFile)
	}
	if y.Version == "" {
		return nil, graph.Errorf(graph.Invalid, "%s 缺少 version", AliasFile)
	}
	a := &Aliases{Version: y.Version, headers: map[string]alias{}, weak: headerSet(y.Weak), placeholders: wordSet(y.Placeholders),
		totals: headerSet(y.Totals), forms: y.Forms, notWebsites: y.NotWebsites, formerPlaces: y.FormerPlaces}
	for _, n := range y.Notes {
		a.notes = append(a.notes, strings.ToLower(norm.NFKC.String(n)))
	}
	for name, headers := range y.Columns {
		r, ok := roleNamed(name)
		if !ok {
			return nil, graph.Errorf(graph.Invalid, "%s：没有名为 %s 的字段", AliasFile, name)
		}
		for rank, h := range headers {
			key := headerKey(h)
			if other, taken := a.headers[key]; taken && other.role != r {
				return nil, graph.Errorf(graph.Invalid, "%s：表头 %s 同时属于 %s 和 %s", AliasFile, h, other.role, r)
			} else if !taken {
				a.headers[key] = alias{r, rank}
			}
		}
	}
	return a, nil
}

func headerSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[headerKey(w)] = true
	}
	return set
}

func wordSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[strings.ToLower(field.Clean(w))] = true
	}
	return set
}

// headerKey brings a header into the form in which it is looked up.
func headerKey(s string) string {
	s = strings.ToLower(field.Clean(s))
	s = strings.NewReplacer(" ", "", "*", "", "_", "", "[", "(", "]", ")", "【", "(", "】", ")", "〔", "(", "〕", ")").Replace(s)
	return strings.TrimRight(s, ":")
}

// find says what a header means. Bracketed remarks and units count only
// where the header with them is in the table.
func (a *Aliases) find(header string) (alias, bool) {
	key := headerKey(header)
	if key == "" {
		return alias{}, false
	}
	for _, k := range []string{key, withoutBrackets(key), beforeUnit(key)} {
		if found, ok := a.headers[k]; ok && k != "" {
			return found, true
		}
	}
	return alias{}, false
}

func (a *Aliases) isWeak(header string) bool {
	key := headerKey(header)
	return a.weak[key] || a.weak[withoutBrackets(key)]
}

func withoutBrackets(s string) string {
	if strings.IndexByte(s, '(') < 0 {
		return s
	}
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// beforeUnit cuts 注册资本/万元 and 注册资本万元 down to 注册资本.
func beforeUnit(s string) string {
	if i := strings.LastIndexAny(s, "/:"); i > 0 {
		return s[:i]
	}
	for _, unit := range []string{"万美元", "万元", "亿元", "元", "万", "亿"} {
		if rest, ok := strings.CutSuffix(s, unit); ok {
			return rest
		}
	}
	return s
}

// isPlaceholder tells a text that stands for nothing.
func (a *Aliases) isPlaceholder(clean string) bool {
	return clean == "" || len(clean) <= 24 && a.placeholders[strings.ToLower(clean)]
}

// isTotal tells the word that a row of totals begins with.
func (a *Aliases) isTotal(clean string) bool {
	return len(clean) <= 24 && clean != "" && a.totals[headerKey(clean)]
}

// isNote tells the beginning of a remark below a table.
func (a *Aliases) isNote(clean string) bool {
	clean = strings.ToLower(clean)
	for _, n := range a.notes {
		if strings.HasPrefix(clean, n) {
			return true
		}
	}
	return false
}

// isOthersWebsite tells a page about the firm from the firm's own.
func (a *Aliases) isOthersWebsite(address string) bool {
	for _, site := range a.notWebsites {
		if strings.Contains(address, site) {
			return true
		}
	}
	return false
}
