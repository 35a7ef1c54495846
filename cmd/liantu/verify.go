package main

import (
	"context"
	"maps"

	"liantu/graph"
	"liantu/graph/embedded"
)

// openEmbedded opens the record as the file it is: for what only a file can
// do (backup) or be asked (its integrity).
func (a *app) openEmbedded(ctx context.Context, how access) (*embedded.Store, error) {
	if err := a.mustExist(); err != nil {
		return nil, err
	}
	return embedded.Open(ctx, a.config.record(), embedded.Options{ReadOnly: how == reading, Schema: graph.Declared()})
}

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
