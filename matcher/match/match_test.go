package match_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// Every hard constraint with its reason, the adjacent maker, group members,
// ties, and the two lists that stand apart, as testdata/town.yaml wants them.
func TestListsOfTheTown(t *testing.T) {
	w := readTown(t)
	store := w.open(t)
	for link, want := range w.Want {
		t.Run(link, func(t *testing.T) {
			a := list(t, store, matcherWith(t, nil), link, match.Options{Anyway: true})
			same(t, "candidates", names(a.Candidates), want.Candidates)
			same(t, "local", firmNames(a.Local), want.Local)
			same(t, "technology", firmNames(a.Technology), want.Technology)
			if !maps.Equal(a.ExcludedCounts, want.Counts) {
				t.Errorf("counts %v, want %v", a.ExcludedCounts, want.Counts)
			}
			excluded := map[string]string{}
			for _, x := range a.Excluded {
				excluded[x.Firm.Name] = x.Reason
				if x.Text == "" {
					t.Errorf("%s is left out without a word of why", x.Firm.Name)
				}
			}
			if len(want.Excluded) > 0 && !maps.Equal(excluded, want.Excluded) {
				t.Errorf("excluded %v, want %v", excluded, want.Excluded)
			}
			for _, c := range a.Candidates {
				if c.Adjacent != slices.Contains(want.Adjacent, c.Firm.Name) {
					t.Errorf("%s: adjacent %v", c.Firm.Name, c.Adjacent)
				}
				var members []string
				for _, m := range c.Members {
					members = append(members, m.Name)
				}
				same(t, "members of "+c.Firm.Name, members, want.Members[c.Firm.Name])
				checkReceipt(t, &c)
			}
		})
	}
}

