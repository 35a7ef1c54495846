package graph_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

// counting counts the firms it is asked to infer.
type counting struct {
	graph.Inference
	asked int
}

func (c *counting) Infer(ctx context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	c.asked += len(firms)
	return c.Inference.Infer(ctx, firms)
}

// What was foreseen of a firm is taken where the firm is put as it was, once,
// and not where a row has spoken about it since.
func TestForesee(t *testing.T) {
	r := coking(t)
	c := &counting{Inference: r.Inference}
	r.Inference = c
	same, changed := firm("f1", "甲焦化有限公司", "焦炭生产", "150302"), firm("f2", "乙化工有限公司", "焦炭生产", "150302")
	require.NoError(t, r.Foresee(t.Context(), []*graph.Firm{same, changed}))
	changed.Take(&graph.Statement{Source: graph.Source{Import: "i", Row: 2, AsOf: "2021"}, Values: []graph.Value{{Field: graph.FieldScope, Text: "煤焦油生产"}}})
	for range 2 {
		putFirms(t, r, same, changed)
		require.Equal(t, map[string]int64{"coke|producer|1503": 1, "tar|producer|1503": 1, "||1503": 2}, tallies(t, r))
	}
	require.Equal(t, 2+1+2, c.asked, "two were foreseen, the changed one is inferred when it is put, and both are when they are put again")
}
