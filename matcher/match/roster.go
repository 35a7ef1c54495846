package match

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"liantu/graph"
)

// Roster holds in memory, of all firms that stand at links, what lists rank
// them by, so that a wide list reads of the record only the firms that it
// shows. It is of one matcher's weights and of one version of the record, and
// serves any number of lists beside one Sync.
type Roster struct {
	matcher *Matcher
	brander *brander

	syncing sync.Mutex
	mu      sync.RWMutex // guards what follows
	firms   []member     // by number
	free    []int32
	numbers map[string]int32
	links   []post            // by number
	regions map[string]string // codes, each one text for all its firms
	linkAt  map[string]int32
	units   map[string][]int32 // by name of the parent, as it stands
	groups  map[string][]int32 // by group
	parents map[string]bool    // keys of the names of which units were ever entered
	orphans bool               // some of these keys came in this round: firms of the name do not know yet
	dealing bits               // firms that have supply relations
	version graph.Version      // of the record, up to which it has come
	whole   bool               // no round of Sync stands between two versions
}

// member is a firm of the roster.
type member struct {
	id    string
	facts *facts // nil for one that makes nothing, offers no technology and is no part of another
	at    []place
}

// place is where a member stands: the number of the link, and in which list.
type place struct {
	link int32
	kind int8
}

// The lists at a link beside that of its makers.
const (
	atMakers int8 = iota
	atWeak
	atTraders
	atPlanned
	atUsers
	atServices
	lists
)

// post is a link with the firms at it, each list by the firms' ids.
type post struct {
	makers []maker
	others [lists][]int32
	first  [lists]map[int32]shown // of the first of each, what lists show of them
	offers map[int32]bool         // those of the services that offer technology
}

// maker is a producer at a link on more than weak evidence, or a rejected one.
type maker struct {
	firm  int32
	makes bool // on more than weak evidence
	stand standing
}

// NewRoster makes an empty roster; see Sync.
func (m *Matcher) NewRoster() *Roster {
	x := &Roster{matcher: m}
	x.clear()
	return x
}

func (x *Roster) clear() {
	x.firms, x.free, x.links = nil, nil, nil
	x.numbers, x.linkAt = map[string]int32{}, map[string]int32{}
	x.units, x.groups, x.parents = map[string][]int32{}, map[string][]int32{}, map[string]bool{}
	x.orphans, x.dealing = false, nil
	x.regions = map[string]string{}
	x.version, x.whole = 0, false
}

// For says whether the roster is of a matcher's weights.
func (x *Roster) For(m *Matcher) bool { return x.matcher == m }

// Len is how many firms it holds.
func (x *Roster) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.numbers)
}

// put adds a firm with its presences, or puts them in place of what stood.
func (x *Roster) put(f *graph.Firm, presences []graph.Presence) {
	x.remove(f.ID)
	posts := make([]place, 0, len(presences))
	factual := f.ParentName != "" || f.Text(graph.FieldGroup) != ""
	for i := range presences {
		p := &presences[i]
		kind := kindOf(p)
		posts = append(posts, place{x.link(p.Link), kind})
		factual = factual || kind == atMakers || kind == atServices && x.matcher.technologyIn(p) != ""
	}
	if len(posts) == 0 && !factual {
		return
	}
	n := x.number(f.ID)
	x.firms[n].at = posts
	if factual {
		x.firms[n].facts = x.matcher.factsOf(x.brander, f)
		x.firms[n].facts.id, x.firms[n].facts.number = x.firms[n].id, n
		x.firms[n].facts.region = x.region(f.Region)
		x.firms[n].facts.pack()
		x.relate(n, x.firms[n].facts)
	}
	for i := range presences {
		x.post(n, posts[i], f, &presences[i])
	}
}

// kindOf is the list in which a presence stands.
func kindOf(p *graph.Presence) int8 {
	switch p.Role {
	case graph.Trader:
		return atTraders
	case graph.Planned:
		return atPlanned
	case graph.User:
		return atUsers
	case graph.Service:
		return atServices
	}
	if p.Strength.Rank() >= graph.Medium.Rank() || p.Verdict == graph.Rejected {
		return atMakers
	}
	return atWeak
}

func (x *Roster) post(n int32, at place, f *graph.Firm, p *graph.Presence) {
	l := &x.links[at.link]
	if at.kind == atMakers {
		l.makers = slices.Insert(l.makers, x.among(l.makers, n), maker{n, p.Strength.Rank() >= graph.Medium.Rank(), x.matcher.standingOf(p)})
		return
	}
	l.others[at.kind] = x.insert(l.others[at.kind], n)
	if at.kind == atWeak || at.kind == atTraders || at.kind == atPlanned {
		x.show(l, at.kind, n, f, p)
	}
	if at.kind == atServices && x.matcher.technologyIn(p) != "" {
		if l.offers == nil {
			l.offers = map[int32]bool{}
		}
		l.offers[n] = true
	}
}

// remove takes a firm out.
func (x *Roster) remove(id string) {
	n, ok := x.numbers[id]
	if !ok {
		return
	}
	for _, at := range x.firms[n].at {
		l := &x.links[at.link]
		if at.kind == atMakers {
			l.makers = slices.DeleteFunc(l.makers, func(m maker) bool { return m.firm == n })
			continue
		}
		l.others[at.kind] = x.without(l.others[at.kind], n)
		delete(l.first[at.kind], n)
		delete(l.offers, n)
	}
	if f := x.firms[n].facts; f != nil {
		x.unrelate(n, f)
	}
	delete(x.numbers, id)
	x.firms[n] = member{}
	x.free = append(x.free, n)
}

func (x *Roster) id(n int32) string { return x.firms[n].id }

// among is the place of a firm among makers, or where it would stand.
func (x *Roster) among(makers []maker, n int32) int {
	return sort.Search(len(makers), func(i int) bool { return x.id(makers[i].firm) >= x.id(n) })
}

// insert keeps a list in the order of the firms' ids.
func (x *Roster) insert(list []int32, n int32) []int32 {
	return slices.Insert(list, x.at(list, n), n)
}

// at is the place of a firm in a list, or where it would stand.
func (x *Roster) at(list []int32, n int32) int {
	return sort.Search(len(list), func(i int) bool { return x.id(list[i]) >= x.id(n) })
}

func (x *Roster) without(list []int32, n int32) []int32 {
	return slices.DeleteFunc(list, func(other int32) bool { return other == n })
}

// number gives a firm a number, a free one where there is one.
func (x *Roster) number(id string) int32 {
	id = strings.Clone(id) // not a part of a larger text
	n := int32(len(x.firms))
	if last := len(x.free) - 1; last >= 0 {
		n, x.free = x.free[last], x.free[:last]
		x.firms[n] = member{id: id}
	} else {
		x.firms = append(x.firms, member{id: id})
	}
	x.numbers[id] = n
	return n
}

// region is a code as it is held: the same text for all firms of the region, at
// hand when thousands are looked at one after another.
func (x *Roster) region(code string) string {
	held, ok := x.regions[code]
	if !ok {
		held = strings.Clone(code)
		x.regions[held] = held
	}
	return held
}

func (x *Roster) link(id string) int32 {
	n, ok := x.linkAt[id]
	if !ok {
		n = int32(len(x.links))
		x.links = append(x.links, post{})
		x.linkAt[strings.Clone(id)] = n
	}
	return n
}

// postAt is what stands at a link; an empty one where nobody does.
func (x *Roster) postAt(link string) *post {
	if n, ok := x.linkAt[link]; ok {
		return &x.links[n]
	}
	return &post{}
}
