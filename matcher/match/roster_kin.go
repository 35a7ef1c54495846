package match

import "strings"

// relate enters a firm among the units of its parent and the firms of its group.
func (x *Roster) relate(n int32, f *facts) {
	f.units = x.parents[f.nameKey]
	if f.parent != "" {
		x.enter(x.units, f.parent, n)
		if key := f.parentKey(); !x.parents[key] {
			x.parents[strings.Clone(key)], x.orphans = true, true
		}
	}
	if f.group != "" {
		x.enter(x.groups, f.group, n)
	}
}

func (x *Roster) enter(in map[string][]int32, key string, n int32) {
	list, ok := in[key]
	if !ok {
		key = strings.Clone(key) // not a part of a firm's texts, which may go
	}
	in[key] = x.insert(list, n)
}

// adopt tells firms that they may have units.
func (x *Roster) adopt() {
	if !x.orphans {
		return
	}
	for i := range x.firms {
		if f := x.firms[i].facts; f != nil {
			f.units = x.parents[f.nameKey]
		}
	}
	x.orphans = false
}

func (x *Roster) unrelate(n int32, f *facts) {
	for _, y := range []struct {
		of  map[string][]int32
		key string
	}{{x.units, f.parent}, {x.groups, f.group}} {
		if rest := x.without(y.of[y.key], n); len(rest) > 0 {
			y.of[y.key] = rest
		} else {
			delete(y.of, y.key)
		}
	}
}
