package main

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// materialise brings the gaps and statuses that stand in the record up to it.
// What a command was for is done by then: a failure is said, and no more.
func (o *office) materialise(ctx context.Context, a *app) {
	if _, err := o.engine.Materialise(ctx); err != nil {
		a.note("档案中的缺口与状态节点没有更新，下次写入时再更新：%s", message(err))
	}
}

// settleTime is how long a server lets changes gather before it brings the
// gaps and statuses up to them, mendTime how long after a failure it tries again.
const (
	settleTime = time.Second
	mendTime   = 30 * time.Second
)

// keeper brings gaps and statuses up to the record in a server's background.
type keeper struct {
	wake  chan struct{}
	ended sync.WaitGroup
}

// keep starts a keeper that ends with the context; it begins with what changed
// while no server ran.
func (o *office) keep(ctx context.Context, log *slog.Logger) *keeper {
	k := &keeper{wake: make(chan struct{}, 1)}
	k.changed()
	k.ended.Go(func() {
		said := ""
		for k.woken(ctx) && lasts(ctx, settleTime) {
			_, err := o.engine.Materialise(ctx)
			if err == nil {
				said = ""
				continue
			}
			if ctx.Err() == nil && err.Error() != said {
				said = err.Error()
				log.Error("gaps and statuses in the record are not up to it", "err", err)
			}
			if lasts(ctx, mendTime) {
				k.changed()
			}
		}
	})
	return k
}

// woken waits for the next change; false when the context ended.
func (k *keeper) woken(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-k.wake:
		return true
	}
}

// lasts says whether the context lasted through a time.
func lasts(ctx context.Context, pause time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// changed says that something was written that the diagnosis may read.
func (k *keeper) changed() {
	select {
	case k.wake <- struct{}{}:
	default: // somebody has said so already
	}
}
