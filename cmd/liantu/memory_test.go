package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The limit follows what is alive, up and down again.
func TestTheLimitOfMemoryFollowsWhatIsAlive(t *testing.T) {
	percent := debug.SetGCPercent(gcPercent)
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	tuneMemory()
	comesTo := func(what string, right func(limit int64) bool) {
		t.Helper()
		var limit int64
		for range 200 {
			runtime.GC()
			if limit = debug.SetMemoryLimit(-1); right(limit) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%s: a limit of %d MB", what, limit>>20)
	}
	const size = 700 << 20
	held := make([]byte, size) // never touched, so that it takes no memory
	comesTo("much is alive", func(limit int64) bool { return limit >= 2*size })
	runtime.KeepAlive(held)
	held = nil
	comesTo("little is alive", func(limit int64) bool { return limit == memoryLimit })
}