func firmNames(list []match.Local) []string {
	var all []string
	for _, l := range list {
		all = append(all, l.Firm.Name)
	}
	return all
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// checkReceipt: the printed points add up to the printed score, a known part
// has evidence, an unknown one adds nothing.
func checkReceipt(t *testing.T, c *match.Candidate) {
	t.Helper()
	sum := 0.0
	for _, p := range c.Receipt {
		sum += p.Points
		switch {
		case p.Value == nil && p.Points != 0:
			t.Errorf("%s: unknown %s adds %v", c.Firm.Name, p.Part, p.Points)
		case p.Value != nil && (*p.Value < 0 || *p.Value > 1):
			t.Errorf("%s: %s is %v", c.Firm.Name, p.Part, *p.Value)
		case p.Value != nil && len(p.Evidence) == 0:
			t.Errorf("%s: %s is known from nothing", c.Firm.Name, p.Part)
		}
	}
	if math.Abs(sum-c.Score) > 1e-9 {
		t.Errorf("%s: receipt %v, score %v", c.Firm.Name, sum, c.Score)
	}
	if c.Reason == "" {
		t.Errorf("%s: nothing to say aloud", c.Firm.Name)
	}
}

func TestUnknownStatusListsNobodyUnlessAsked(t *testing.T) {
	store := readTown(t).open(t)
	a := list(t, store, matcherWith(t, nil), "electrode", match.Options{})
	if len(a.Candidates) != 0 || !strings.Contains(a.Note, "数据不足") {
		t.Errorf("%d candidates, note %q", len(a.Candidates), a.Note)
	}
	err := view(store, func(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis) error {
		_, err := matcherWith(t, nil).ForLink(ctx, r, d, "nothing", nil, match.Options{})
		return err
	})
	if graph.CodeOf(err) != graph.NotFound {
		t.Errorf("unknown link: %v", err)
	}
}

// 1,200 traders, of whom 30 make it too, and 160 makers at home: a hundred
// are listed, all are counted.
func TestCountsAreRightBeyondTheListed(t *testing.T) {
	w := readTown(t)
	for i := range 1200 {
		f := townFirm{Name: fmt.Sprintf("贸%04d", i), Region: "130100"}
		f.At = append(f.At, w.Firms[0].At[0])
		f.At[0].Link, f.At[0].Role = "known", "trader"
		if i%40 == 0 {
			f.At = append(f.At, w.Firms[0].At[0])
			f.At[1].Link = "known"
		}
		w.Firms = append(w.Firms, f)
	}
	for i := range 160 {
		f := townFirm{Name: fmt.Sprintf("家%04d", i), Region: "150302"}
		f.At = append(f.At, w.Firms[0].At[0])
		f.At[0].Link = "known"
		w.Firms = append(w.Firms, f)
	}
	a := list(t, w.open(t), matcherWith(t, nil), "known", match.Options{Anyway: true, Top: 5})
	if want := map[string]int{match.Trader: 1170, match.Landed: 160}; !maps.Equal(a.ExcludedCounts, want) {
		t.Errorf("counted %v, want %v", a.ExcludedCounts, want)
	}
	if a.Total != 30 || len(a.Candidates) != 5 || len(a.Excluded) != 100 {
		t.Errorf("total %d, listed %d, excluded %d", a.Total, len(a.Candidates), len(a.Excluded))
	}
	reasons := map[string]bool{}
	for _, x := range a.Excluded {
		reasons[x.Reason] = true
	}
	if len(reasons) != 2 {
		t.Errorf("the hundred listed show only %v", reasons)
	}
}

func TestAdjacentMakersOnlyWhereMakersAreFew(t *testing.T) {
	store := readTown(t).open(t)
	few := list(t, store, matcherWith(t, func(w *match.Weights) { w.Limits.Enough = 5 }), "coke", match.Options{Anyway: true})
	if slices.Contains(names(few.Candidates), "河南午化工有限公司") || few.ExcludedCounts[match.Trader] != 2 {
		t.Errorf("with makers enough the step before is still asked: %v %v", names(few.Candidates), few.ExcludedCounts)
	}
}

// However few are asked for, they are the first of the whole list; groups are
// folded before.
func TestTopIsTheHeadOfTheList(t *testing.T) {
	w := richTown(t)
	w.Firms = append(w.Firms, readTown(t).Firms...)
	store, m := w.open(t), matcherWith(t, nil)
	for _, l := range w.Links {
		all := list(t, store, m, l.ID, match.Options{Anyway: true})
		for top := 1; top <= len(all.Candidates); top++ {
			some := list(t, store, m, l.ID, match.Options{Anyway: true, Top: top})
			same(t, l.ID, names(some.Candidates), names(all.Candidates[:top]))
			if some.Total != all.Total {
				t.Errorf("%s: %d in all, %d of them %d", l.ID, all.Total, top, some.Total)
			}
		}
	}
}

func TestDiverseKeepsFewOfEachProvince(t *testing.T) {
	store := readTown(t).open(t)
	a := list(t, store, matcherWith(t, nil), "rare", match.Options{Anyway: true, Diverse: 1})
	same(t, "diverse", names(a.Candidates), []string{"丁三", "丁四"})
	if a.Candidates[1].Rank != 2 || a.Total != 4 {
		t.Errorf("rank %d of %d", a.Candidates[1].Rank, a.Total)
	}
}

func TestConfidenceFallsWithMissingAndOldRows(t *testing.T) {
	w := readTown(t)
	store := w.open(t)
	a := list(t, store, matcherWith(t, nil), "coke", match.Options{Anyway: true})
	if full, bare := a.Candidates[1], a.Candidates[2]; full.Confidence <= bare.Confidence {
		t.Errorf("%s with capital, age and marks: %v; %s without: %v", full.Firm.Name, full.Confidence, bare.Firm.Name, bare.Confidence)
	}
	for i := range w.Firms {
		w.Firms[i].AsOf = "2019-06-01T00:00:00Z"
	}
	old := list(t, w.open(t), matcherWith(t, nil), "coke", match.Options{Anyway: true})
	for i, c := range old.Candidates {
		if c.Score != a.Candidates[i].Score || c.Confidence >= a.Candidates[i].Confidence {
			t.Errorf("%s: score %v, confidence %v with old rows; %v, %v with new", c.Firm.Name, c.Score, c.Confidence, a.Candidates[i].Score, a.Candidates[i].Confidence)
		}
	}
}
