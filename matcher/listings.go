package matcher

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// Now names the list as it would be computed at this moment.
const Now = "now"

// ListingView is a saved list without its firms.
type ListingView struct {
	match.ListRef
	Gap     string        `json:"gap,omitempty"`
	Link    string        `json:"link"`
	Options match.Options `json:"options"`
}

// ListingsView is the saved lists of a link, or all.
type ListingsView struct {
	Listings []ListingView `json:"listings"`
	Total    int           `json:"total"`
}

// Save ranks firms for a gap or link and keeps the list under a name.
// Conflict where the link has a list of that name already: a saved list never
// changes.
func (e *Engine) Save(ctx context.Context, t Target, name string, o match.Options) (*match.Answer, *ListingView, error) {
	name = strings.TrimSpace(name)
	const longest = 100
	if name == "" || name == Now || utf8.RuneCountInString(name) > longest || strings.ContainsAny(name, "|\x00") || !utf8.ValidString(name) {
		return nil, nil, graph.Errorf(graph.Invalid, "名单的名称须为 1 到 %d 字，不含竖线，也不能是 %s", longest, Now)
	}
	if t.Text != "" {
		return nil, nil, graph.Errorf(graph.Invalid, "只能保存缺口或环节的名单")
	}
	a, err := e.Match(ctx, t, o)
	if err != nil {
		return nil, nil, err
	}
	l, err := listingOf(a, name, o, e.now())
	if err != nil {
		return nil, nil, err
	}
	err = e.store.Update(ctx, func(w graph.Writer) error {
		held, err := graph.Listings().Get(ctx, w, []string{l.ID})
		if err != nil {
			return err
		}
		if len(held) > 0 {
			return graph.Errorf(graph.Conflict, "%s已有名为“%s”的名单，请另取名称", a.LinkName, name)
		}
		return graph.Listings().Put(ctx, w, []graph.Listing{l})
	})
	if err != nil {
		return nil, nil, err
	}
	view, err := listingView(&l)
	return a, view, err
}

func listingOf(a *match.Answer, name string, o match.Options, now time.Time) (graph.Listing, error) {
	l := graph.Listing{ID: graph.ListingID(a.Link, name), Name: name, Gap: a.Gap, Link: a.Link, Record: int64(a.Version.Record),
		Rules: a.Version.Rules, Weights: a.Version.Weights, At: now.UTC().Format(time.RFC3339)}
	var err error
	if l.Options, err = json.Marshal(o); err != nil {
		return l, err
	}
	l.Firms, err = json.Marshal(a.Candidates)
	return l, err
}

func listingView(l *graph.Listing) (*ListingView, error) {
	v := &ListingView{ListRef: listRef(l), Gap: l.Gap, Link: l.Link}
	if len(l.Options) == 0 {
		return v, nil
	}
	return v, json.Unmarshal(l.Options, &v.Options)
}

func listRef(l *graph.Listing) match.ListRef {
	return match.ListRef{Name: l.Name, At: l.At, Version: match.Version{Record: graph.Version(l.Record), Rules: l.Rules, Weights: l.Weights}}
}

// Listings are the saved lists, the oldest first: of one gap or link, or all
// where the target names neither.
func (e *Engine) Listings(ctx context.Context, t Target) (*ListingsView, error) {
	view := &ListingsView{Listings: []ListingView{}}
	err := e.store.View(ctx, func(r graph.Reader) error {
		q := graph.Query{OrderBy: []graph.Order{{Field: "at"}}}
		if t.Gap != "" || t.Link != "" {
			link, err := t.link(ctx, r)
			if err != nil {
				return err
			}
			q.Where = []graph.Cond{{Field: "link", Op: graph.Eq, Value: link}}
		}
		for l, err := range graph.Listings().All(ctx, r, q) {
			if err != nil {
				return err
			}
			v, err := listingView(&l)
			if err != nil {
				return err
			}
			view.Listings = append(view.Listings, *v)
		}
		view.Total = len(view.Listings)
		return nil
	})
	return view, err
}

