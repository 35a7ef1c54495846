package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// VerifyMade checks the gaps and statuses of a record with this id: each is
// at the link that it names, all are of one making, and none is of a version
// that the record has not reached. None at all is no fault, nor is one whose
// link was taken out since: they are derived, and the next making rights it.
func VerifyMade(ctx context.Context, r Reader, id string) (Findings, error) {
	found := Findings{Checked: map[string]int64{}, Problems: []string{}}
	reached, err := r.Version(ctx)
	if err != nil {
		return found, err
	}
	makings := map[Made]bool{}
	gaps, statuses := map[string]string{}, map[string]string{} // node → link
	for g, err := range Gaps().All(ctx, r, Query{}) {
		if err != nil {
			return found, err
		}
		makings[g.Made], gaps[g.ID] = true, g.Link
	}
	for s, err := range LinkStatuses().All(ctx, r, Query{}) {
		if err != nil {
			return found, err
		}
		makings[s.Made], statuses[s.ID] = true, s.Link
	}
	if len(makings) > 1 {
		found.Problems = append(found.Problems, fmt.Sprintf("缺口与状态节点来自 %d 次不同的推算", len(makings)))
	}
	for made := range makings {
		if made.Of == id && made.Version > int64(reached) {
			found.Problems = append(found.Problems, fmt.Sprintf("缺口与状态节点记为版本 %d，档案是版本 %d", made.Version, reached))
		}
	}
	at, err := GapsAt().At(ctx, r, NeighbourQuery{Keys: slices.Sorted(maps.Keys(gaps))})
	if err != nil {
		return found, err
	}
	for _, e := range at {
		found.leads("缺口", gaps, e.Gap, e.Link)
	}
	of, err := StatusesOf().At(ctx, r, NeighbourQuery{Keys: slices.Sorted(maps.Keys(statuses))})
	if err != nil {
		return found, err
	}
	for _, e := range of {
		found.leads("状态", statuses, e.Status, e.Link)
	}
	found.Checked["gaps"], found.Checked["statuses"] = int64(len(at)), int64(len(of))
	for what, rest := range map[string]map[string]string{"缺口": gaps, "状态": statuses} {
		held, err := Links().Get(ctx, r, slices.Collect(maps.Values(rest)))
		if err != nil {
			return found, err
		}
		for node, link := range rest {
			if _, there := held[link]; there {
				found.Problems = append(found.Problems, fmt.Sprintf("%s %s 没有连到环节 %s", what, node, link))
			}
		}
	}
	slices.Sort(found.Problems)
	return found, nil
}

// leads holds an edge against the link that its node names, and takes the
// node off those that still want one.
func (f *Findings) leads(what string, named map[string]string, node, link string) {
	if named[node] != link {
		f.Problems = append(f.Problems, fmt.Sprintf("%s %s 连到环节 %s", what, node, link))
		return
	}
	delete(named, node)
}
