package embedded_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
)

// batchSize is how many nodes, and nearly as many edges, a batch has.
const batchSize = 400

// batch is batch i: a row of nodes, each leading to the next.
func batch(i int) (nodes []graph.Node, edges []graph.Edge) {
	for j := range batchSize {
		nodes = append(nodes, graph.Node{Label: "Thing", Key: fmt.Sprintf("%04d-%03d", i, j), Values: []any{strconv.Itoa(i)}})
		if j > 0 {
			edges = append(edges, graph.Edge{Type: "NEXT", From: nodes[j-1].Key, To: nodes[j].Key})
		}
	}
	return nodes, edges
}

// TestWriteUntilKilled is not a test but the process that
// TestAKilledWriterLosesNothing kills: it writes batches to the file it is
// given and prints the number of each when Update has acknowledged it.
func TestWriteUntilKilled(t *testing.T) {
	if flag.NArg() != 1 {
		t.Skip("runs as a process of TestAKilledWriterLosesNothing")
	}
	ctx := context.Background()
	s, err := embedded.Open(ctx, flag.Arg(0), embedded.Options{Schema: small()})
	require.NoError(t, err)
	first := 0
	require.NoError(t, s.View(ctx, func(r graph.Reader) error {
		v, err := r.Version(ctx)
		first = int(v)
		return err
	}))
	for i := first; ; i++ {
		nodes, edges := batch(i)
		require.NoError(t, s.Update(ctx, func(w graph.Writer) error {
			if err := w.Put(ctx, nodes[:batchSize/2]); err != nil {
				return err
			}
			if err := w.Put(ctx, nodes[batchSize/2:]); err != nil {
				return err
			}
			return w.Connect(ctx, edges)
		}))
		fmt.Println("acknowledged", i)
	}
}

func TestAKilledWriterLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	for range 6 {
		acknowledged := writeAndKill(t, path)
		s := open(t, path, embedded.Options{Schema: small()})
		checkBatches(t, s, acknowledged)
		require.NoError(t, s.Close())
	}
}

// writeAndKill lets a process write for a random while and gives the last
// batch that it acknowledged.
func writeAndKill(t *testing.T, path string) int {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestWriteUntilKilled$", "--", path)
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	last := -1
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var i int
		if n, _ := fmt.Sscanf(lines.Text(), "acknowledged %d", &i); n == 1 {
			if last < 0 {
				time.AfterFunc(time.Duration(rand.IntN(150_000))*time.Microsecond, func() { _ = child.Process.Kill() })
			}
			last = i
		}
	}
	require.Error(t, child.Wait())
	require.GreaterOrEqual(t, last, 0, "the process has written nothing")
	return last
}

// checkBatches says that every batch up to the acknowledged one is whole, and
// that at most one more, committed but not yet acknowledged, stands there.
func checkBatches(t *testing.T, s *embedded.Store, acknowledged int) {
	t.Helper()
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		version, err := r.Version(t.Context())
		require.NoError(t, err)
		require.Contains(t, []int{acknowledged + 1, acknowledged + 2}, int(version))
		groups, err := r.Count(t.Context(), graph.CountQuery{Label: "Thing", GroupBy: []string{"name"}})
		require.NoError(t, err)
		require.Len(t, groups, int(version), "each version is a batch")
		for _, g := range groups {
			require.Equal(t, int64(batchSize), g.N, "batch %v", g.Values)
		}
		edges, err := r.Count(t.Context(), graph.CountQuery{Edge: "NEXT"})
		require.NoError(t, err)
		require.Equal(t, int64(version)*(batchSize-1), edges[0].N)
		changes, err := r.Changes(t.Context(), 0, 0)
		require.NoError(t, err)
		require.Len(t, changes, int(version)*batchSize)
		return nil
	}))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Empty(t, found.Problems)
}
