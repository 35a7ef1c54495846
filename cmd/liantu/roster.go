package main

import (
	"context"
	"log/slog"
	"time"

	"liantu/graph"
)

// rosterPause is how often a server looks whether the record has changed.
const rosterPause = 5 * time.Second

// keepRoster holds the roster of makers, from which wide lists are ranked at
// once, up to the record: from the start, and whenever the record has rested
// for a pause, so that an import is not slowed by it. Without it lists are the
// same, and slower.
func (o *office) keepRoster(ctx context.Context, log *slog.Logger) {
	said := ""
	var seen graph.Version
	for first := true; first || lasts(ctx, rosterPause); first = false {
		version, err := o.version(ctx)
		if err == nil && (first || version == seen) {
			err = o.engine.SyncRoster(ctx)
		}
		seen = version
		switch {
		case err == nil:
			said = ""
		case ctx.Err() == nil && err.Error() != said:
			said = err.Error()
			log.Error("the roster of makers is not up to the record", "err", err)
		}
	}
}

func (o *office) version(ctx context.Context) (version graph.Version, err error) {
	err = o.store.View(ctx, func(r graph.Reader) error {
		version, err = r.Version(ctx)
		return err
	})
	return version, err
}
