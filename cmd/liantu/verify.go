package main

import (
	"context"
	"maps"

	"liantu/graph"
)

// verifyStore checks the file and, above it, what the nouns promise.
func verifyStore(ctx context.Context, store verified) (*verifyView, error) {
	file, err := store.Verify(ctx)
	if err != nil {
		return nil, err
	}
	view := &verifyView{Checked: file.Checked, Problems: file.Problems}
	err = store.View(ctx, func(r graph.Reader) error {
		nouns, err := graph.Verify(ctx, r)
		maps.Copy(view.Checked, nouns.Checked)
		view.Problems = append(view.Problems, nouns.Problems...)
		return err
	})
	view.OK = len(view.Problems) == 0
	return view, err
}
