package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
)

func TestVerifyMadeFindsWhatIsWrongWithGapsAndStatuses(t *testing.T) {
	made := graph.Made{Of: "this", Version: 1, Rules: "r", Day: "2026-01-01"}
	later, other, elsewhere := made, made, made
	later.Version, other.Rules, elsewhere.Of, elsewhere.Version = 99, "s", "that", 99
	for name, c := range map[string]struct {
		gap, status graph.Made
		at          string // link that the gap is connected to; "" none
		named       string
		want        int
	}{
		"all right":               {made, made, "coke", "coke", 0},
		"copied from elsewhere":   {elsewhere, elsewhere, "coke", "coke", 0},
		"link taken out since":    {made, made, "", "gone", 0},
		"of a version to come":    {later, later, "coke", "coke", 1},
		"of two makings":          {made, other, "coke", "coke", 1},
		"not connected":           {made, made, "", "coke", 1},
		"connected to other link": {made, made, "tar", "coke", 2}, // to the wrong one, and not to the right one
	} {
		t.Run(name, func(t *testing.T) {
			r := coking(t)
			require.NoError(t, r.Update(t.Context(), func(w graph.Writer) error {
				require.NoError(t, graph.Gaps().Put(t.Context(), w, []graph.Gap{{ID: "g", Link: c.named, Made: c.gap}}))
				require.NoError(t, graph.LinkStatuses().Put(t.Context(), w, []graph.LinkStatus{{ID: "s", Link: "coke", Made: c.status}}))
				require.NoError(t, graph.StatusesOf().Connect(t.Context(), w, []graph.StatusOf{{Status: "s", Link: "coke"}}))
				if c.at == "" {
					return nil
				}
				return graph.GapsAt().Connect(t.Context(), w, []graph.GapAt{{Gap: "g", Link: c.at}})
			}))
			require.NoError(t, r.View(t.Context(), func(rd graph.Reader) error {
				found, err := graph.VerifyMade(t.Context(), rd, "this")
				require.Len(t, found.Problems, c.want, "%v", found.Problems)
				changes, _ := rd.Changes(t.Context(), 1, 0)
				require.Empty(t, changes, "derived nodes are listed as changes")
				return err
			}))
		})
	}
}
