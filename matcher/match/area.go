package match

import (
	"strings"

	"liantu/graph"
)

// area is the beginning of the codes of what lies in a region; "" is nowhere.
// It is for asking of thousands of firms what graph.InRegion says of one.
type area string

func areaOf(region string) area { return area(graph.RegionPrefix(region)) }

func (a area) has(region string) bool { return a != "" && strings.HasPrefix(region, string(a)) }
