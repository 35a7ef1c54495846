package matcher

import (
	"context"
	"maps"
	"slices"
	"sync"

	"liantu/graph"
	"liantu/matcher/match"
)

// Bounds on what is kept: this many lists, of at most so many candidates each.
const (
	keptLists      = 64
	keptCandidates = 500
)

// listKey tells ranked lists of one record apart.
type listKey struct {
	target             Target
	options            match.Options
	day, rules, weight string
}

// keptList is a ranked list, with what it rests on.
type keptList struct {
	basis
	answer *match.Answer
}

// lists are the ranked lists that were asked for last: a wide one takes reading
// thousands of firms, and a morning's meeting asks for it many times.
type lists struct {
	mu   sync.Mutex
	kept map[listKey]*keptList
	used []listKey // the latest last
}

// get gives a list that still holds for the snapshot; nil where there is none.
func (l *lists) get(ctx context.Context, r graph.Reader, key listKey, version graph.Version) (*match.Answer, error) {
	l.mu.Lock()
	k := l.kept[key]
	l.mu.Unlock()
	if k == nil {
		return nil, nil
	}
	reached, ok, err := k.reaching(ctx, r, version)
	if err != nil || !ok {
		return nil, err
	}
	k = &keptList{reached, k.answer}
	l.put(key, k)
	if k.answer.Version.Record == version {
		return k.answer, nil
	}
	answer := *k.answer
	answer.Version.Record = version
	return &answer, nil
}

// put keeps a list as the latest used.
func (l *lists) put(key listKey, k *keptList) {
	if len(k.answer.Candidates) > keptCandidates {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.kept == nil {
		l.kept = map[listKey]*keptList{}
	}
	if now := l.kept[key]; now != nil && now.to > k.to {
		return
	}
	if at := slices.Index(l.used, key); at >= 0 {
		l.used = slices.Delete(l.used, at, at+1)
	} else if len(l.used) == keptLists {
		delete(l.kept, l.used[0])
		l.used = l.used[1:]
	}
	l.kept[key] = k
	l.used = append(l.used, key)
}

// matchLink ranks firms for a gap or a link, or gives the list at hand where
// nothing that it rests on has changed since: never a stale one.
func (e *Engine) matchLink(ctx context.Context, r graph.Reader, t Target, o match.Options) (*match.Answer, error) {
	rules, err := e.rulesOf(ctx, r)
	if err != nil {
		return nil, err
	}
	h, version, err := e.heldFor(ctx, r, rules)
	if err != nil {
		return nil, err
	}
	d, m := h.at(version), rules.matcher
	key := listKey{t, o, d.Day, d.RulesVersion, m.Weights().Version}
	if answer, err := e.lists.get(ctx, r, key, version); answer != nil || err != nil {
		return answer, err
	}
	roster, done, err := e.rosterFor(ctx, r, rules, version)
	if err != nil {
		return nil, err
	}
	defer done()
	notes := &noting{Reader: r, schema: graph.Declared(), labels: maps.Clone(h.reads)}
	notes.edges("OCCUPIES", "SUPPLIES") // on which a roster rests
	var answer *match.Answer
	if t.Gap != "" {
		answer, err = m.ForGap(ctx, notes, d, t.Gap, roster, o)
	} else {
		answer, err = m.ForLink(ctx, notes, d, t.Link, roster, o)
	}
	if err != nil {
		return nil, err
	}
	answer.NamePlaces(rules.fullName)
	e.lists.put(key, &keptList{basis{notes.labels, version, version}, answer})
	return answer, nil
}
