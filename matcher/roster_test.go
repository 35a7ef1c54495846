package matcher

import (
	"encoding/json"
	"testing"

	"liantu/graph"
	"liantu/matcher/match"
)

// fromRoster says whether lists are ranked from the roster now.
func (r *rig) fromRoster() (is bool) {
	r.Helper()
	err := r.store.View(r.Context(), func(reader graph.Reader) error {
		rules, err := r.engine.rulesOf(r.Context(), reader)
		if err != nil {
			return err
		}
		version, err := reader.Version(r.Context())
		if err != nil {
			return err
		}
		roster, done, err := r.engine.rosterFor(r.Context(), reader, rules, version)
		done()
		is = roster != nil
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return is
}

func (r *rig) syncRoster() {
	r.Helper()
	if err := r.engine.SyncRoster(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// freshly is the list as an engine gives it that has kept nothing.
func (r *rig) freshly(o match.Options) *match.Answer {
	r.Helper()
	fresh := &rig{T: r.T, store: r.store, engine: New(r.store, nil, r.engine.now)}
	return fresh.listOf(o)
}

func (r *rig) sameAsFresh(when string, o match.Options) {
	r.Helper()
	got, err1 := json.Marshal(r.listOf(o))
	want, err2 := json.Marshal(r.freshly(o))
	if err1 != nil || err2 != nil || string(got) != string(want) {
		r.Errorf("%s: %s, want %s", when, got, want)
	}
}

// A list is right whether the roster is up to the record, behind it, or of
// rules that have changed.
func TestListsAreRightWhereverTheRosterStands(t *testing.T) {
	r, o := newListRig(t)
	if r.fromRoster() {
		t.Error("a roster that nobody asked for")
	}
	r.syncRoster()
	if !r.fromRoster() {
		t.Error("not used when it is there")
	}
	r.sameAsFresh("up to the record", o)
	r.verdict()
	if !r.fromRoster() {
		t.Error("a verdict spoils it")
	}
	r.putFirm("f3", "包头市丙焦化有限公司", "生产焦炭")
	if r.fromRoster() {
		t.Error("used behind the record")
	}
	r.sameAsFresh("behind", o)
	r.syncRoster()
	if !r.fromRoster() {
		t.Error("not used when it has caught up")
	}
	r.sameAsFresh("caught up", o)
	r.update(func(w graph.Writer) error {
		files, err := graph.DataFiles().Get(t.Context(), w, []string{match.WeightsFile})
		if err != nil {
			return err
		}
		f := files[match.WeightsFile]
		f.Content += "\n# changed\n"
		f.Digest = "other"
		return graph.DataFiles().Put(t.Context(), w, []graph.DataFile{f})
	})
	if r.fromRoster() {
		t.Error("used under other rules")
	}
	r.sameAsFresh("under other rules", o)
	r.syncRoster()
	if !r.fromRoster() {
		t.Error("not used under the new rules")
	}
}
