package graph

import (
	"context"
	"runtime"
	"slices"
)

// foreseenAtOnce is how many firms are inferred, in well below a millisecond,
// before a transaction that waits for the processor gets its turn.
const foreseenAtOnce = 8

// foreseen is what was inferred of a firm before it was put, while no row has
// spoken about it since.
type foreseen struct {
	rules     string
	presences []Presence
}

// Foresee infers firms that will likely be put as they are now, so that
// PutFirms need not, unless they have changed by then. It may run beside
// transactions, which it keeps short and lets go first.
func (r *Record) Foresee(ctx context.Context, firms []*Firm) error {
	for some := range slices.Chunk(firms, foreseenAtOnce) {
		inferred, err := r.Inference.Infer(ctx, some)
		if err != nil {
			return err
		}
		for i, f := range some {
			f.foreseen = &foreseen{r.Inference.Version(), inferred[i]}
		}
		runtime.Gosched()
	}
	return nil
}

// infer gives the presences of firms: those that were foreseen where they
// still hold.
func (r *Record) infer(ctx context.Context, firms []*Firm) ([][]Presence, error) {
	all := make([][]Presence, len(firms))
	var rest []*Firm
	var at []int
	for i, f := range firms {
		if seen := f.foreseen; seen != nil && seen.rules == r.Inference.Version() {
			all[i] = seen.presences
		} else {
			rest, at = append(rest, f), append(at, i)
		}
		f.foreseen = nil
	}
	inferred, err := r.Inference.Infer(ctx, rest)
	if err != nil {
		return nil, err
	}
	for i, presences := range inferred {
		all[at[i]] = presences
	}
	return all, nil
}
