package matcher

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"liantu/graph"
	"liantu/graph/embedded"
)

// materialised is what a record holds of gaps and statuses.
type materialised struct {
	gaps     map[string]graph.Gap
	statuses map[string]graph.LinkStatus
	grounds  []graph.Ground
}

func (r *rig) nodes(store graph.Store) materialised {
	r.Helper()
	m := materialised{gaps: map[string]graph.Gap{}, statuses: map[string]graph.LinkStatus{}}
	err := store.View(r.Context(), func(reader graph.Reader) error {
		for g, err := range graph.Gaps().All(r.Context(), reader, graph.Query{}) {
			if err != nil {
				return err
			}
			m.gaps[g.ID] = g
		}
		for s, err := range graph.LinkStatuses().All(r.Context(), reader, graph.Query{}) {
			if err != nil {
				return err
			}
			m.statuses[s.ID] = s
		}
		var ids []string
		for id := range m.gaps {
			ids = append(ids, id)
		}
		var err error
		m.grounds, err = graph.Grounds().At(r.Context(), reader, graph.NeighbourQuery{Keys: ids})
		if err != nil {
			return err
		}
		found, err := graph.VerifyMade(r.Context(), reader, store.ID())
		if len(found.Problems) > 0 {
			r.Errorf("verify: %v", found.Problems)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return m
}

func (r *rig) materialise(wants bool) {
	r.Helper()
	wrote, err := r.engine.Materialise(r.Context())
	if err != nil || wrote != wants {
		r.Fatalf("wrote %v, want %v: %v", wrote, wants, err)
	}
}

// complete declares a list of the home region's firms complete, so that what
// is not there is blank and gaps arise.
func (r *rig) complete() {
	r.update(func(w graph.Writer) error {
		return graph.Imports().Put(r.Context(), w, []graph.Import{{ID: "i", File: "f.csv", AsOf: "2024-01-01T00:00:00Z",
			Started: "2024-01-01T00:00:00Z", Finished: "2024-01-01T00:00:00Z", Complete: "150300"}})
	})
}

func TestGapsAndStatusesStandInTheRecord(t *testing.T) {
	r := newRig(t)
	r.putFirm("f2", "乌海市乙焦油加工有限公司", "煤焦油深加工；生产煤焦油沥青")
	r.complete()
	r.materialise(true)
	d := r.diagnosisOf(r.engine)
	held := r.nodes(r.store)
	if len(held.statuses) != len(d.Links) || len(held.gaps) != len(d.Gaps)+len(d.NotHostable) || len(held.grounds) == 0 {
		t.Fatalf("%d statuses of %d links, %d gaps of %d and %d, %d grounds", len(held.statuses), len(d.Links), len(held.gaps), len(d.Gaps), len(d.NotHostable), len(held.grounds))
	}
	for _, want := range append(d.Gaps, d.NotHostable...) {
		got := held.gaps[want.ID]
		if got.Link != want.Link || got.Kind != string(want.Kind) || *got.Priority != want.Priority || got.Why != want.Why ||
			got.Made.Of != r.store.ID() || got.Made.Day != "2026-03-01" || !strings.HasPrefix(got.Name, want.LinkName+" "+want.Kind.Word()) {
			t.Errorf("%+v\nwant %+v", got, want)
		}
	}
	coke := held.statuses["150300-coke"]
	if coke.Status != string(d.Links["coke"].Status) || coke.Firms != 1 || coke.Why != d.Links["coke"].Why || coke.Name != "焦炭 "+d.Links["coke"].Status.Word() {
		t.Errorf("%+v", coke)
	}
	for _, g := range held.grounds {
		from, to := g.Link, held.gaps[g.Gap].Link
		if g.As == "buyer" {
			from, to = to, from
		}
		if !slices.ContainsFunc(d.State().Flows, func(f graph.Flow) bool { return f.From == from && f.To == to }) {
			t.Errorf("%+v: nothing flows from %s to %s", g, from, to)
		}
	}
}

func TestMaterialisingWritesOnlyWhereItMust(t *testing.T) {
	r := newRig(t)
	r.materialise(true)
	first := r.diagnosisOf(r.engine)
	r.materialise(false)
	r.verdict()
	r.materialise(false)
	if r.diagnosisOf(r.engine).State() != first.State() {
		t.Error("writing the nodes made the diagnosis old")
	}
	fresh := New(r.store, nil, func() time.Time { return r.today }) // of the next process
	if wrote, err := fresh.Materialise(t.Context()); wrote || err != nil {
		t.Errorf("the next process wrote them again: %v", err)
	}
	r.complete()
	r.materialise(true)
	before := r.nodes(r.store)
	r.today = r.today.AddDate(0, 0, 1)
	r.materialise(true)
	r.update(func(w graph.Writer) error {
		return graph.Settings().Put(t.Context(), w, []graph.Setting{{Key: graph.HomeRegionSetting, Value: "640200"}})
	})
	r.materialise(true)
	after := r.nodes(r.store)
	if after.statuses["150300-coke"].ID != "" || after.statuses["640200-coke"].ID == "" || len(after.statuses) != len(before.statuses) {
		t.Errorf("after the home region changed there are %d statuses, 150300's among them: %v", len(after.statuses), after.statuses["150300-coke"].ID != "")
	}
}

// A copy holds the nodes as they were, and does not take them for its own.
func TestACopiedRecordMakesItsOwnNodes(t *testing.T) {
	r := newRig(t)
	r.complete()
	r.materialise(true)
	other, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "other.db"), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := graph.Copy(t.Context(), r.store, other, graph.Declared(), nil); err != nil {
		t.Fatal(err)
	}
	if g := r.nodes(other).statuses["150300-coke"]; g.Made.Of != r.store.ID() {
		t.Errorf("%+v", g.Made)
	}
	wrote, err := New(other, nil, func() time.Time { return r.today }).Materialise(t.Context())
	if err != nil || !wrote {
		t.Fatalf("wrote %v: %v", wrote, err)
	}
	if g := r.nodes(other).statuses["150300-coke"]; g.Made.Of != other.ID() {
		t.Errorf("%+v", g.Made)
	}
}

// What a reader sees while the nodes are replaced is the old ones, whole, and
// so it is when the writing fails.
func TestNobodySeesHalfOfTheNodes(t *testing.T) {
	r := newRig(t)
	r.materialise(true)
	before := r.nodes(r.store)
	r.complete()
	failed := errors.New("power cut")
	err := r.store.Update(t.Context(), func(w graph.Writer) error {
		n, err := r.engine.nodes(t.Context(), w)
		if err != nil {
			return err
		}
		if err := n.replace(t.Context(), w); err != nil {
			return err
		}
		if now := r.nodes(r.store); len(now.gaps) != len(before.gaps) || now.statuses["150300-coke"].Made != before.statuses["150300-coke"].Made {
			t.Error("a reader beside the writer sees what is not committed")
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	if now := r.nodes(r.store); len(now.gaps) != len(before.gaps) || now.statuses["150300-coke"].Made != before.statuses["150300-coke"].Made {
		t.Error("a failed making left something behind")
	}
	r.materialise(true)
}
