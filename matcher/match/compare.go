package match

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Comparison says how one list became another.
type Comparison struct {
	Gap       string   `json:"gap,omitempty"`
	Link      string   `json:"link"`
	LinkName  string   `json:"link_name"`
	From      ListRef  `json:"from"`
	To        ListRef  `json:"to"`
	Entered   []Change `json:"entered"`
	Left      []Change `json:"left"`
	Moved     []Change `json:"moved"` // stands elsewhere, or scores otherwise
	Unchanged int      `json:"unchanged"`
}

// ListRef names a list: a saved one, or "now".
type ListRef struct {
	Name    string  `json:"name"`
	At      string  `json:"at"`
	Version Version `json:"version"`
}

// Change is what happened to one firm. A rank or score that it does not have
// is nil.
type Change struct {
	Firm   FirmRef      `json:"firm"`
	From   *int         `json:"from_rank"`
	To     *int         `json:"to_rank"`
	Before *float64     `json:"from_score"`
	After  *float64     `json:"to_score"`
	Parts  []PartChange `json:"parts"` // those whose points differ, the greatest first
	Why    string       `json:"why"`
}

// PartChange is how one part of a receipt changed; a nil Value is unknown.
type PartChange struct {
	Part   string   `json:"part"`
	Name   string   `json:"name"`
	Before *float64 `json:"from_value"`
	After  *float64 `json:"to_value"`
	Points float64  `json:"points"` // after less before
	Why    string   `json:"why"`
}

// Compare says who entered, left and moved between two lists of the same
// link, and which parts did it. after is the later one with everybody on it;
// of both only the first top count as listed (0: all). same follows ids of
// firms that were merged into another since.
func Compare(before []Candidate, after *Answer, top int, same func(id string) string) Comparison {
	c := Comparison{Gap: after.Gap, Link: after.Link, LinkName: after.LinkName, Entered: []Change{}, Left: []Change{}, Moved: []Change{}}
	was, is := map[string]*Candidate{}, map[string]*Candidate{}
	for i := range before {
		was[same(before[i].Firm.ID)] = &before[i]
	}
	for i := range after.Candidates {
		is[after.Candidates[i].Firm.ID] = &after.Candidates[i]
	}
	listed := func(x *Candidate) bool { return x != nil && (top == 0 || x.Rank <= top) }
	for i := range after.Candidates {
		now := &after.Candidates[i]
		switch old := was[now.Firm.ID]; {
		case !listed(now):
		case old == nil:
			c.Entered = append(c.Entered, change(nil, now))
		case old.Rank == now.Rank && len(partChanges(old, now)) == 0:
			c.Unchanged++
		default:
			c.Moved = append(c.Moved, change(old, now))
		}
	}
	for i := range before {
		if now := is[same(before[i].Firm.ID)]; !listed(now) {
			left := change(&before[i], now)
			left.To = nil
			left.Why = whyLeft(after, same(before[i].Firm.ID), now, left.Why)
			c.Left = append(c.Left, left)
		}
	}
	return c
}

// whyLeft looks for the firm further down the list, among the members of a
// group, and among the excluded.
func whyLeft(after *Answer, id string, now *Candidate, moved string) string {
	if len(after.Candidates) == 0 && after.Note != "" {
		return after.Note
	}
	if now != nil {
		return fmt.Sprintf("退到第 %d，在所列之外；%s", now.Rank, moved)
	}
	for _, x := range after.Excluded {
		if x.Firm.ID == id {
			return "排除：" + ReasonName(x.Reason) + whyText(x.Text)
		}
	}
	for i := range after.Candidates {
		for _, m := range after.Candidates[i].Members {
			if m.ID == id {
				return "并入同集团的" + after.Candidates[i].Firm.Name
			}
		}
	}
	return "记录中不再显示其生产" + after.LinkName
}

func whyText(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

func change(old, now *Candidate) Change {
	c := Change{Parts: []PartChange{}}
	if old != nil {
		c.Firm, c.From, c.Before = old.Firm, &old.Rank, &old.Score
	}
	if now != nil {
		c.Firm, c.To, c.After = now.Firm, &now.Rank, &now.Score
	}
	switch {
	case old == nil:
		c.Why = "新上名单：" + now.Reason
	case now != nil:
		c.Parts = partChanges(old, now)
		c.Why = "自身得分未变，因他人进出或升降而移动"
		if len(c.Parts) > 0 {
			var why []string
			for _, p := range c.Parts {
				why = append(why, fmt.Sprintf("%s %+.4f", p.Name, p.Points))
			}
			c.Why = strings.Join(why, "；")
		}
	}
	return c
}

// partChanges are the parts whose points differ; a part that one of the
// receipts does not have counts there as unknown.
func partChanges(old, now *Candidate) []PartChange {
	list := []PartChange{}
	of := func(c *Candidate, part string) Part {
		for _, p := range c.Receipt {
			if p.Part == part {
				return p
			}
		}
		return Part{Part: part}
	}
	seen := map[string]bool{}
	for _, p := range slices.Concat(now.Receipt, old.Receipt) {
		a, b := of(old, p.Part), of(now, p.Part)
		if seen[p.Part] || math.Abs(a.Points-b.Points) < 1e-12 {
			continue
		}
		seen[p.Part] = true
		list = append(list, PartChange{Part: p.Part, Name: p.Name, Before: a.Value, After: b.Value, Points: b.Points - a.Points, Why: whyPart(a, b)})
	}
	slices.SortStableFunc(list, func(a, b PartChange) int { return cmp.Compare(math.Abs(b.Points), math.Abs(a.Points)) })
	return list
}

func whyPart(a, b Part) string {
	switch {
	case a.Value == nil && b.Value == nil:
		return ""
	case a.Value == nil:
		return "原不详，今知：" + firstText(b.Evidence)
	case b.Value == nil:
		return "原为" + firstText(a.Evidence) + "，今不详"
	case *a.Value == *b.Value:
		return fmt.Sprintf("权重由 %g 改为 %g", a.Weight, b.Weight)
	case firstText(a.Evidence) != firstText(b.Evidence):
		return fmt.Sprintf("由“%s”改为“%s”", firstText(a.Evidence), firstText(b.Evidence))
	}
	return fmt.Sprintf("取值由 %.3f 改为 %.3f", *a.Value, *b.Value)
}

func firstText(e []Evidence) string {
	if len(e) == 0 {
		return "无依据"
	}
	return e[0].Text
}
