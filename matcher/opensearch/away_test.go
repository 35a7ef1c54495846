package opensearch_test

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/matcher/opensearch"
)

func TestAddresses(t *testing.T) {
	for address, code := range map[string]graph.Code{
		"":                                    graph.Invalid,
		"http://127.0.0.1:9200":               graph.Invalid,
		"opensearch://":                       graph.Invalid,
		"opensearch://127.0.0.1":              graph.Invalid,
		"opensearch://127.0.0.1:9200,":        graph.Invalid,
		"opensearch://127.0.0.1:9200/x":       graph.Invalid,
		"opensearch://a:secret@127.0.0.1:1":   graph.Invalid,
		"opensearch://[::1]:1,127.0.0.1:1":    graph.Unavailable,
		"opensearch+s://127.0.0.1:1":          graph.Unavailable,
		"opensearch://127.0.0.1:1,[::1]:port": graph.Invalid,
	} {
		_, err := opensearch.Open(t.Context(), address, "record", analyzer(t), opensearch.Options{Read: time.Millisecond})
		require.Equal(t, code, graph.CodeOf(err), "%s: %v", address, err)
		require.NotContains(t, err.Error(), "secret")
		if code == graph.Unavailable {
			require.Contains(t, err.Error(), address)
		}
	}
}

// A server that takes connections and never answers is not waited for beyond
// the caller's time.
func TestSilentServer(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = opensearch.Open(ctx, "opensearch://"+l.Addr().String(), "record", analyzer(t), opensearch.Options{})
	require.ErrorIs(t, err, context.DeadlineExceeded)
}
