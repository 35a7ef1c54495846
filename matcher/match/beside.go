package match

import (
	"context"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// gatherOthers leaves out those who only trade in the product or only plan to
// make it; where makers are few, traders and users that make the product one
// step up or down the chain become candidates of the second rank.
func (m *Matcher) gatherOthers(ctx context.Context, from source, d *diagnosis.Diagnosis, link string, p *pool) error {
	next := stepsBeside(d, link)
	for _, x := range []struct {
		role   graph.Role
		reason string
	}{{graph.Trader, Trader}, {graph.Planned, PlannedOnly}, {graph.User, ""}} {
		enough := len(p.cards) >= m.weights.Limits.Enough
		if enough && x.reason == "" {
			continue
		}
		others, n, err := from.others(ctx, link, x.role)
		if err != nil {
			return err
		}
		var beside map[string]neighbour
		if !enough && len(next) > 0 {
			if beside, err = from.adjacent(ctx, firmsOf(others), next, m.constraintsAt(d, link)); err != nil {
				return err
			}
		}
		for _, other := range others {
			if b, ok := beside[other.id]; ok && len(p.cards) < m.weights.Limits.Enough {
				p.cards = append(p.cards, card{facts: b.facts, stand: &standing{}, role: x.role, adjacent: b.link})
				n--
			} else if x.reason != "" {
				p.exclude(x.reason, other)
			}
		}
		if x.reason != "" && n > 0 {
			p.counts[x.reason] = n
		}
	}
	return nil
}

func firmsOf(list []leftOut) []string {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].id
	}
	return ids
}

// stepsBeside are the links one step up or down the chains from a link.
func stepsBeside(d *diagnosis.Diagnosis, link string) map[string]bool {
	next := map[string]bool{}
	for _, f := range d.State().Flows {
		if f.Kind == graph.Relation {
			continue
		}
		if f.From == link {
			next[f.To] = true
		}
		if f.To == link {
			next[f.From] = true
		}
	}
	return next
}

// standBeside reads how the firms of the second rank stand at the link.
func (m *Matcher) standBeside(ctx context.Context, r graph.Reader, link string, cards []card) error {
	var ids []string
	for i := range cards {
		if cards[i].adjacent != "" {
			ids = append(ids, cards[i].id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	presences, err := presencesOf(ctx, r, link, ids)
	for i := range cards {
		if p := presences[stand{cards[i].id, cards[i].role}]; p != nil && cards[i].adjacent != "" {
			at := m.standingOf(p)
			cards[i].stand = &at
		}
	}
	return err
}
