package importers

import (
	"context"

	"liantu/graph"
)

// foresee makes the firms of rows with a code as they will be where nobody
// knows them yet, which holds for nearly all rows of a first import, and
// infers them. So a transaction, of which there is one at a time, is left with
// the writing.
func (r *run) foresee(ctx context.Context, rows []reading) error {
	if r.sink.foresee == nil || r.done() || r.mostlyKnown.Load() {
		return nil
	}
	var firms []*graph.Firm
	for at := range rows {
		if one := &rows[at]; one.coded && !one.rejected && !r.taken(one) {
			one.firm = newCoded(one)
			firms = append(firms, one.firm)
		}
	}
	return r.sink.foresee(ctx, firms)
}

// newCoded is the firm of a row with a code that nobody knows yet.
func newCoded(one *reading) *graph.Firm {
	f := &graph.Firm{ID: graph.NewFirmID(one.statement.Text(graph.FieldCode), "", "")}
	f.Take(&one.statement)
	return f
}
