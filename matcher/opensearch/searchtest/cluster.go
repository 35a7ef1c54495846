// Package searchtest runs a real OpenSearch cluster for tests: two nodes, each
// a process of its own, by the same script that a user starts one with
// (.ci/opensearch).
package searchtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	startWithin = 3 * time.Minute
	// missingTool is the exit status of the script without Java or Maven.
	missingTool = 3
	// The nodes take HTTP ports of this range only.
	firstPort, lastPort = 9201, 9299
)

// Cluster is a cluster of two nodes on free ports of this machine.
type Cluster struct {
	Address string // opensearch://127.0.0.1:port,127.0.0.1:port
	// Manager began the cluster and manages it: without it the other node
	// answers searches and takes documents, but nothing about indexes changes.
	Manager, Other *Node
}

// Node is a node with a home of its own.
type Node struct {
	URL                   string
	home                  string
	http, transport, seed int

	mu      sync.Mutex
	process *exec.Cmd
	ended   chan struct{}
}

// Start starts a cluster and stops it with the test. Where Java or Maven is
// missing the test is skipped, and fails when env CI is set.
func Start(t testing.TB) *Cluster {
	t.Helper()
	fetch(t)
	seed := freePort(t, 0)
	c := &Cluster{Manager: newNode(t, seed, seed), Other: newNode(t, freePort(t, 0), seed)}
	c.Address = fmt.Sprintf("opensearch://127.0.0.1:%d,127.0.0.1:%d", c.Manager.http, c.Other.http)
	t.Cleanup(func() { c.Manager.Kill(); c.Other.Kill() })
	c.Manager.start(t)
	c.Other.start(t)
	c.Await(t)
	return c
}

func fetch(t testing.TB) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), script(t), "--fetch").CombinedOutput()
	if err == nil {
		return
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == missingTool && os.Getenv("CI") == "" {
		t.Skipf("没有 OpenSearch 可用：%s", strings.TrimSpace(string(out)))
	}
	t.Fatalf(".ci/opensearch --fetch: %v: %s", err, out)
}

func newNode(t testing.TB, transport, seed int) *Node {
	n := &Node{home: t.TempDir(), transport: transport, seed: seed}
	n.http = freePort(t, firstPort+rand.IntN(lastPort-firstPort))
	n.URL = fmt.Sprintf("http://127.0.0.1:%d", n.http)
	return n
}

// Await waits until both nodes serve and every shard has its copies.
func (c *Cluster) Await(t testing.TB) {
	t.Helper()
	c.await(t, "wait_for_nodes=2&wait_for_status=green")
}

func (c *Cluster) await(t testing.TB, what string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), startWithin)
	defer cancel()
	for !answers(ctx, c.Manager.URL+"/_cluster/health?timeout=10s&"+what) || !answers(ctx, c.Other.URL) {
		select {
		case <-ctx.Done():
			t.Fatalf("no cluster within %v: %s\n%s", startWithin, c.Manager.lastLines(), c.Other.lastLines())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func answers(ctx context.Context, url string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && response.StatusCode == http.StatusOK
}

// Run starts a node again on the data it has; Await waits for it.
func (n *Node) Run(t testing.TB) {
	t.Helper()
	n.start(t)
}

func (n *Node) start(t testing.TB) {
	t.Helper()
	log, err := os.OpenFile(n.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.CommandContext(context.Background(), script(t), "--home", n.home, "--http", fmt.Sprint(n.http),
		"--transport", fmt.Sprint(n.transport), "--seed", fmt.Sprint(n.seed))
	if _, measured := t.(*testing.B); !measured { // tests are over before the better compiler pays
		cmd.Env = append(os.Environ(), "OPENSEARCH_JAVA_OPTS=-XX:TieredStopAtLevel=1")
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	n.mu.Lock()
	n.process, n.ended = cmd, ended
	n.mu.Unlock()
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
}

// Kill ends a node at once, as a power cut would (SIGKILL).
func (n *Node) Kill() {
	n.mu.Lock()
	process, ended := n.process, n.ended
	n.process = nil
	n.mu.Unlock()
	if process != nil {
		_ = process.Process.Kill()
		<-ended
	}
}

func (n *Node) log() string { return filepath.Join(n.home, "node.log") }

func (n *Node) lastLines() string {
	text, _ := os.ReadFile(n.log())
	lines := strings.Split(string(text), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}

// freePort is a free port: any for 0, else the first from this one on, and
// from the beginning of the nodes' range after its end.
func freePort(t testing.TB, from int) int {
	t.Helper()
	for range lastPort - firstPort {
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", fmt.Sprintf("127.0.0.1:%d", from))
		if err == nil {
			defer l.Close()
			return l.Addr().(*net.TCPAddr).Port
		}
		if from++; from > lastPort {
			from = firstPort
		}
	}
	t.Fatal("no free port")
	return 0
}

func script(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return filepath.Join(folder, ".ci", "opensearch")
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the test")
		}
	}
}
