package main

import (
	"strings"
	"testing"
	"time"

	"liantu/graph/neostore/neotest"
)

// recovers is how long serving may take to come back once its server is up:
// a pause between two attempts and what opening takes on a busy machine.
const recovers = 2 * time.Minute

// TestServeWithoutItsServer serves while the server is down, sees it come,
// loses it and sees it come again.
func TestServeWithoutItsServer(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a Neo4j server")
	}
	server := neotest.Start(t)
	s := newSeat(t, server.URI)
	s.must("init", "--bare")
	s.must("import", "--complete", sampleCovers, sampleWorkbook)
	server.Kill()

	v := s.serve()
	alive := func() {
		t.Helper()
		for path, want := range map[string]int{"/healthz": 200, "/metrics": 200, "/openapi.json": 200} {
			if status, _, body := v.get(path); status != want {
				t.Errorf("%s: %d %.200s", path, status, body)
			}
		}
		for _, path := range []string{"/readyz", "/api/v1/chains", "/api/v1/gaps", "/api/v1/firms?region=150300"} {
			v.problem(path, 503)
		}
	}
	if v.url == "" {
		t.Fatalf("serve ended with %d: %s", <-v.ended, v.errs)
	}
	alive()
	if said := v.errs.String(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "连不上 Neo4j") || !strings.Contains(said, "重试") {
		t.Errorf("one clear line, not %q", said)
	}
	server.Run(t)
	v.becomes("/readyz", 200, recovers)
	answersAll(t, v)

	server.Kill()
	alive()
	server.Run(t)
	v.becomes("/readyz", 200, recovers)
	answersAll(t, v)
	if said := v.errs.String(); strings.Contains(said, neotest.Password) || strings.Contains(said, "panic") {
		t.Errorf("said: %s", said)
	}
	v.stop()
	if code := <-v.ended; code != done {
		t.Errorf("serve ended with %d: %s", code, v.errs)
	}
	t.Run("wrong password", func(t *testing.T) { refusedPassword(t, server) })
}

// answersAll asks for what a planner looks at first.
func answersAll(t *testing.T, v *serving) {
	t.Helper()
	for _, path := range []string{"/api/v1/chains", "/api/v1/chains/coking", "/api/v1/links/coke", "/api/v1/gaps",
		"/api/v1/firms?region=150300", "/api/v1/firms?link=coke", "/api/v1/firms?q=%E7%84%A6%E5%8C%96"} {
		if status, _, body := v.get(path); status != 200 || len(body) < 50 {
			t.Errorf("%s: %d %.300s\n%s", path, status, body, v.errs)
		}
	}
}

// refusedPassword is an end, at once and also where the server was waited for.
func refusedPassword(t *testing.T, server *neotest.Server) {
	const wrong = "not-the-password-77c0"
	serve := func() *serving {
		s := newSeat(t, server.URI)
		s.password = wrong
		return s.serve()
	}
	ends := func(v *serving, lines int) {
		t.Helper()
		select {
		case code := <-v.ended:
			said := v.errs.String()
			if code != failed || strings.Count(said, "\n") != lines || !strings.Contains(said, "不接受该用户名或口令") || strings.Contains(said, wrong) {
				t.Errorf("status %d: %q", code, said)
			}
		case <-time.After(recovers):
			t.Errorf("serve goes on: %s", v.errs)
		}
	}
	start := time.Now()
	v := serve()
	ends(v, 1)
	t.Logf("refused after %v", time.Since(start).Round(time.Millisecond))
	if v.url != "" {
		t.Errorf("an address was printed: %s", v.url)
	}
	server.Kill()
	v = serve()
	if v.url == "" {
		t.Fatalf("serve ended before the server was there: %s", v.errs)
	}
	server.Run(t)
	ends(v, 2)
}
