package neostore_test

import (
	"bytes"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/graphtest"
	"liantu/graph/neostore"
	"liantu/graph/neostore/neotest"
)

// commitMessage is what a client sends to commit (Bolt: a chunk of two bytes).
var commitMessage = []byte{0, 2, 0xB0, 0x12, 0, 0}

// cutter passes a client's bytes on to a server and cuts the connection at a
// commit when it is asked to.
type cutter struct {
	server  string
	gone    atomic.Bool // nobody gets through
	goes    atomic.Bool // with the next cut all connections go, and none is made
	before  atomic.Bool // cut at the next commit, which the server does not see
	after   atomic.Bool // cut when the server has answered the next commit
	cuts    atomic.Int32
	address string

	mu      sync.Mutex
	clients []net.Conn
}

// cut ends a connection, or all.
func (c *cutter) cut() {
	c.cuts.Add(1)
	if !c.goes.CompareAndSwap(true, false) {
		return
	}
	c.gone.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, client := range c.clients {
		_ = client.Close()
	}
	c.clients = nil
}

func newCutter(t *testing.T, server string) *cutter {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	c := &cutter{server: server, address: l.Addr().String()}
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			if c.gone.Load() {
				_ = client.Close()
				continue
			}
			c.mu.Lock()
			c.clients = append(c.clients, client)
			c.mu.Unlock()
			go c.serve(client)
		}
	}()
	return c
}

func (c *cutter) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", c.server)
	if err != nil {
		return
	}
	defer server.Close()
	var silent atomic.Bool
	answered := make(chan struct{}, 1)
	go func() {
		defer client.Close()
		buffer := make([]byte, 64<<10)
		for {
			n, err := server.Read(buffer)
			if silent.Load() {
				answered <- struct{}{}
				return
			}
			if _, failed := client.Write(buffer[:n]); err != nil || failed != nil {
				return
			}
		}
	}()
	buffer := make([]byte, 64<<10)
	for {
		n, err := client.Read(buffer)
		if bytes.Contains(buffer[:n], commitMessage) {
			if c.before.CompareAndSwap(true, false) {
				c.cut()
				return
			}
			if c.after.CompareAndSwap(true, false) {
				silent.Store(true)
				_, _ = server.Write(buffer[:n])
				<-answered
				c.cut()
				return
			}
		}
		if _, failed := server.Write(buffer[:n]); err != nil || failed != nil {
			_, _ = io.Copy(io.Discard, client)
			return
		}
	}
}

// lostCommits loses the connection at a commit, before the server has seen it
// and after it has answered: the batch stands there once either way.
func lostCommits(t *testing.T, server *neotest.Server) {
	fresh(t, server, graphtest.Schema())
	c := newCutter(t, strings.TrimPrefix(server.URI, "bolt://"))
	s, err := neostore.Open(t.Context(), "bolt://"+c.address, options(graphtest.Schema()))
	require.NoError(t, err)
	defer s.Close()
	for i, cut := range []*atomic.Bool{&c.before, &c.after, &c.after, &c.before} {
		cut.Store(true)
		require.NoError(t, writeBatch(t.Context(), s, i))
		require.EqualValues(t, i+1, c.cuts.Load())
		require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
			v, err := r.Version(t.Context())
			require.Equal(t, graph.Version(i+1), v)
			groups, failed := r.Count(t.Context(), graph.CountQuery{Label: "Thing"})
			require.NoError(t, failed)
			require.EqualValues(t, (i+1)*batchSize, groups[0].N)
			return err
		}))
	}
}

// waiting lets a store wait for a server that cannot be reached: it says so
// once, Views and Updates go on when it is back, and give up together.
func waiting(t *testing.T, server *neotest.Server) {
	fresh(t, server, graphtest.Schema())
	c := newCutter(t, strings.TrimPrefix(server.URI, "bolt://"))
	var told atomic.Int32
	opts := options(graphtest.Schema())
	opts.Retry, opts.Away = 6*time.Second, func(time.Duration) { told.Add(1) }
	s, err := neostore.Open(t.Context(), "bolt://"+c.address, opts)
	require.NoError(t, err)
	defer s.Close()
	view := func() error { return s.View(t.Context(), func(graph.Reader) error { return nil }) }

	c.goes.Store(true)
	c.after.Store(true)
	viewed := make(chan error, 1)
	time.AfterFunc(1500*time.Millisecond, func() { viewed <- view() })
	time.AfterFunc(3500*time.Millisecond, func() { c.gone.Store(false) })
	require.NoError(t, writeBatch(t.Context(), s, 0))
	require.NoError(t, <-viewed)
	require.EqualValues(t, 1, told.Load())

	c.goes.Store(true)
	c.before.Store(true)
	start := time.Now()
	err = writeBatch(t.Context(), s, 1)
	require.Equal(t, graph.Unavailable, graph.CodeOf(err), "%v", err)
	require.WithinDuration(t, start.Add(opts.Retry), time.Now(), 4*time.Second)
	late := time.Now()
	require.Equal(t, graph.Unavailable, graph.CodeOf(view()))
	require.Less(t, time.Since(late), 2*time.Second, "it was waited for already")
	require.EqualValues(t, 2, told.Load())
	c.gone.Store(false)
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		v, err := r.Version(t.Context())
		require.Equal(t, graph.Version(1), v)
		return err
	}))
}
