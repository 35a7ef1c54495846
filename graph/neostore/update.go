package neostore

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

// The pauses before something is tried again.
const (
	firstPause   = 50 * time.Millisecond
	longestPause = 2 * time.Second
)

// Update runs fn in a transaction, again where a failure may pass.
func (s *Store) Update(ctx context.Context, fn func(graph.Writer) error) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	defer s.running.Done()
	began := time.Now()
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err, again := s.tryUpdate(ctx, fn)
		if !again || ctx.Err() != nil || time.Now().Add(pause).After(s.deadline(began, err)) {
			return failure(ctx, err)
		}
		if !sleep(ctx, pause) {
			return ctx.Err()
		}
	}
}

// sleep says whether the context lasted through it.
func sleep(ctx context.Context, pause time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// tryUpdate runs fn in one transaction; again says that it failed, left
// nothing behind and may succeed when it is run again.
func (s *Store) tryUpdate(ctx context.Context, fn func(graph.Writer) error) (err error, again bool) {
	tx, end, err := s.transaction(ctx)
	if err != nil {
		return err, neo4j.IsRetryable(err)
	}
	defer end()
	w := newWriter(tx, s.catalog)
	defer w.end()
	mark := uuid.NewString()
	if err := w.lockRecord(ctx, s.id, mark); err != nil {
		return err, neo4j.IsRetryable(err)
	}
	s.met()
	if err := fn(w); err != nil {
		return err, neo4j.IsRetryable(w.cause)
	}
	if err := w.bear(ctx); err != nil {
		return err, neo4j.IsRetryable(w.cause)
	}
	if w.failed != nil || !w.wrote {
		return w.failed, neo4j.IsRetryable(w.cause)
	}
	if err := w.finish(ctx, mark); err != nil {
		return err, neo4j.IsRetryable(w.cause)
	}
	if err := ctx.Err(); err != nil {
		return err, false
	}
	if err, again = s.commit(ctx, tx, mark); err == nil {
		s.recent.Add(w.next(), mark, w.changes, !w.unlisted)
	}
	return err, again
}

// commit commits while no View runs. Once it has begun it is seen through,
// whatever becomes of the context, so that its outcome is known.
func (s *Store) commit(ctx context.Context, tx neo4j.ExplicitTransaction, mark string) (err error, again bool) {
	release, err := s.closeGate(ctx)
	if err != nil {
		return err, neo4j.IsRetryable(err)
	}
	defer release()
	if err := ctx.Err(); err != nil {
		return err, false
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.opts.Longest)
	defer cancel()
	err = tx.Commit(ctx)
	var answer *neo4j.Neo4jError
	if err == nil || errors.As(err, &answer) {
		return err, neo4j.IsRetryable(err)
	}
	taken, lost := s.wasTaken(ctx, mark)
	if lost != nil {
		return graph.Wrap(graph.Unavailable, errors.Join(err, lost),
			"提交时与 Neo4j 的连接中断，不知是否已写入 / the connection was lost during the commit, which may or may not have taken place"), false
	}
	if taken {
		return nil, false
	}
	return graph.Wrap(graph.Unavailable, err, "提交时与 Neo4j 的连接中断，没有写入 / the connection was lost before the commit took place"), true
}

// wasTaken finds out whether the commit with this mark took place. Locking
// the record node waits until that transaction has ended on the server.
func (s *Store) wasTaken(ctx context.Context, mark string) (taken bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.opts.Retry)
	defer cancel()
	for began := time.Now(); ; {
		taken, err = s.askTaken(ctx, mark)
		if err == nil || !neo4j.IsRetryable(err) || time.Now().After(s.deadline(began, err)) || !sleep(ctx, 500*time.Millisecond) {
			return taken, err
		}
	}
}

func (s *Store) askTaken(ctx context.Context, mark string) (bool, error) {
	tx, end, err := s.transaction(ctx)
	if err != nil {
		return false, err
	}
	defer end()
	result, err := tx.Run(ctx, "MATCH (r:`_Record` {key: 'record'}) SET r.writer = $mark WITH r RETURN $mark IN coalesce(r.commits, [])",
		map[string]any{"mark": mark})
	if err != nil {
		return false, err
	}
	row, err := result.Single(ctx)
	if err != nil {
		return false, err
	}
	s.met()
	taken, _ := row.Values[0].(bool)
	return taken, nil
}

// keptMarks is how many commits the record node remembers: more than can
// follow one another while a lost connection is made again.
const keptMarks = 32

// lockRecord makes this the only Update and reads the version it starts from.
func (w *writer) lockRecord(ctx context.Context, id, mark string) error {
	return w.readRecord(ctx, id, "MATCH (r:`_Record` {key: 'record'}) SET r.writer = $mark WITH r RETURN r.id, r.version, head(r.commits)",
		map[string]any{"mark": mark})
}

// finish stores the new version and the mark of this commit.
func (w *writer) finish(ctx context.Context, mark string) error {
	_, err := w.write(ctx, "MATCH (r:`_Record` {key: 'record'}) SET r.version = $version, r.commits = [$mark] + coalesce(r.commits, [])[..$kept]",
		map[string]any{"version": int64(w.next()), "mark": mark, "kept": keptMarks - 1})
	return err
}
