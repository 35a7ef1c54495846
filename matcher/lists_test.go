package matcher

import (
	"fmt"
	"testing"

	"liantu/graph"
	"liantu/matcher/match"
)

func (r *rig) listOf(o match.Options) *match.Answer {
	r.Helper()
	a, err := r.engine.Match(r.Context(), Target{Link: "coke"}, o)
	if err != nil {
		r.Fatal(err)
	}
	return a
}

func newListRig(t *testing.T) (*rig, match.Options) {
	r := newRig(t)
	r.putFirm("f2", "西安市乙焦化有限公司", "生产焦炭")
	r.update(func(w graph.Writer) error {
		firms, err := graph.Firms().Get(t.Context(), w, []string{"f2"})
		if err != nil {
			return err
		}
		f := firms["f2"]
		f.Take(&graph.Statement{Source: graph.Source{Import: "j", File: "g.csv", Row: 2, AsOf: "2025-01-01T00:00:00Z"},
			Values: []graph.Value{{Field: graph.FieldPlaceArea, Text: "610100"}}})
		record, err := r.engine.Record(t.Context())
		if err != nil {
			return err
		}
		return record.PutFirms(t.Context(), w, []*graph.Firm{&f})
	})
	return r, match.Options{Top: 10, Anyway: true}
}

// A list is kept through what it does not rest on, and says the version it is asked at.
func TestAListIsKeptThroughVerdicts(t *testing.T) {
	r, o := newListRig(t)
	first := r.listOf(o)
	if len(first.Candidates) != 1 || first.Candidates[0].Firm.ID != "f2" {
		t.Fatalf("candidates %+v", first.Candidates)
	}
	r.verdict()
	second := r.listOf(o)
	if &first.Candidates[0] != &second.Candidates[0] {
		t.Error("ranked again")
	}
	if second.Version.Record != first.Version.Record+1 {
		t.Errorf("version %d after %d", second.Version.Record, first.Version.Record)
	}
	if other := r.listOf(match.Options{Top: 5, Anyway: true}); &other.Candidates[0] == &first.Candidates[0] {
		t.Error("other options gave the list that was kept")
	}
}

// A list that rests on something that changed is ranked again: a new maker,
// a judgement, another day, an older snapshot.
func TestAKeptListIsNeverStale(t *testing.T) {
	r, o := newListRig(t)
	r.listOf(o)
	r.putFirm("f3", "包头市丙焦化有限公司", "生产焦炭")
	r.update(func(w graph.Writer) error {
		record, err := r.engine.Record(t.Context())
		if err != nil {
			return err
		}
		return record.Judge(t.Context(), w, []graph.Judgement{{Firm: "f2", Link: "coke", Role: graph.Producer, Verdict: graph.Rejected, At: "2026-03-01T00:00:00Z"}})
	})
	if got := r.listOf(o); len(got.Candidates) != 0 || got.ExcludedCounts[match.RejectedBy] != 1 {
		t.Errorf("after a rejection: %+v %v", got.Candidates, got.ExcludedCounts)
	}
	before := r.listOf(o)
	r.today = r.today.AddDate(0, 0, 1)
	if again := r.listOf(o); again == before {
		t.Error("a list of yesterday")
	}
}

// What is kept is bounded, the list asked for longest ago going first.
func TestKeptListsAreBounded(t *testing.T) {
	var l lists
	for i := range keptLists + 6 {
		key := listKey{target: Target{Link: fmt.Sprint(i)}}
		l.put(key, &keptList{basis{to: 1}, &match.Answer{}})
	}
	if len(l.kept) != keptLists || len(l.used) != keptLists {
		t.Errorf("%d kept, %d in order", len(l.kept), len(l.used))
	}
	if l.kept[listKey{target: Target{Link: "5"}}] != nil || l.kept[listKey{target: Target{Link: "6"}}] == nil {
		t.Error("the wrong one went")
	}
	l.put(listKey{target: Target{Link: "wide"}}, &keptList{answer: &match.Answer{Candidates: make([]match.Candidate, keptCandidates+1)}})
	if l.kept[listKey{target: Target{Link: "wide"}}] != nil {
		t.Error("a list of any length is kept")
	}
}
