package graph

import (
	"context"
	"fmt"
)

// Verify checks what the nouns promise beyond what a store can see: counters
// equal a recount, firms, links and chains have names, roles and strengths are
// known ones, credit codes are held once, and there is a home region. Problems
// name the thing and what is wrong with it.
func Verify(ctx context.Context, r Reader) (Findings, error) {
	found := Findings{Checked: map[string]int64{}, Problems: []string{}}
	if err := verifyFirms(ctx, r, &found); err != nil {
		return found, err
	}
	if err := verifyChains(ctx, r, &found); err != nil {
		return found, err
	}
	if err := verifyPresences(ctx, r, &found); err != nil {
		return found, err
	}
	if err := verifyTallies(ctx, r, &found); err != nil {
		return found, err
	}
	if _, err := HomeRegion(ctx, r); CodeOf(err) == NotFound {
		found.Problems = append(found.Problems, "没有设定本地地区")
	} else if err != nil {
		return found, err
	}
	return found, nil
}

// firmTally is the key of the tally that counts all firms of a region.
func firmTally(f *Firm) (key string, counts bool) {
	d := tallyDeltas{}
	countFirm(f, nil, d, 1)
	for key := range d {
		return key, true
	}
	return "", false
}

func verifyFirms(ctx context.Context, r Reader, found *Findings) error {
	codes := map[string]string{}
	regions := map[string]int64{}
	for f, err := range Firms().All(ctx, r, Query{}) {
		if err != nil {
			return err
		}
		found.Checked["firms"]++
		if f.Name() == "" {
			found.Problems = append(found.Problems, fmt.Sprintf("企业 %s 没有名称", f.ID))
		}
		if other, taken := codes[f.Code()]; taken && f.Code() != "" {
			found.Problems = append(found.Problems, fmt.Sprintf("信用代码 %s 同属企业 %s 和 %s", f.Code(), other, f.ID))
		}
		codes[f.Code()] = f.ID
		if key, counts := firmTally(&f); counts {
			regions[key]++
		}
	}
	return compareTallies(ctx, r, "", regions, found)
}

// verifyChains wants names where maps show them.
func verifyChains(ctx context.Context, r Reader, found *Findings) error {
	for c, err := range Chains().All(ctx, r, Query{}) {
		if err != nil {
			return err
		}
		found.Checked["chains"]++
		if c.Name == "" {
			found.Problems = append(found.Problems, fmt.Sprintf("产业链 %s 没有名称", c.ID))
		}
	}
	return verifyLinks(ctx, r, found)
}

// verifyLinks wants names, and what a reader in a graph browser sees of a link
// to be what its document says.
func verifyLinks(ctx context.Context, r Reader, found *Findings) error {
	noun := Links()
	return eachPage(ctx, r, noun.label.Name, func(nodes []Node) error {
		for _, node := range nodes {
			l, err := noun.Item(node)
			if err != nil {
				return err
			}
			found.Checked["links"]++
			if l.Name == "" {
				found.Problems = append(found.Problems, fmt.Sprintf("环节 %s 没有名称", node.Key))
			}
			said := noun.Node(&l).Values
			for i, f := range noun.label.Fields {
				if f.Kind != JSON && node.Values[i] != said[i] {
					found.Problems = append(found.Problems, fmt.Sprintf("环节 %s 的 %s 与其 spec 所写的“%v”不符", node.Key, f.Name, said[i]))
				}
			}
		}
		return nil
	})
}

// verifyPresences counts by role and strength, and looks for the presences
// themselves only where one is not known.
func verifyPresences(ctx context.Context, r Reader, found *Findings) error {
	groups, err := r.Count(ctx, CountQuery{Edge: "OCCUPIES", GroupBy: []string{"role", "strength", "verdict"}})
	if err != nil {
		return err
	}
	for _, g := range groups {
		role, _ := g.Values[0].(string)
		strength, _ := g.Values[1].(string)
		verdict, _ := g.Values[2].(string)
		p := Presence{Role: Role(role), Strength: Strength(strength), Verdict: Verdict(verdict)}
		if p.Role.known() && p.evidenced() {
			continue
		}
		if err := nameOddPresences(ctx, r, found); err != nil {
			return err
		}
		break
	}
	return nil
}

// evidenced says whether a presence has a known strength; one that is there
// only to hold a rejection has none.
func (p *Presence) evidenced() bool {
	return p.Strength.Rank() > 0 || p.Strength == "" && p.Verdict == Rejected
}

func nameOddPresences(ctx context.Context, r Reader, found *Findings) error {
	for l, err := range Links().All(ctx, r, Query{}) {
		if err != nil {
			return err
		}
		presences, err := Presences().At(ctx, r, NeighbourQuery{Keys: []string{l.ID}, Direction: Into})
		if err != nil {
			return err
		}
		for i := range presences {
			p := &presences[i]
			if !p.Role.known() {
				found.Problems = append(found.Problems, fmt.Sprintf("企业 %s 在环节 %s 的角色“%s”不是已知的角色", p.Firm, p.Link, p.Role))
			}
			if !p.evidenced() {
				found.Problems = append(found.Problems, fmt.Sprintf("企业 %s 在环节 %s 的证据强度“%s”不是已知的强度", p.Firm, p.Link, p.Strength))
			}
		}
	}
	return nil
}

func verifyTallies(ctx context.Context, r Reader, found *Findings) error {
	groups, err := r.Count(ctx, CountQuery{Edge: "OCCUPIES", GroupBy: []string{"to", "role", "region:4"},
		Where: []Cond{{Field: "counts", Op: Eq, Value: true}}})
	if err != nil {
		return err
	}
	counted := tallyDeltas{}
	for _, g := range groups {
		link, _ := g.Values[0].(string)
		role, _ := g.Values[1].(string)
		region, _ := g.Values[2].(string)
		counted.add(link, Role(role), region, g.N)
		found.Checked["presences"] += g.N
	}
	return compareTallies(ctx, r, "presences", counted, found)
}

// compareTallies holds the kept counters against a recount; those of all
// firms (link "") or those of presences.
func compareTallies(ctx context.Context, r Reader, which string, counted map[string]int64, found *Findings) error {
	for t, err := range Tallies().All(ctx, r, Query{}) {
		if err != nil {
			return err
		}
		if (t.Link == "") != (which == "") {
			continue
		}
		found.Checked["tallies"]++
		if t.N != counted[t.ID] {
			found.Problems = append(found.Problems, fmt.Sprintf("计数 %s 记为 %d，实为 %d", t.ID, t.N, counted[t.ID]))
		}
		delete(counted, t.ID)
	}
	for key, n := range counted {
		if n != 0 {
			found.Problems = append(found.Problems, fmt.Sprintf("计数 %s 缺失，实为 %d", key, n))
		}
	}
	return nil
}
