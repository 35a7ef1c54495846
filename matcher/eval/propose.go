package eval

import (
	"math"
	"slices"
)

// Rules bound a proposal; the weights file states them.
type Rules struct {
	TrainShare float64
	Ridge      float64
	MinHeld    int
	MaxP       float64
}

// Proposal is weights fitted to a part of the verdicts, and how they and the
// old ones do on the rest.
type Proposal struct {
	Weights []float64 `json:"weights"` // of the parts, in the order of Old
	Old     []float64 `json:"old"`
	Train   int       `json:"train"`    // verdicts that were fitted to
	Held    int       `json:"held_out"` // verdicts that were not
	Pairs   int       `json:"pairs"`    // held-out good firms that can be compared with bad ones of their list
	OldAUC  float64   `json:"old_auc"`  // share of the bad firms of its list that a good one stands before, mean
	NewAUC  float64   `json:"new_auc"`
	OldNDCG *float64  `json:"old_ndcg_at_10"`
	NewNDCG *float64  `json:"new_ndcg_at_10"`
	P       float64   `json:"p"` // paired, one-sided: how often chance alone does as well
	Better  bool      `json:"better"`
	Why     string    `json:"why"` // why it is, or is not, better
}

// Propose fits weights and holds them against the old ones. Equal arguments
// give equal answers.
func Propose(lists []List, old []float64, rules Rules) Proposal {
	p := Proposal{Old: old, Weights: old, P: 1}
	var train, held []List
	for i := range lists {
		t, h := lists[i].split(rules.TrainShare)
		train, held = append(train, t), append(held, h)
		p.Train += len(t.Judged)
		p.Held += len(h.Judged)
	}
	if p.Held < rules.MinHeld {
		p.Why = "未参与拟合的评价太少"
		return p
	}
	x, y := samples(train)
	if !bothKinds(y) {
		p.Why = "参与拟合的评价只有一类，无从比较"
		return p
	}
	p.Weights = fit(x, y, old, rules.Ridge)
	p.compare(held, rules.MaxP)
	return p
}

func bothKinds(y []float64) bool {
	sum := 0.0
	for _, v := range y {
		sum += v
	}
	return sum > 0 && sum < float64(len(y))
}

// compare is paired by held-out good firm: the share of the bad firms of its
// list that stands behind it, with the new weights and with the old.
func (p *Proposal) compare(held []List, maxP float64) {
	var differences []float64
	var oldNDCG, newNDCG []Figures
	for i := range held {
		before, after := standings(&held[i], p.Old), standings(&held[i], p.Weights)
		for k, b := range before {
			p.OldAUC += b
			p.NewAUC += after[k]
			differences = append(differences, after[k]-b)
		}
		if f := held[i].Measure(); f.Good > 0 && f.Good < f.Judged {
			a, b := held[i].ndcg(held[i].order(scorer(p.Old))), held[i].ndcg(held[i].order(scorer(p.Weights)))
			oldNDCG, newNDCG = append(oldNDCG, Figures{NDCG: &a}), append(newNDCG, Figures{NDCG: &b})
		}
	}
	p.Pairs = len(differences)
	if p.Pairs == 0 {
		p.Why = "未参与拟合的评价中没有一份名单同时有好坏两类"
		return
	}
	p.OldAUC /= float64(p.Pairs)
	p.NewAUC /= float64(p.Pairs)
	p.OldNDCG, p.NewNDCG = Mean(oldNDCG).NDCG, Mean(newNDCG).NDCG
	p.P = signFlip(differences)
	switch {
	case p.NewAUC <= p.OldAUC || *p.NewNDCG < *p.OldNDCG:
		p.Why = "在未参与拟合的评价上不比现有权重好"
	case p.P > maxP:
		p.Why = "在未参与拟合的评价上略好，但可能出于偶然"
	default:
		p.Better, p.Why = true, "在未参与拟合的评价上胜过现有权重"
	}
}

func scorer(w []float64) func(*Firm) float64 {
	return func(f *Firm) float64 { return dot(w, f.Values) }
}

func dot(w, x []float64) float64 {
	sum := 0.0
	for i := range w {
		sum += w[i] * x[i]
	}
	return sum
}

