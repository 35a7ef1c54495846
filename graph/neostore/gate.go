package neostore

import (
	"context"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

const (
	// enterText takes the shared lock on the gate and then reads the record:
	// the lock is on the index entry of a unique key that exists.
	enterText = "MERGE (g:`_Record` {key: 'gate'}) WITH g MATCH (r:`_Record` {key: 'record'}) RETURN r.id, r.version, head(r.commits)"
	// closeText takes the lock on that entry alone; it is never committed.
	closeText = "MATCH (g:`_Record` {key: 'gate'}) REMOVE g.key SET g.key = 'gate'"

	// firstWait is how long a commit first holds new Views back while it
	// waits for those that run; longestWait is what it grows to.
	firstWait   = 500 * time.Millisecond
	longestWait = 4 * time.Second
	// letPass is how long new Views may pass before it asks again.
	letPass = 50 * time.Millisecond
)

// enterGate makes the transaction one that no commit falls into.
func (r *reader) enterGate(ctx context.Context, id string) error {
	return r.readRecord(ctx, id, enterText, nil)
}

// closeGate waits until no View runs and keeps new ones from beginning until
// release. It ends with the context.
func (s *Store) closeGate(ctx context.Context) (release func(), err error) {
	until := time.Now().Add(s.opts.Longest)
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		release, err := s.tryCloseGate(ctx, wait)
		if err == nil || ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
			return release, err
		}
		if time.Now().After(until) {
			return nil, graph.Errorf(graph.Unavailable, "有读取一直未结束，无法提交 / a View that does not end keeps this from being committed")
		}
		if !sleep(ctx, letPass) {
			return nil, ctx.Err()
		}
	}
}

// tryCloseGate gives up after wait: the server then drops the request and
// lets waiting Views begin.
func (s *Store) tryCloseGate(ctx context.Context, wait time.Duration) (release func(), err error) {
	tx, end, err := s.transaction(ctx)
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	if err := execute(limited, tx, closeText); err != nil {
		end()
		if limited.Err() != nil {
			err = limited.Err()
		}
		return nil, err
	}
	return end, nil
}

func execute(ctx context.Context, tx neo4j.ExplicitTransaction, text string) error {
	result, err := tx.Run(ctx, text, nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}
