package eval

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 1e-9 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Worked by hand: of the judged firms on the list the second and third are
// good; one good firm is not on it.
func TestFiguresByHand(t *testing.T) {
	l := List{Link: "x", Judged: []Firm{
		{ID: "bad", Rank: 1}, {ID: "useful", Rank: 4, Grade: 2}, {ID: "won", Rank: 30, Grade: 3}, {ID: "missed", Grade: 2},
	}}
	f := l.Measure()
	if f.Judged != 4 || f.Good != 3 || f.Missed != 1 || f.Judged10 != 2 {
		t.Errorf("%+v", f)
	}
	near(t, "P@10", f.Precision, 0.5)
	near(t, "MRR", f.MRR, 0.5)
	got := 3/math.Log2(3) + 7/math.Log2(4)
	best := 7/math.Log2(2) + 3/math.Log2(3) + 3/math.Log2(4)
	near(t, "nDCG", f.NDCG, got/best)
	if none := (&List{Judged: []Firm{{ID: "bad", Rank: 40}}}).Measure(); none.NDCG != nil || none.MRR != nil || none.Precision != nil {
		t.Errorf("figures of nothing: %+v", none)
	}
}

// market makes lists in which the second of three features tells good from
// bad, and the old weights look at the first alone.
func market(lists, firms int, tells float64) []List {
	var all []List
	for k := range lists {
		l := List{Link: fmt.Sprint("link", k)}
		for i := range firms {
			n := k*firms + i
			noise := math.Mod(float64(n)*0.6180339887, 1)
			grade := float64((n * 7 % 5) % 2 * 2)
			l.Judged = append(l.Judged, Firm{ID: fmt.Sprint("f", n), Rank: i + 1, Grade: grade,
				Values: []float64{noise, tells*grade/2 + (1-tells)*math.Mod(float64(n)*0.7548776662, 1), 0.5}})
		}
		all = append(all, l)
	}
	return all
}

func rules() Rules { return Rules{TrainShare: 0.6, Ridge: 0.02, MinHeld: 20, MaxP: 0.05} }

func TestProposalBeatsTheOldWhereSomethingTells(t *testing.T) {
	old := []float64{0.8, 0.1, 0.1}
	p := Propose(market(6, 20, 0.6), old, rules())
	if !p.Better || p.NewAUC <= p.OldAUC || p.P > 0.05 || *p.NewNDCG < *p.OldNDCG {
		t.Fatalf("%+v", p)
	}
	if p.Weights[1] <= old[1] {
		t.Errorf("the part that tells does not weigh more: %v", p.Weights)
	}
	if sum := p.Weights[0] + p.Weights[1] + p.Weights[2]; math.Abs(sum-1) > 1e-3 {
		t.Errorf("weights sum to %v", sum)
	}
	again := Propose(market(6, 20, 0.6), old, rules())
	if !slices.Equal(again.Weights, p.Weights) || again.P != p.P {
		t.Error("the same verdicts gave another proposal")
	}
}

func TestNoProposalFromNoise(t *testing.T) {
	if p := Propose(market(6, 20, 0), []float64{0.8, 0.1, 0.1}, rules()); p.Better {
		t.Errorf("noise beat the old weights: %+v", p)
	}
}

func TestNoProposalFromFewOrOneSided(t *testing.T) {
	if p := Propose(market(1, 10, 0.6), []float64{1, 0, 0}, rules()); p.Better || p.Why == "" || !slices.Equal(p.Weights, p.Old) {
		t.Errorf("few verdicts: %+v", p)
	}
	lists := market(6, 20, 0.6)
	for i := range lists {
		for j := range lists[i].Judged {
			lists[i].Judged[j].Grade = 2
		}
	}
	if p := Propose(lists, []float64{1, 0, 0}, rules()); p.Better || p.Why == "" {
		t.Errorf("all good: %+v", p)
	}
}

// A weight keeps its sign whatever the verdicts say: a penalty never becomes
// a reward.
func TestWeightsKeepTheirSign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 30).Draw(t, "firms")
		var x [][]float64
		var y []float64
		for range n {
			x = append(x, []float64{rapid.Float64Range(0, 1).Draw(t, "a"), rapid.Float64Range(0, 1).Draw(t, "b")})
			y = append(y, float64(rapid.IntRange(0, 1).Draw(t, "good")))
		}
		w := fit(x, y, []float64{1, -0.2}, 0.02)
		if w[0] < 0 || w[1] > 0 || math.IsNaN(w[0]+w[1]) {
			t.Fatalf("%v", w)
		}
	})
}

func TestSplitHangsOnTheFirmAlone(t *testing.T) {
	n := 0
	for i := range 2000 {
		if trains(fmt.Sprint("f", i), 0.6) {
			n++
		}
	}
	if n < 1100 || n > 1300 {
		t.Errorf("%d of 2000 train, share is 0.6", n)
	}
}

func TestSignFlipByHand(t *testing.T) {
	if p := signFlip([]float64{1, 1, 1}); p != 1.0/8 {
		t.Errorf("three for three: %v", p)
	}
	if p := signFlip([]float64{1, -1, 0}); p != 3.0/4 {
		t.Errorf("one against one: %v", p)
	}
	if p := signFlip(nil); p != 1 {
		t.Errorf("nothing: %v", p)
	}
	many := make([]float64, 40)
	for i := range many {
		many[i] = 1
	}
	if p := signFlip(many); p > 0.001 {
		t.Errorf("forty for forty: %v", p)
	}
}
