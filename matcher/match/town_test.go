package match_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// town is testdata/town.yaml: a small record, and the lists it should give.
type town struct {
	Chains []struct {
		ID, Name string
		Order    int64
		Links    []string
	}
	Links    []graph.Link
	Flows    []struct{ From, To string }
	Firms    []townFirm
	Supplies []struct{ From, To string }
	Want     map[string]wanted
}

type townFirm struct {
	Name, Code, Region, Capital, Founded, Marks, Group, State, Kind, Parent, Other, Revenue, Verdict string
	AsOf                                                                                             string
	At                                                                                               []struct {
		Link, Role, Strength, In, Clause string
		Focus                            *float64
		Notes                            []string
	}
}

type wanted struct {
	Candidates, Adjacent, Local, Technology []string
	Members                                 map[string][]string
	Counts                                  map[string]int
	Excluded                                map[string]string
}

const home = "150300"

func today() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }

func readTown(t *testing.T) *town {
	t.Helper()
	b, err := os.ReadFile("testdata/town.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w := &town{}
	if err := yaml.UnmarshalWithOptions(b, w, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return w
}

func (f *townFirm) id() string { return "f-" + f.Name }

func (f *townFirm) firm() graph.Firm {
	asOf := "2026-01-01T00:00:00Z"
	if f.AsOf != "" {
		asOf = f.AsOf
	}
	s := graph.Statement{Source: graph.Source{Import: "i", File: "town.csv", Row: 1 + len(f.Name), AsOf: asOf}}
	for field, value := range map[graph.FirmField]string{graph.FieldName: f.Name, graph.FieldCode: f.Code, graph.FieldPlaceArea: f.Region,
		graph.FieldCapital: f.Capital, graph.FieldFounded: f.Founded, graph.FieldMarks: f.Marks, graph.FieldGroup: f.Group,
		graph.FieldState: f.State, graph.FieldOther: f.Other, graph.FieldRevenue: f.Revenue} {
		s.Values = append(s.Values, graph.Value{Field: field, Text: value})
	}
	firm := graph.Firm{ID: f.id(), Kind: graph.Company, ParentName: f.Parent}
	firm.Take(&s)
	if f.Kind != "" {
		firm.Kind = graph.FirmKind(f.Kind)
	}
	return firm
}

func (f *townFirm) presences() []graph.Presence {
	var list []graph.Presence
	firm := f.firm()
	for _, at := range f.At {
		p := graph.Presence{Firm: f.id(), Link: at.Link, Role: graph.Producer, Strength: graph.Strong, Focus: at.Focus, Region: f.Region}
		if at.Role != "" {
			p.Role = graph.Role(at.Role)
		}
		if at.Strength != "" {
			p.Strength = graph.Strength(at.Strength)
		}
		p.Verdict = graph.Verdict(f.Verdict)
		p.Counts = firm.InBeing && firm.Kind != graph.Branch && p.Verdict != graph.Rejected && p.Strength != graph.Weak
		in := graph.InScope
		if at.In != "" {
			in = at.In
		}
		p.Evidence = []graph.Evidence{{In: in, Clause: at.Clause, Strength: p.Strength, Notes: at.Notes}}
		list = append(list, p)
	}
	return list
}

// write puts the town into a store.
func (w *town) write(ctx context.Context, tx graph.Writer) error {
	if err := graph.Settings().Put(ctx, tx, []graph.Setting{{Key: graph.HomeRegionSetting, Value: home}}); err != nil {
		return err
	}
	if err := graph.Links().Put(ctx, tx, w.Links); err != nil {
		return err
	}
	for _, c := range w.Chains {
		if err := graph.Chains().Put(ctx, tx, []graph.Chain{{ID: c.ID, Name: c.Name, Order: c.Order}}); err != nil {
			return err
		}
		for i, link := range c.Links {
			m := graph.Membership{Link: link, Chain: c.ID, Owner: true, Order: int64(i)}
			if err := graph.Memberships().Connect(ctx, tx, []graph.Membership{m}); err != nil {
				return err
			}
		}
	}
	for _, f := range w.Flows {
		if err := graph.Flows().Connect(ctx, tx, []graph.Flow{{From: f.From, To: f.To, Kind: graph.Input}}); err != nil {
			return err
		}
	}
	if err := writeFirms(ctx, tx, w.Firms); err != nil {
		return err
	}
	for _, s := range w.Supplies {
		if err := graph.Supplies().Connect(ctx, tx, []graph.Supply{{Supplier: "f-" + s.From, Customer: "f-" + s.To}}); err != nil {
			return err
		}
	}
	return nil
}

func writeFirms(ctx context.Context, tx graph.Writer, firms []townFirm) error {
	for i := range firms {
		if err := graph.Firms().Put(ctx, tx, []graph.Firm{firms[i].firm()}); err != nil {
			return err
		}
		if err := graph.Presences().Connect(ctx, tx, firms[i].presences()); err != nil {
			return err
		}
	}
	return nil
}

// open writes the town into an embedded store of its own.
func (w *town) open(t *testing.T) *embedded.Store {
	t.Helper()
	ctx := context.Background()
	store, err := embedded.Open(ctx, filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := store.Update(ctx, func(tx graph.Writer) error { return w.write(ctx, tx) }); err != nil {
		t.Fatal(err)
	}
	return store
}

func matcherWith(t *testing.T, change func(*match.Weights)) *match.Matcher {
	t.Helper()
	weights, err := match.LoadWeights(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(weights)
	}
	return match.New(weights, func(code string) string { return "地区" + code }, today)
}

// list asks a store for a link's list: of the record and of a roster, which
// must say the same.
func list(t *testing.T, store graph.Store, m *match.Matcher, link string, o match.Options) *match.Answer {
	t.Helper()
	roster := m.NewRoster()
	if err := roster.Sync(context.Background(), store); err != nil {
		t.Fatal(err)
	}
	var a *match.Answer
	err := view(store, func(ctx context.Context, r graph.Reader, d *diagnosis.Diagnosis) error {
		var err error
		if a, err = m.ForLink(ctx, r, d, link, nil, o); err != nil {
			return err
		}
		b, err := m.ForLink(ctx, r, d, link, roster, o)
		if err != nil {
			return err
		}
		sameList(t, "of "+link+", from the roster", b, a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sameList compares two lists as they are shown.
func sameList(t *testing.T, what string, got, want *match.Answer) {
	t.Helper()
	g, err1 := json.MarshalIndent(got, "", " ")
	w, err2 := json.MarshalIndent(want, "", " ")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(g, w) {
		t.Errorf("the list %s is\n%s\nwant\n%s", what, g, w)
	}
}

func view(store graph.Store, fn func(context.Context, graph.Reader, *diagnosis.Diagnosis) error) error {
	ctx := context.Background()
	rules, err := diagnosis.LoadRules(os.DirFS("../../data"))
	if err != nil {
		return err
	}
	return store.View(ctx, func(r graph.Reader) error {
		state, err := diagnosis.Load(ctx, r, rules, home)
		if err != nil {
			return err
		}
		return fn(ctx, r, diagnosis.Diagnose(state, rules, today().Format(time.DateOnly)))
	})
}

func names(list []match.Candidate) []string {
	all := make([]string, len(list))
	for i, c := range list {
		all[i] = c.Firm.Name
	}
	return all
}

func part(t *testing.T, a *match.Answer, firm, name string) match.Part {
	t.Helper()
	for _, c := range a.Candidates {
		for _, p := range c.Receipt {
			if c.Firm.Name == firm && p.Part == name {
				return p
			}
		}
	}
	t.Fatalf("%s has no part %s", firm, name)
	return match.Part{}
}
