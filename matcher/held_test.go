package matcher

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"liantu/data"
	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/matcher/diagnosis"
)

// rig is a record with the starter data, one firm and an engine over it.
type rig struct {
	*testing.T
	path   string
	store  *embedded.Store
	engine *Engine
	today  time.Time
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{T: t, path: filepath.Join(t.TempDir(), "record.db"), today: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	var err error
	if r.store, err = embedded.Open(t.Context(), r.path, embedded.Options{Schema: graph.Declared()}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.store.Close() })
	regions, err := data.Regions(data.Starter())
	if err != nil {
		t.Fatal(err)
	}
	r.update(func(w graph.Writer) error {
		if _, err := data.Load(t.Context(), w, data.Starter()); err != nil {
			return err
		}
		if err := graph.Regions().Put(t.Context(), w, regions); err != nil {
			return err
		}
		return graph.Settings().Put(t.Context(), w, []graph.Setting{{Key: graph.HomeRegionSetting, Value: "150300"}})
	})
	r.engine = New(r.store, nil, func() time.Time { return r.today })
	r.putFirm("f1", "乌海市甲焦化有限公司", "生产焦炭")
	return r
}

func (r *rig) update(fn func(graph.Writer) error) {
	r.Helper()
	if err := r.store.Update(r.Context(), fn); err != nil {
		r.Fatal(err)
	}
}

