package embedded_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph/embedded"
	"liantu/graph/graphtest"
)

// TestRecentChanges asks another store on the same file, opened for reading.
func TestRecentChanges(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	open := func(opts embedded.Options) *embedded.Store {
		opts.Schema = graphtest.Schema()
		s, err := embedded.Open(t.Context(), path, opts)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		return s
	}
	writing := open(embedded.Options{})
	graphtest.Recent(t, open(embedded.Options{ReadOnly: true}), writing)
}
