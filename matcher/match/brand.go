package match

import (
	"context"
	"strings"
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// brander takes the brand (字号) out of firms' names: 内蒙古君正能源化工集团股份
// 有限公司 → 君正.
type brander struct {
	regions map[string]bool // names of divisions, with and without their kind
	words   []string        // words of trades, at which a brand ends
	common  map[string]bool // brands that say nothing
}

func newBrander(ctx context.Context, r graph.Reader, rules *brandRules) (*brander, error) {
	b := &brander{regions: map[string]bool{}, words: rules.Words, common: map[string]bool{}}
	regions, err := graph.Regions().List(ctx, r, graph.Query{Limit: 5000})
	if err != nil {
		return nil, err
	}
	for _, region := range regions {
		b.regions[region.Name] = true
		for _, kind := range []string{"壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市", "区", "县", "旗", "盟"} {
			if stem, ok := strings.CutSuffix(region.Name, kind); ok && utf8.RuneCountInString(stem) >= 2 {
				b.regions[stem] = true
			}
		}
	}
	for _, c := range rules.Common {
		b.common[c] = true
	}
	return b, nil
}

// of is a name's brand; "" where it has none that tells firms apart.
func (b *brander) of(name string) string {
	const longest = 4
	rest := b.withoutPlace(withoutBrackets(graph.NameKey(name)))
	end := len(rest)
	for _, w := range b.words {
		if at := strings.Index(rest[:end], w); at >= 0 {
			end = at
		}
	}
	brand := rest[:end]
	if end == len(rest) || b.common[brand] || b.regions[brand] {
		return ""
	}
	if n := utf8.RuneCountInString(brand); n < 2 || n > longest {
		return ""
	}
	return brand
}

func withoutBrackets(name string) string {
	for {
		open, end := strings.IndexByte(name, '('), strings.IndexByte(name, ')')
		if open < 0 || end < open {
			return name
		}
		name = name[:open] + name[end+1:]
	}
}

// withoutPlace takes the names of places off the front, longest first.
func (b *brander) withoutPlace(name string) string {
	const longest = 12
	for {
		var ends [longest + 1]int // ends[n]: where the first n characters end
		n := 0
		for n < longest && ends[n] < len(name) {
			_, size := utf8.DecodeRuneInString(name[ends[n]:])
			ends[n+1] = ends[n] + size
			n++
		}
		for n >= 2 && !b.regions[name[:ends[n]]] {
			n--
		}
		if n < 2 {
			return name
		}
		name = name[ends[n]:]
		for _, kind := range []string{"省", "市", "县", "区"} {
			if rest, ok := strings.CutPrefix(name, kind); ok {
				name = rest
				break
			}
		}
	}
}

// bearer is a maker at home that bears a brand, and the chains it is in.
type bearer struct {
	name   string
	chains map[string]bool
}

// localBrands are the brands of the makers at home, each with its firms.
func localBrands(d *diagnosis.Diagnosis, b *brander) map[string][]*bearer {
	brands := map[string][]*bearer{}
	seen := map[string]*bearer{}
	for link, at := range d.State().Here {
		for _, o := range at {
			if o.Role != graph.Producer || !o.Counts {
				continue
			}
			x := seen[o.Firm]
			if x == nil {
				x = &bearer{name: o.Name, chains: map[string]bool{}}
				seen[o.Firm] = x
				if brand := b.of(o.Name); brand != "" {
					brands[brand] = append(brands[brand], x)
				}
			}
			for _, chain := range d.State().ChainsOf[link] {
				x.chains[chain] = true
			}
		}
	}
	return brands
}

// kin are those of the bearers that are in one of the chains, the first by name.
func kin(bearers []*bearer, chains []string) string {
	first := ""
	for _, x := range bearers {
		for _, c := range chains {
			if x.chains[c] && (first == "" || x.name < first) {
				first = x.name
			}
		}
	}
	return first
}
