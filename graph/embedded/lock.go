package embedded

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"liantu/graph"
)

// lockPatience is how long a second writer waits for the first, enough for
// one command to follow another, before it is told who holds the store.
const lockPatience = time.Second

// writeLock says that this process writes to the store. The kernel holds it
// with the process, so that a killed writer leaves none; the file holds the
// process id for the message to others and stays when the lock goes.
type writeLock struct{ file *flock.Flock }

func takeLock(ctx context.Context, store string) (*writeLock, error) {
	path := store + ".lock"
	file := flock.New(path)
	waiting, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	ok, err := file.TryLockContext(waiting, 50*time.Millisecond)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !ok && errors.Is(err, context.DeadlineExceeded):
		return nil, graph.Errorf(graph.Locked,
			"另一个进程（进程号 %[1]s）正在写此记录，待其结束后再试 / process %[1]s is writing this record; try again when it has ended", holder(path))
	case err != nil:
		return nil, graph.Wrap(graph.Unavailable, err, "无法锁定记录 / cannot lock the record: %s", path)
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		return nil, errors.Join(graph.Wrap(graph.Unavailable, err, "无法写锁文件 / cannot write %s", path), file.Close())
	}
	return &writeLock{file}, nil
}

// holder reads the process id that the lock's holder wrote.
func holder(path string) string {
	b, err := os.ReadFile(path)
	pid := strings.TrimSpace(string(b))
	if _, bad := strconv.Atoi(pid); err != nil || bad != nil {
		return "?"
	}
	return pid
}

func (l *writeLock) release() error { return l.file.Close() }
