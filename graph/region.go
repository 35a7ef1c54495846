package graph

import "strings"

// Region is an administrative division, keyed by its GB/T 2260 code.
type Region struct {
	Code   string // six digits
	Name   string
	Parent string // code of the division above; "" for a province
}

// Regions is typed access to regions.
func Regions() Noun[Region] {
	bs := []binding[Region]{
		text("name", func(r *Region) *string { return &r.Name }),
		text("parent", func(r *Region) *string { return &r.Parent }),
	}
	return Noun[Region]{
		label:    declareLabel("Region", "code", bs, []Index{{"parent"}, {"name"}}, false),
		key:      func(r *Region) *string { return &r.Code },
		bindings: bs,
	}
}

func regionLabel() Label { return Regions().label }

// RegionPrefix is the leading part that the codes of a region and of
// everything below it share: "15" for a province, "1503" for a prefecture,
// "150302" for a county; "" for no region.
func RegionPrefix(code string) string {
	switch {
	case strings.HasSuffix(code, "0000"):
		return code[:2]
	case len(code) == 6 && strings.HasSuffix(code, "00"):
		return code[:4]
	}
	return code
}

// InRegion says whether a region's code lies in another region.
func InRegion(code, region string) bool { return AreaOf(region).Has(code) }

// Area is a region of which it is asked, for thousands of firms, whether they
// lie in it: the beginning of the codes of what does; "" is nowhere.
type Area string

// AreaOf is the area of a region's code.
func AreaOf(region string) Area { return Area(RegionPrefix(region)) }

// Has says whether a region's code lies in the area.
func (a Area) Has(code string) bool { return a != "" && strings.HasPrefix(code, string(a)) }
