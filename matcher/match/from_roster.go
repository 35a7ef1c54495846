package match

import (
	"context"

	"liantu/graph"
)

// fromRoster finds the firms of a list in a roster, whose reader's lock is held.
type fromRoster struct {
	*Roster
	given bits // the firms that were given as makers or in another role
}

func (x *fromRoster) makers(_ context.Context, link string) ([]card, error) {
	l := x.postAt(link)
	cards := make([]card, len(l.makers))
	for i := range l.makers {
		m := &l.makers[i]
		x.given.add(m.firm)
		cards[i] = card{facts: x.firms[m.firm].facts, role: graph.Producer, stand: &m.stand}
	}
	return cards, nil
}

func (x *fromRoster) weak(_ context.Context, link string, first int) ([]leftOut, int, error) {
	l := x.postAt(link)
	list := l.others[atWeak]
	return x.leftOut(l, atWeak, graph.Producer, list[:min(len(list), first)]), len(list), nil
}

func (x *fromRoster) others(_ context.Context, link string, role graph.Role) ([]leftOut, int, error) {
	l, kind := x.postAt(link), kindOf(&graph.Presence{Role: role})
	var firms []int32
	rest := 0
	for i, n := range l.others[kind] {
		switch {
		case i < lookedAt && x.given.add(n):
			firms = append(firms, n)
			rest++
		case i >= lookedAt && !x.given.has(n):
			rest++
		}
	}
	return x.leftOut(l, kind, role, firms), rest, nil
}

func (x *fromRoster) adjacent(_ context.Context, ids []string, next map[string]bool, rule constraints) (map[string]neighbour, error) {
	names := make([]string, len(x.links))
	for id, n := range x.linkAt {
		names[n] = id
	}
	found := map[string]neighbour{}
	for _, id := range ids {
		m := &x.firms[x.numbers[id]]
		for _, at := range m.at {
			link := names[at.link]
			if at.kind != atMakers || !next[link] || found[id].facts != nil && found[id].link < link {
				continue
			}
			makers := x.links[at.link].makers
			if made := &makers[x.among(makers, x.numbers[id])]; rule.broken(m.facts, &made.stand) == "" {
				found[id] = neighbour{m.facts, link}
			}
		}
	}
	return found, nil
}

func (x *fromRoster) projects(_ context.Context, link string, cards []card) error {
	planned := x.postAt(link).others[atPlanned]
	if len(planned) == 0 {
		return nil
	}
	builds := bitsFor(len(x.firms))
	for _, n := range planned {
		builds.add(n)
	}
	for i := range cards {
		cards[i].builds = builds.has(cards[i].number)
	}
	return nil
}

func (x *fromRoster) sites(_ context.Context, cards []card) error {
	for i := range cards {
		c := &cards[i]
		if c.units {
			for _, n := range x.units[c.name] {
				c.addSite(x.firms[n].facts)
			}
		}
		if c.group == "" {
			continue
		}
		for _, n := range x.groups[c.group] {
			c.addSite(x.firms[n].facts)
		}
	}
	return nil
}

func (x *fromRoster) dealers(_ context.Context, cards []card) ([]string, error) {
	var ids []string
	for i := range cards {
		if x.dealing.has(cards[i].number) {
			ids = append(ids, cards[i].id)
		}
	}
	return ids, nil
}

func (x *fromRoster) holders(_ context.Context, link string) ([]*facts, error) {
	l := x.postAt(link)
	var all []*facts
	for _, n := range l.others[atServices][:min(len(l.others[atServices]), lookedAt)] {
		if f := x.firms[n].facts; l.offers[n] && f.holdsTechnology(x.makes(l, n)) {
			all = append(all, f)
		}
	}
	return all, nil
}

// makes says whether a firm makes a link's product on more than weak evidence.
func (x *fromRoster) makes(l *post, firm int32) bool {
	i := x.among(l.makers, firm)
	return i < len(l.makers) && l.makers[i].firm == firm && l.makers[i].makes
}