// standings gives for each good firm of a list the share of its bad ones that
// score less; half for those that score the same.
func standings(l *List, w []float64) (shares []float64) {
	for i := range l.Judged {
		good := &l.Judged[i]
		if !good.Good() || good.Rank == 0 {
			continue
		}
		behind, all := 0.0, 0.0
		for j := range l.Judged {
			bad := &l.Judged[j]
			if bad.Good() || bad.Rank == 0 {
				continue
			}
			all++
			switch d := dot(w, good.Values) - dot(w, bad.Values); {
			case math.Abs(d) < 1e-12:
				behind += 0.5
			case d > 0:
				behind++
			}
		}
		if all > 0 {
			shares = append(shares, behind/all)
		}
	}
	return shares
}

// samples are the judged firms that are listed, 1 for a good one and 0 for a
// bad one. Values are taken from the mean of their list: what orders a list
// is a difference within it.
func samples(lists []List) (x [][]float64, y []float64) {
	for i := range lists {
		first := len(x)
		for j := range lists[i].Judged {
			f := &lists[i].Judged[j]
			if f.Rank == 0 {
				continue
			}
			x = append(x, slices.Clone(f.Values))
			if f.Good() {
				y = append(y, 1)
			} else {
				y = append(y, 0)
			}
		}
		center(x[first:])
	}
	return x, y
}

func center(x [][]float64) {
	if len(x) == 0 {
		return
	}
	for i := range x[0] {
		mean := 0.0
		for _, row := range x {
			mean += row[i] / float64(len(x))
		}
		for _, row := range x {
			row[i] -= mean
		}
	}
}

// fit is a logistic regression drawn towards the old weights: it goes down
// the gradient of the mean log-loss plus ridge·|w − c·old|², with the scale c
// and the bias free, keeps each weight's sign, and brings the sum of the
// weights that speak for a firm back to what it was. No chance is in it.
func fit(x [][]float64, y []float64, old []float64, ridge float64) []float64 {
	const steps, rate = 4000, 0.5
	w := make([]float64, len(old))
	scale, bias := 4.0, 0.0 // a point of score is worth several of log-odds
	for i := range w {
		w[i] = scale * old[i]
	}
	gradient := make([]float64, len(w))
	for range steps {
		down := 0.0
		for i := range gradient {
			gradient[i] = 2 * ridge * (w[i] - scale*old[i])
		}
		for n := range x {
			miss := (1/(1+math.Exp(-dot(w, x[n])-bias)) - y[n]) / float64(len(x))
			down += miss
			for i := range w {
				gradient[i] += miss * x[n][i]
			}
		}
		bias -= rate * down
		for i := range w {
			w[i] -= rate * gradient[i]
			if w[i]*old[i] < 0 || old[i] == 0 {
				w[i] = 0
			}
		}
		if s := dot(w, old) / dot(old, old); s > 0 {
			scale = s
		}
	}
	return rescaled(w, old)
}

func rescaled(w, old []float64) []float64 {
	sum := func(v []float64) float64 {
		total := 0.0
		for _, x := range v {
			total += math.Max(0, x)
		}
		return total
	}
	is := sum(w)
	if is == 0 {
		return old
	}
	out := make([]float64, len(w))
	for i := range w {
		out[i] = math.Round(1e4*w[i]*sum(old)/is) / 1e4
	}
	return out
}

// signFlip is a paired permutation test: the share of sign patterns of the
// differences whose sum is at least the one seen. Up to 14 differences all
// patterns are tried, else a fixed sequence of 20,000.
func signFlip(d []float64) float64 {
	var nonzero []float64
	seen := 0.0
	for _, x := range d {
		if x != 0 {
			nonzero = append(nonzero, x)
			seen += x
		}
	}
	if len(nonzero) == 0 {
		return 1
	}
	const all, tries = 14, 20000
	patterns := uint64(tries)
	if len(nonzero) <= all {
		patterns = 1 << len(nonzero)
	}
	atLeast := uint64(0)
	state := uint64(0x9e3779b97f4a7c15)
	for k := range patterns {
		sum, bits := 0.0, k
		for i, x := range nonzero {
			if len(nonzero) > all && i%64 == 0 {
				state ^= state << 13
				state ^= state >> 7
				state ^= state << 17
				bits = state
			}
			if bits>>(i%64)&1 == 1 {
				x = -x
			}
			sum += x
		}
		if sum >= seen-1e-12 {
			atLeast++
		}
	}
	return float64(atLeast) / float64(patterns)
}