func (r *rig) putFirm(id, name, scope string) {
	r.Helper()
	record, err := r.engine.Record(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	f := &graph.Firm{ID: id}
	f.Take(&graph.Statement{Source: graph.Source{Import: "i", File: "f.csv", Row: 2, AsOf: "2024-01-01T00:00:00Z"}, Values: []graph.Value{
		{Field: graph.FieldName, Text: name}, {Field: graph.FieldScope, Text: scope}, {Field: graph.FieldPlaceArea, Text: "150300"}}})
	r.update(func(w graph.Writer) error { return record.PutFirms(r.Context(), w, []*graph.Firm{f}) })
}

// diagnosisOf asks an engine for the diagnosis that it would answer with.
func (r *rig) diagnosisOf(e *Engine) *diagnosis.Diagnosis {
	r.Helper()
	var answer *diagnosis.Diagnosis
	err := e.answer(r.Context(), func(reader graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
		version, err := reader.Version(r.Context())
		if d.Version != version {
			r.Errorf("an answer from version %d says that it is of %d", version, d.Version)
		}
		answer = d
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return answer
}

func (r *rig) verdict() {
	v := graph.TargetVerdict{ID: "v1", Firm: "f1", Link: "coke", Outcome: graph.Useful, At: "2026-03-01T09:00:00Z"}
	r.update(func(w graph.Writer) error { return graph.Verdicts().Put(r.Context(), w, []graph.TargetVerdict{v}) })
}

func (r *rig) listing() {
	l := graph.Listing{ID: "coke|a", Name: "a", Link: "coke", At: "2026-03-01T09:00:00Z"}
	r.update(func(w graph.Writer) error { return graph.Listings().Put(r.Context(), w, []graph.Listing{l}) })
}

func TestWhatTheDiagnosisDoesNotReadLeavesItStanding(t *testing.T) {
	r := newRig(t)
	first := r.diagnosisOf(r.engine)
	for name, change := range map[string]func(){
		"verdict": r.verdict,
		"listing": r.listing,
		"alias": func() {
			r.update(func(w graph.Writer) error { return graph.Aliases().Put(t.Context(), w, []graph.Alias{{ID: "name:x"}}) })
		},
		"many verdicts": func() {
			for range 3 {
				r.update(func(w graph.Writer) error {
					all := make([]graph.TargetVerdict, 700)
					for i := range all {
						all[i] = graph.TargetVerdict{ID: string(rune('a'+i%26)) + string(rune('一'+i)), Firm: "f1", Link: "coke", Outcome: graph.Dead, At: "2026"}
					}
					return graph.Verdicts().Put(t.Context(), w, all)
				})
			}
		},
	} {
		change()
		if r.diagnosisOf(r.engine).State() != first.State() {
			t.Errorf("%s: computed again", name)
		}
	}
}

func TestWhatTheDiagnosisReadsIsNeverStale(t *testing.T) {
	r := newRig(t)
	last := r.diagnosisOf(r.engine)
	for _, step := range []struct {
		name   string
		change func()
		holds  func(*diagnosis.Diagnosis) bool
	}{
		{"firm", func() { r.putFirm("f2", "乌海市乙焦化有限公司", "生产焦炭") }, func(d *diagnosis.Diagnosis) bool { return len(d.State().Here["coke"]) == 2 }},
		{"firm after a verdict", func() { r.verdict(); r.putFirm("f3", "乌海市丙焦化有限公司", "生产焦炭"); r.listing() },
			func(d *diagnosis.Diagnosis) bool { return len(d.State().Here["coke"]) == 3 }},
		{"judgement", func() {
			if _, err := r.engine.Judge(t.Context(), "f1", graph.Judgement{Link: "coke", Verdict: graph.Rejected}); err != nil {
				t.Fatal(err)
			}
		}, func(d *diagnosis.Diagnosis) bool { return *d.Links["coke"].Figures["producers"].Value == 2 }},
		{"indicator", func() {
			v := 5.0
			r.update(func(w graph.Writer) error {
				return graph.Indicators().Put(t.Context(), w, []graph.Indicator{{ID: "x", Subject: "150300", Link: "coke", Measure: "capacity", Value: &v, Unit: "万t/a", Date: "2025-01-01", Source: "s"}})
			})
		}, func(d *diagnosis.Diagnosis) bool { return len(d.State().Indicators) == 1 }},
		{"link", func() {
			r.update(func(w graph.Writer) error {
				l, err := graph.Links().One(t.Context(), w, "coke")
				if err != nil {
					return err
				}
				l.Name = "焦"
				return graph.Links().Put(t.Context(), w, []graph.Link{l})
			})
		}, func(d *diagnosis.Diagnosis) bool { return d.Links["coke"].Link.Name == "焦" }},
		{"data file", func() {
			r.update(func(w graph.Writer) error {
				f, err := graph.DataFiles().One(t.Context(), w, "rules/status.yaml")
				if err != nil {
					return err
				}
				f.Digest, f.Content = "changed", f.Content+"\n# changed\n"
				return graph.DataFiles().Put(t.Context(), w, []graph.DataFile{f})
			})
		}, func(d *diagnosis.Diagnosis) bool { return d.RulesVersion != last.RulesVersion }},
		{"firm deleted", func() {
			r.update(func(w graph.Writer) error { return graph.Firms().Delete(t.Context(), w, []string{"f3"}) })
		}, func(d *diagnosis.Diagnosis) bool { return len(d.State().Here["coke"]) == 2 }},
		{"home region", func() {
			r.update(func(w graph.Writer) error {
				return graph.Settings().Put(t.Context(), w, []graph.Setting{{Key: graph.HomeRegionSetting, Value: "640200"}})
			})
		}, func(d *diagnosis.Diagnosis) bool { return d.State().Home == "640200" }},
		{"day", func() { r.today = r.today.AddDate(0, 0, 1) }, func(d *diagnosis.Diagnosis) bool { return d.Day == "2026-03-02" }},
	} {
		step.change()
		d := r.diagnosisOf(r.engine)
		if d.State() == last.State() || !step.holds(d) {
			t.Errorf("%s: the answer is the old one", step.name)
		}
		last = d
	}
}

// A second engine over the same file stands for another process: it learns of
// the writer's changes from the record alone.
func TestTheOtherProcessIsNotTakenForNobody(t *testing.T) {
	r := newRig(t)
	beside, err := embedded.Open(t.Context(), r.path, embedded.Options{Schema: graph.Declared(), ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	other := New(beside, nil, func() time.Time { return r.today })
	first := r.diagnosisOf(other)
	r.verdict()
	if r.diagnosisOf(other).State() != first.State() {
		t.Error("a verdict of the other process: computed again")
	}
	r.putFirm("f2", "乌海市乙焦化有限公司", "生产焦炭")
	if d := r.diagnosisOf(other); len(d.State().Here["coke"]) != 2 {
		t.Error("a firm of the other process is not seen")
	}
}

// An answer of an older snapshot does not take the newer diagnosis, nor does
// it spoil it.
func TestAnOlderSnapshotGetsItsOwn(t *testing.T) {
	r := newRig(t)
	err := r.engine.answer(t.Context(), func(old graph.Reader, rules *ruleset, before *diagnosis.Diagnosis) error {
		r.putFirm("f2", "乌海市乙焦化有限公司", "生产焦炭")
		after := r.diagnosisOf(r.engine)
		again, err := r.engine.diagnose(t.Context(), old, rules)
		if err != nil {
			return err
		}
		if len(again.State().Here["coke"]) != 1 || again.Version != before.Version {
			t.Error("an older snapshot was answered with what came after")
		}
		if r.diagnosisOf(r.engine).State() != after.State() {
			t.Error("the older answer took the newer one's place")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever is written meanwhile, an answer agrees with its own snapshot.
func TestAnswersAgreeWithTheirSnapshots(t *testing.T) {
	r := newRig(t)
	stop := make(chan struct{})
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				err := r.engine.answer(t.Context(), func(reader graph.Reader, _ *ruleset, d *diagnosis.Diagnosis) error {
					there, err := graph.Presences().At(t.Context(), reader, graph.NeighbourQuery{Keys: []string{"coke"}, Direction: graph.Into})
					if len(there) != len(d.State().Here["coke"]) {
						t.Errorf("version %d: %d at coke, the diagnosis read %d", d.Version, len(there), len(d.State().Here["coke"]))
					}
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 12 {
		r.putFirm(fmt.Sprint("g", i), fmt.Sprintf("乌海市第%d焦化有限公司", i), "生产焦炭")
		r.verdict()
		if _, err := r.engine.Materialise(t.Context()); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	asking.Wait()
}
