package neostore

import (
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

// absence is a time in which the server does not answer. All that wait for it
// to end wait for the same end, so that one who comes late does not wait anew.
type absence struct {
	mu          sync.Mutex
	since, last time.Time // first and latest of the failures; since is zero while the server answers
	told        bool
}

const (
	// tellAfter is how long a server is away before somebody is told.
	tellAfter = time.Second
	// apart tells two absences from one: while one lasts, some call fails more
	// often than that.
	apart = 3 * openWithin
)

// missed notes that the server did not answer and gives the time until which
// it is waited for.
func (s *Store) missed() (until time.Time) {
	a, now := &s.absence, time.Now()
	a.mu.Lock()
	if a.since.IsZero() || now.Sub(a.last) > apart {
		a.since, a.told = now, false
	}
	a.last = now
	until = a.since.Add(s.opts.Retry)
	tell := !a.told && now.Sub(a.since) >= tellAfter
	a.told = a.told || tell
	a.mu.Unlock()
	if tell {
		s.opts.Away(s.opts.Retry)
	}
	return until
}

// met notes that the server answers.
func (s *Store) met() {
	s.absence.mu.Lock()
	s.absence.since = time.Time{}
	s.absence.mu.Unlock()
}

// isAway says whether the error is of a server that cannot be reached, or that
// is only just starting. Errors that have a code are about something else.
func isAway(err error) bool {
	var known *graph.Error
	var lost *neo4j.ConnectivityError
	var answer *neo4j.Neo4jError
	return !errors.As(err, &known) &&
		(errors.As(err, &lost) || errors.As(err, &answer) && strings.HasSuffix(answer.Code, ".DatabaseUnavailable"))
}

// deadline is when a call gives up that began at a time and has just failed.
func (s *Store) deadline(began time.Time, err error) time.Time {
	if s.opts.Away != nil && isAway(err) {
		return s.missed()
	}
	return began.Add(s.opts.Retry)
}
