package match

import "liantu/graph"

// shown is what a list shows of a firm that it leaves out.
type shown struct {
	texts string // code, name, region and the clause that says so, in one
	ends  [3]int32
}

func shownOf(f *graph.Firm, p *graph.Presence) shown {
	x := shown{}
	for i, text := range []string{f.Code(), f.Name(), f.Region} {
		x.texts += text
		x.ends[i] = int32(len(x.texts))
	}
	x.texts += clauseOf(p)
	return x
}

func (x *shown) ref(id string) *FirmRef {
	return &FirmRef{ID: id, Code: x.texts[:x.ends[0]], Name: x.texts[x.ends[0]:x.ends[1]], Region: x.texts[x.ends[1]:x.ends[2]]}
}

func (x *shown) clause() string { return x.texts[x.ends[2]:] }

// show holds of a firm what lists show, where it is among the first of a list
// beside the makers'. Those that come to be among them as others go are read
// from the record when they are shown.
func (x *Roster) show(l *post, kind int8, n int32, f *graph.Firm, p *graph.Presence) {
	list, most := l.others[kind], x.matcher.shownFirst()
	if at := x.at(list, n); at < most {
		if l.first[kind] == nil {
			l.first[kind] = map[int32]shown{}
		}
		l.first[kind][n] = shownOf(f, p)
	}
	if len(list) > most {
		delete(l.first[kind], list[most])
	}
}

// shownFirst is how many firms of a list are looked through for those that a
// target list shows: some of them are makers too, and not shown as left out.
func (m *Matcher) shownFirst() int { return 3 * m.weights.Limits.Excluded / 2 }

// leftOut are firms of a list as a target list leaves them out.
func (x *Roster) leftOut(l *post, kind int8, role graph.Role, firms []int32) []leftOut {
	list := make([]leftOut, len(firms))
	for i, n := range firms {
		list[i] = leftOut{id: x.id(n), role: role}
		if s, ok := l.first[kind][n]; ok {
			list[i].ref, list[i].text, list[i].told = s.ref(list[i].id), s.clause(), true
		}
	}
	return list
}