// Compare says how the saved list from of a gap or link became the saved list
// to, or the one of now ("" or Now). NotFound for an unknown name.
func (e *Engine) Compare(ctx context.Context, t Target, from, to string) (*match.Comparison, error) {
	var c match.Comparison
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		link, err := t.link(ctx, r)
		if err != nil {
			return err
		}
		old, before, err := savedList(ctx, r, link, from)
		if err != nil {
			return err
		}
		view, err := listingView(old)
		if err != nil {
			return err
		}
		after, ref, err := e.laterList(ctx, r, rules, d, t, link, to, view.Options)
		if err != nil {
			return err
		}
		same, err := merged(ctx, r, before)
		if err != nil {
			return err
		}
		c = match.Compare(before, after, view.Options.Top, same)
		c.From, c.To = view.ListRef, ref
		return nil
	})
	return &c, err
}

// laterList is a saved list, or that of now with everybody on it.
func (e *Engine) laterList(ctx context.Context, r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis, t Target, link, to string, o match.Options) (*match.Answer, match.ListRef, error) {
	if to != "" && to != Now {
		saved, firms, err := savedList(ctx, r, link, to)
		if err != nil {
			return nil, match.ListRef{}, err
		}
		return &match.Answer{Gap: saved.Gap, Link: link, LinkName: d.Links[link].Link.Name, Candidates: firms}, listRef(saved), nil
	}
	o.Top, o.Excluded = 0, math.MaxInt32
	a, err := rules.matcher.ForLink(ctx, r, d, link, nil, o)
	if err != nil {
		return nil, match.ListRef{}, err
	}
	a.Gap = t.Gap
	a.NamePlaces(rules.fullName)
	return a, match.ListRef{Name: Now, At: e.now().UTC().Format(time.RFC3339), Version: a.Version}, nil
}

// link is the link that a gap or link names; NotFound, Invalid. A gap may be
// closed since: its id still names the link.
func (t Target) link(ctx context.Context, r graph.Reader) (string, error) {
	if (t.Gap == "") == (t.Link == "") {
		return "", graph.Errorf(graph.Invalid, "缺口与环节须给且只给一个")
	}
	link := t.Link
	if t.Gap != "" {
		home, err := graph.HomeRegion(ctx, r)
		if err != nil {
			return "", err
		}
		var ours bool
		if link, ours = strings.CutPrefix(t.Gap, diagnosis.GapID(home, "")); !ours {
			return "", graph.Errorf(graph.NotFound, "没有编号为 %s 的缺口", t.Gap)
		}
	}
	held, err := graph.Links().Get(ctx, r, []string{link})
	if err == nil && len(held) == 0 {
		err = graph.Errorf(graph.NotFound, "没有编号为 %s 的缺口或环节", t.Gap+t.Link)
	}
	return link, err
}

func savedList(ctx context.Context, r graph.Reader, link, name string) (*graph.Listing, []match.Candidate, error) {
	l, err := graph.Listings().One(ctx, r, graph.ListingID(link, name))
	if graph.CodeOf(err) == graph.NotFound {
		return nil, nil, graph.Errorf(graph.NotFound, "没有名为“%s”的名单", name)
	}
	if err != nil {
		return nil, nil, err
	}
	var firms []match.Candidate
	if len(l.Firms) > 0 {
		err = json.Unmarshal(l.Firms, &firms)
	}
	return &l, firms, err
}

// merged follows the ids of a list's firms to those that they were merged into.
func merged(ctx context.Context, r graph.Reader, list []match.Candidate) (func(string) string, error) {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].Firm.ID
	}
	return currentIDs(ctx, r, ids)
}

// currentIDs gives for ids, former ones among them, those of now.
func currentIDs(ctx context.Context, r graph.Reader, ids []string) (func(string) string, error) {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = graph.IDAlias(id)
	}
	aliases, err := graph.AliasesOf().At(ctx, r, graph.NeighbourQuery{Keys: keys, Direction: graph.Out})
	if err != nil {
		return nil, err
	}
	of := map[string]string{}
	for _, a := range aliases {
		of[a.Alias] = a.Firm
	}
	return func(id string) string {
		if now := of[graph.IDAlias(id)]; now != "" {
			return now
		}
		return id
	}, nil
}
