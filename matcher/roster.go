package matcher

import (
	"context"

	"liantu/graph"
	"liantu/matcher/match"
)

// SyncRoster brings the roster, from which wide lists are ranked, up to the
// record; the first time it reads all of it. Lists are the same without it,
// and take longer. It is for a process that answers many questions.
func (e *Engine) SyncRoster(ctx context.Context) error {
	rules, err := e.rulesNow(ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	if e.roster == nil || !e.roster.For(rules.matcher) {
		e.roster = rules.matcher.NewRoster()
	}
	roster := e.roster
	e.mu.Unlock()
	return roster.Sync(ctx, e.store)
}

// rosterFor is the roster where it holds for a snapshot; done lets go of it.
func (e *Engine) rosterFor(ctx context.Context, r graph.Reader, rules *ruleset, version graph.Version) (roster *match.Roster, done func(), err error) {
	e.mu.Lock()
	roster = e.roster
	e.mu.Unlock()
	if roster == nil || !roster.For(rules.matcher) {
		return nil, func() {}, nil
	}
	ok, done, err := roster.Holds(version, func(since graph.Version) (bool, error) {
		return unchanged(ctx, r, since, map[string]bool{"Firm": true})
	})
	if !ok {
		return nil, func() {}, err
	}
	return roster, done, nil
}
