// Package eval judges target lists by recruiters' verdicts, and proposes
// weights that would have ordered the judged firms better. It computes on
// numbers alone and knows no store.
package eval

import (
	"crypto/sha256"
	"math"
	"slices"
)

// Firm is a firm of a list on which there is a verdict.
type Firm struct {
	ID     string
	Rank   int       // on the whole list, from 1; 0 where it is not on it
	Values []float64 // of the parts of its receipt; unknown is 0, as in the score
	Grade  float64   // what the verdict is worth; 0 is a verdict against it
}

// Good says whether the verdict is for the firm.
func (f *Firm) Good() bool { return f.Grade > 0 }

// List is one target list as far as it is judged.
type List struct {
	Link   string
	Judged []Firm
}

// order is the judged firms that are listed, the best first.
func (l *List) order(score func(*Firm) float64) []*Firm {
	var listed []*Firm
	for i := range l.Judged {
		if l.Judged[i].Rank > 0 {
			listed = append(listed, &l.Judged[i])
		}
	}
	slices.SortStableFunc(listed, func(a, b *Firm) int {
		switch x, y := score(a), score(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return a.Rank - b.Rank
	})
	return listed
}

// byRank scores a firm by where it stands.
func byRank(f *Firm) float64 { return -float64(f.Rank) }

// depth is how far down a list is looked.
const depth = 10

// Figures judge one list. The list is condensed: firms without a verdict are
// taken out before NDCG and MRR are computed (Sakai 2007), since a missing
// verdict is no verdict. A good firm that is not on the list counts as missed.
type Figures struct {
	Link      string   `json:"link"`
	LinkName  string   `json:"link_name,omitempty"`
	Judged    int      `json:"judged"`       // firms with a verdict
	Good      int      `json:"good"`         // of these, with one for them
	Missed    int      `json:"missed"`       // good firms that the list leaves out
	Judged10  int      `json:"judged_at_10"` // of the ten best of the whole list
	Precision *float64 `json:"p_at_10"`      // good of the judged among the ten best; nil where none is judged
	NDCG      *float64 `json:"ndcg_at_10"`   // nil where no firm is good
	MRR       *float64 `json:"mrr"`          // nil where no firm is good
}

// Measure judges one list as it stands.
func (l *List) Measure() Figures {
	f := Figures{Link: l.Link, Judged: len(l.Judged)}
	good10 := 0
	for i := range l.Judged {
		x := &l.Judged[i]
		if x.Good() {
			f.Good++
			if x.Rank == 0 {
				f.Missed++
			}
		}
		if x.Rank > 0 && x.Rank <= depth {
			f.Judged10++
			if x.Good() {
				good10++
			}
		}
	}
	if f.Judged10 > 0 {
		p := float64(good10) / float64(f.Judged10)
		f.Precision = &p
	}
	if f.Good > 0 {
		order := l.order(byRank)
		n, m := l.ndcg(order), mrr(order)
		f.NDCG, f.MRR = &n, &m
	}
	return f
}

func (l *List) ndcg(order []*Firm) float64 {
	gain := func(grade float64, at int) float64 { return (math.Exp2(grade) - 1) / math.Log2(float64(at)+2) }
	got, best := 0.0, 0.0
	for i, f := range order[:min(len(order), depth)] {
		got += gain(f.Grade, i)
	}
	grades := make([]float64, len(l.Judged))
	for i := range l.Judged {
		grades[i] = -l.Judged[i].Grade
	}
	slices.Sort(grades)
	for i, g := range grades[:min(len(grades), depth)] {
		best += gain(-g, i)
	}
	if best == 0 {
		return 0
	}
	return got / best
}

func mrr(order []*Firm) float64 {
	for i, f := range order {
		if f.Good() {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// Mean is the mean of the figures that are known, over lists.
func Mean(all []Figures) Figures {
	m := Figures{}
	mean := func(of func(*Figures) *float64) *float64 {
		sum, n := 0.0, 0
		for i := range all {
			if v := of(&all[i]); v != nil {
				sum, n = sum+*v, n+1
			}
		}
		if n == 0 {
			return nil
		}
		sum /= float64(n)
		return &sum
	}
	for i := range all {
		m.Judged, m.Good, m.Missed, m.Judged10 = m.Judged+all[i].Judged, m.Good+all[i].Good, m.Missed+all[i].Missed, m.Judged10+all[i].Judged10
	}
	m.Precision = mean(func(f *Figures) *float64 { return f.Precision })
	m.NDCG = mean(func(f *Figures) *float64 { return f.NDCG })
	m.MRR = mean(func(f *Figures) *float64 { return f.MRR })
	return m
}

// trains says whether a firm's verdicts serve to fit weights; the others are
// held out. It hangs on the firm alone, so that a firm that is judged for two
// gaps never stands on both sides, and later verdicts move nobody.
func trains(firm string, share float64) bool {
	sum := sha256.Sum256([]byte(firm))
	return float64(sum[0])+float64(sum[1])/256 < share*256
}

// split parts the judged firms of a list.
func (l *List) split(share float64) (train, held List) {
	train.Link, held.Link = l.Link, l.Link
	for _, f := range l.Judged {
		if trains(f.ID, share) {
			train.Judged = append(train.Judged, f)
		} else {
			held.Judged = append(held.Judged, f)
		}
	}
	return train, held
}
