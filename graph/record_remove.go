package graph

import "context"

// RemoveFirms takes firms out of the record, with their edges, and out of the tallies.
func (r *Record) RemoveFirms(ctx context.Context, w Writer, ids []string) error {
	deltas := tallyDeltas{}
	if err := uncount(ctx, w, ids, deltas); err != nil {
		return err
	}
	if err := w.Delete(ctx, Firms().label.Name, ids); err != nil {
		return err
	}
	return deltas.apply(ctx, w)
}
