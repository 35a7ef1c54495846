package main

import (
	"context"
	"maps"
	"slices"
	"sync"

	"liantu/graph"
)

// verifyStore checks the store and, above it, what the nouns promise. broken
// holds what the store met of things that fit no declaration.
func verifyStore(ctx context.Context, store verified, broken *brokenThings) (*verifyView, error) {
	file, err := store.Verify(ctx)
	if err != nil {
		return nil, err
	}
	view := &verifyView{Checked: file.Checked, Problems: file.Problems}
	err = store.View(ctx, func(r graph.Reader) error {
		nouns, err := graph.Verify(ctx, r)
		maps.Copy(view.Checked, nouns.Checked)
		view.Problems = append(view.Problems, nouns.Problems...)
		if err != nil {
			return err
		}
		made, err := graph.VerifyMade(ctx, r, store.ID())
		maps.Copy(view.Checked, made.Checked)
		view.Problems = append(view.Problems, made.Problems...)
		return err
	})
	if graph.CodeOf(err) == graph.Corrupt { // a finding, and the end of what could be checked
		broken.add(err)
		err = nil
	}
	view.Problems = append(view.Problems, broken.sentences()...)
	view.OK = len(view.Problems) == 0
	return view, err
}

// brokenThings gathers what a store tells of things broken by hand, each once.
type brokenThings struct {
	mu   sync.Mutex
	said map[string]bool
}

func (b *brokenThings) add(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said[message(err)] = true
}

func (b *brokenThings) sentences() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Sorted(maps.Keys(b.said))
}
