package graph

import (
	"context"
	"slices"
	"strings"
)

// Inference reads from what is known of firms where they stand in the
// chains. The matcher implements it; the record calls it in the writer's
// transaction, so that no firm is ever recorded without its presences.
type Inference interface {
	// Version of the rules; a presence carries it.
	Version() string
	// Infer sets Kind and ParentName of each firm and returns its presences,
	// without judgements, region, verdict and Counts, which Record fills in.
	Infer(ctx context.Context, firms []*Firm) ([][]Presence, error)
}

// Record is a store together with the inference that keeps its presences.
type Record struct {
	Store
	Inference Inference
}

// putAtOnce is how many firms are put at a time: more only fill the memory.
const putAtOnce = 2000

// PutFirms writes firms and, from what they now say and from the judgements,
// their presences and the tallies. What was foreseen of a firm serves once.
func (r *Record) PutFirms(ctx context.Context, w Writer, firms []*Firm) error {
	if len(firms) == 0 {
		return nil
	}
	deltas := tallyDeltas{}
	firms = inOrderOfKeys(firms)
	for some := range slices.Chunk(firms, putAtOnce) {
		if err := r.putSome(ctx, w, some, deltas); err != nil {
			return err
		}
	}
	return deltas.apply(ctx, w)
}

// inOrderOfKeys sorts firms as the indexes of a store do, which then come to
// each of their pages once.
func inOrderOfKeys(firms []*Firm) []*Firm {
	return slices.SortedFunc(slices.Values(firms), func(a, b *Firm) int { return strings.Compare(a.ID, b.ID) })
}

// putSome writes firms and their presences, and counts what they change.
func (r *Record) putSome(ctx context.Context, w Writer, firms []*Firm, deltas tallyDeltas) error {
	inferred, err := r.infer(ctx, firms)
	if err != nil {
		return err
	}
	ids := make([]string, len(firms))
	nodes := make([]Node, len(firms))
	noun := Firms()
	for i, f := range firms {
		ids[i], nodes[i] = f.ID, noun.Node(f)
	}
	if err := uncount(ctx, w, ids, deltas); err != nil {
		return err
	}
	if err := w.Put(ctx, nodes); err != nil {
		return err
	}
	judged, err := judgementsOf(ctx, w, ids)
	if err != nil {
		return err
	}
	var presences []Presence
	for i, f := range firms {
		own := settlePresences(f, inferred[i], judged[f.ID], r.Inference.Version())
		countFirm(f, own, deltas, 1)
		presences = append(presences, own...)
	}
	return Presences().Connect(ctx, w, presences)
}

// Judge records judgements and lets them stand over the inference at once.
func (r *Record) Judge(ctx context.Context, w Writer, judgements []Judgement) error {
	ids := make([]string, 0, len(judgements))
	for _, j := range judgements {
		if err := j.Validate(); err != nil {
			return err
		}
		ids = append(ids, j.Firm)
	}
	if err := Judgements().Connect(ctx, w, judgements); err != nil {
		return err
	}
	return r.Reinfer(ctx, w, ids)
}

// Reinfer infers the firms with these ids again.
func (r *Record) Reinfer(ctx context.Context, w Writer, ids []string) error {
	held, err := Firms().Get(ctx, w, ids)
	if err != nil {
		return err
	}
	firms := make([]*Firm, 0, len(held))
	for _, f := range held {
		firms = append(firms, &f)
	}
	return r.PutFirms(ctx, w, firms)
}

// uncount takes the firms' present state out of the tallies and removes
// their presences; firms that are new are left alone.
func uncount(ctx context.Context, w Writer, ids []string, deltas tallyDeltas) error {
	held, err := Firms().Get(ctx, w, ids)
	if err != nil || len(held) == 0 {
		return err
	}
	old := make([]string, 0, len(held))
	for id := range held {
		old = append(old, id)
	}
	was, err := Presences().At(ctx, w, NeighbourQuery{Keys: old, Direction: Out})
	if err != nil {
		return err
	}
	byFirm := map[string][]Presence{}
	for _, p := range was {
		byFirm[p.Firm] = append(byFirm[p.Firm], p)
	}
	for id, f := range held {
		countFirm(&f, byFirm[id], deltas, -1)
	}
	return Presences().Disconnect(ctx, w, old)
}

func countFirm(f *Firm, presences []Presence, deltas tallyDeltas, n int64) {
	if f.InBeing && f.Kind != Branch {
		deltas.add("", "", f.Region, n)
	}
	for _, p := range presences {
		if p.Counts {
			deltas.add(p.Link, p.Role, p.Region, n)
		}
	}
}

func judgementsOf(ctx context.Context, r Reader, ids []string) (map[string][]Judgement, error) {
	all, err := Judgements().At(ctx, r, NeighbourQuery{Keys: ids, Direction: Out})
	if err != nil {
		return nil, err
	}
	by := map[string][]Judgement{}
	for _, j := range all {
		by[j.Firm] = append(by[j.Firm], j)
	}
	return by, nil
}

// settlePresences lays judgements over what was inferred and decides what counts.
func settlePresences(f *Firm, inferred []Presence, judged []Judgement, rules string) []Presence {
	for _, j := range judged {
		at := -1
		for i := range inferred {
			if inferred[i].Link == j.Link && inferred[i].Role == j.Role {
				at = i
			}
		}
		if at < 0 {
			inferred = append(inferred, Presence{Link: j.Link, Role: j.Role})
			at = len(inferred) - 1
		}
		p := &inferred[at]
		p.Verdict = j.Verdict
		if j.Verdict == Confirmed {
			p.Strength = Strong
		}
		p.Evidence = append(p.Evidence, Evidence{In: InJudgement, Clause: j.Note, Strength: Strong, Source: -1})
	}
	for i := range inferred {
		p := &inferred[i]
		p.Firm, p.Region, p.Rules = f.ID, f.Region, rules
		p.Counts = f.InBeing && f.Kind != Branch && !p.Elsewhere && p.Verdict != Rejected && p.Strength.Rank() >= Medium.Rank()
	}
	return inferred
}
