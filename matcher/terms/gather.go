package terms

import (
	"context"
	"hash/maphash"
	"strings"

	"liantu/graph"
)

// claim is a piece of evidence: at a firm, a link read a word of a clause.
type claim struct {
	firm   string
	clause uint64
	word   string // folded; nameMark + word where it was read from the firm's name
	role   graph.Role
	link   int
}

// nameMark keeps words read from names apart from those of scopes.
const nameMark = "\x00"

type place struct {
	firm   string
	clause uint64
}

// gathered is the evidence of a record.
type gathered struct {
	links  []graph.Link
	index  map[string]int
	names  [][]word // of each link: its words for names
	seed   maphash.Seed
	claims map[int][]claim // link → what it read
	at     map[place][]claim
	roles  map[int]map[graph.Role]int
}

// gather reads the evidence of all links, or of the firms of one link.
func gather(ctx context.Context, r graph.Reader, links []graph.Link, only string) (*gathered, error) {
	g := &gathered{links: links, index: map[string]int{}, names: make([][]word, len(links)), seed: maphash.MakeSeed(),
		claims: map[int][]claim{}, at: map[place][]claim{}, roles: map[int]map[graph.Role]int{}}
	for i := range links {
		g.index[links[i].ID] = i
		for _, w := range wordsOf(&links[i]) {
			if w.kind == Name {
				g.names[i] = append(g.names[i], w)
			}
		}
	}
	if only != "" {
		return g, g.oneLink(ctx, r, only)
	}
	for i := range links {
		presences, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{links[i].ID}, Direction: graph.Into})
		if err != nil {
			return nil, err
		}
		g.take(presences)
	}
	return g, nil
}

// oneLink reads a link's firms and everything else that is read of them.
func (g *gathered) oneLink(ctx context.Context, r graph.Reader, link string) error {
	presences, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: []string{link}, Direction: graph.Into})
	if err != nil {
		return err
	}
	var firms []string
	seen := map[string]bool{}
	for _, p := range presences {
		if !seen[p.Firm] {
			seen[p.Firm] = true
			firms = append(firms, p.Firm)
		}
	}
	const batch = 2000
	for len(firms) > 0 {
		n := min(batch, len(firms))
		all, err := graph.Presences().At(ctx, r, graph.NeighbourQuery{Keys: firms[:n], Direction: graph.Out})
		if err != nil {
			return err
		}
		g.take(all)
		firms = firms[n:]
	}
	return nil
}

func (g *gathered) take(presences []graph.Presence) {
	for i := range presences {
		p := &presences[i]
		link, known := g.index[p.Link]
		if !known {
			continue
		}
		if p.Strength.Rank() >= graph.Medium.Rank() {
			if g.roles[link] == nil {
				g.roles[link] = map[graph.Role]int{}
			}
			g.roles[link][p.Role]++
		}
		for _, e := range p.Evidence {
			g.takeEvidence(link, p, &e)
		}
	}
}

func (g *gathered) takeEvidence(link int, p *graph.Presence, e *graph.Evidence) {
	c := claim{firm: p.Firm, role: p.Role, link: link, clause: maphash.String(g.seed, e.Clause)}
	switch {
	case e.In == graph.InName:
		name := fold(e.Clause)
		for _, w := range g.names[link] {
			if strings.Contains(name, w.folded) {
				c.word = nameMark + w.folded
				g.claims[link] = append(g.claims[link], c)
			}
		}
	case e.Term != "":
		c.word = fold(e.Term)
		g.claims[link] = append(g.claims[link], c)
		at := place{c.firm, c.clause}
		g.at[at] = append(g.at[at], c)
	}
}

// beside are the claims of other links on the clause of a claim.
func (g *gathered) beside(link int, c claim) []claim {
	var others []claim
	for _, o := range g.at[place{c.firm, c.clause}] {
		if o.link != link {
			others = append(others, o)
		}
	}
	return others
}
