// Package neotest runs a real Neo4j Community server for tests, by the same
// script that a user starts one with (.ci/neo4j).
package neotest

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

const (
	// User and Password are what a test's server is asked with.
	User     = "neo4j"
	Password = "only-of-this-test-2b7e"

	startWithin = 6 * time.Minute
	// missingTool is the exit status of the script without Java or Maven.
	missingTool = 3
)

// Server is a server with a home of its own on a free port of this machine.
type Server struct {
	URI string // bolt://127.0.0.1:port
	// Trust is what a client must trust to speak TLS (bolt+s) on the same port.
	Trust *x509.CertPool
	home  string
	bolt  int
	http  int

	mu      sync.Mutex
	process *exec.Cmd
	ended   chan struct{}
	driver  neo4j.DriverWithContext
}

// Start starts a server and stops it with the test. Where Java or Maven is
// missing the test is skipped, and fails when env CI is set.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{home: t.TempDir(), bolt: freePort(t), http: freePort(t)}
	s.URI = fmt.Sprintf("bolt://127.0.0.1:%d", s.bolt)
	s.Trust = certify(t, filepath.Join(s.home, "certificates", "bolt"))
	var err error
	if s.driver, err = neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(User, Password, "")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.driver.Close(context.Background())
		s.Kill()
	})
	s.Run(t)
	return s
}

// Run starts the server, or starts it again on the data it has.
func (s *Server) Run(t testing.TB) {
	t.Helper()
	script := filepath.Join(root(t), ".ci", "neo4j")
	if out, err := exec.CommandContext(t.Context(), script, "--fetch").CombinedOutput(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == missingTool && os.Getenv("CI") == "" {
			t.Skipf("没有 Neo4j 可用：%s", strings.TrimSpace(string(out)))
		}
		t.Fatalf(".ci/neo4j --fetch: %v: %s", err, out)
	}
	log, err := os.OpenFile(filepath.Join(s.home, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.CommandContext(context.Background(), script, "--home", s.home,
		"--bolt", fmt.Sprint(s.bolt), "--http", fmt.Sprint(s.http), "--heap", "1g")
	cmd.Env = append(os.Environ(), "NEO4J_PASSWORD="+Password)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	s.mu.Lock()
	s.process, s.ended = cmd, ended
	s.mu.Unlock()
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	s.await(t, ended)
}

// await waits until the server answers.
func (s *Server) await(t testing.TB, ended chan struct{}) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	for {
		if _, err := neo4j.ExecuteQuery(ctx, s.driver, "RETURN 1", nil, neo4j.EagerResultTransformer); err == nil {
			return
		}
		select {
		case <-ended:
			t.Fatalf("neo4j ended: %s", s.lastLines())
		case <-ctx.Done():
			t.Fatalf("neo4j is not up within %v: %s", startWithin, s.lastLines())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// Kill ends the server at once, as a power cut would (SIGKILL).
func (s *Server) Kill() {
	s.mu.Lock()
	process, ended := s.process, s.ended
	s.process = nil
	s.mu.Unlock()
	if process != nil {
		_ = process.Process.Kill()
		<-ended
	}
}

// Cypher runs a statement, as a user of the database would.
func (s *Server) Cypher(t testing.TB, text string, params map[string]any) []*neo4j.Record {
	t.Helper()
	result, err := neo4j.ExecuteQuery(context.Background(), s.driver, text, params, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return result.Records
}

// Wipe removes all nodes; constraints and indexes stay. Edges go first: a link
// has more of them than fit into one transaction.
func (s *Server) Wipe(t testing.TB) {
	t.Helper()
	session := s.driver.NewSession(t.Context(), neo4j.SessionConfig{})
	defer func() { _ = session.Close(context.Background()) }()
	for _, text := range []string{
		"MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS",
		"MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS",
	} {
		result, err := session.Run(t.Context(), text, nil)
		if err == nil {
			_, err = result.Consume(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (s *Server) lastLines() string {
	text, _ := os.ReadFile(filepath.Join(s.home, "server.log"))
	lines := strings.Split(string(text), "\n")
	return strings.Join(lines[max(0, len(lines)-15):], "\n")
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// root is the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the test")
		}
	}
}
