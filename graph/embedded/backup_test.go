package embedded_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
)

func backupOf(t *testing.T, s *embedded.Store) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup.db")
	require.NoError(t, s.Backup(t.Context(), path))
	return path
}

func TestBackupAndRestore(t *testing.T) {
	s := fresh(t, small())
	put(t, s, "a", "b")
	backup := backupOf(t, s)
	put(t, s, "c")

	to := filepath.Join(t.TempDir(), "new", "record.db")
	require.NoError(t, embedded.Restore(t.Context(), backup, to))
	restored := open(t, to, embedded.Options{Schema: small()})
	require.Equal(t, s.ID(), restored.ID())
	require.Equal(t, []string{"a", "b"}, keys(t, restored))
	found, err := restored.Verify(t.Context())
	require.NoError(t, err)
	require.Empty(t, found.Problems)
	require.Equal(t, int64(2), found.Checked["Thing"])
	put(t, restored, "d")
	require.NoError(t, restored.Close())

	require.Equal(t, graph.Conflict, graph.CodeOf(embedded.Restore(t.Context(), backup, to)), "a store is never written over")
	require.Equal(t, graph.Conflict, graph.CodeOf(s.Backup(t.Context(), backup)), "nor is a backup")
	require.Equal(t, graph.NotFound, graph.CodeOf(embedded.Restore(t.Context(), backup+"x", to+"x")))
	require.Equal(t, []string{"a", "b", "d"}, keys(t, open(t, to, embedded.Options{Schema: small()})))
}

func TestRestoringFromAStoreThatIsOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path, embedded.Options{Schema: small()})
	put(t, s, "a", "b") // still in the WAL
	to := filepath.Join(t.TempDir(), "record.db")
	require.NoError(t, embedded.Restore(t.Context(), path, to))
	require.Equal(t, []string{"a", "b"}, keys(t, open(t, to, embedded.Options{Schema: small()})))
}

func TestBackupBesideAWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	writer := open(t, path, embedded.Options{Schema: small()})
	put(t, writer, "0a", "0b")
	reader := open(t, path, embedded.Options{Schema: small(), ReadOnly: true})
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for i := 1; ; i++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			err := writer.Update(context.Background(), func(w graph.Writer) error {
				return w.Put(context.Background(), []graph.Node{
					{Label: "Thing", Key: fmt.Sprint(i, "a"), Values: []any{nil}}, {Label: "Thing", Key: fmt.Sprint(i, "b"), Values: []any{nil}},
				})
			})
			if err != nil {
				done <- err
				return
			}
		}
	}()
	for _, s := range []*embedded.Store{writer, reader} {
		copied := open(t, backupOf(t, s), embedded.Options{Schema: small(), ReadOnly: true})
		require.Zero(t, len(keys(t, copied))%2, "a backup holds whole batches")
	}
	close(stop)
	require.NoError(t, <-done)
}

func TestAnInterruptedBackupLeavesNothing(t *testing.T) {
	s := fresh(t, small())
	put(t, s, "a")
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, s.Backup(ctx, filepath.Join(dir, "backup.db")), context.Canceled)
	require.Equal(t, graph.Unavailable, graph.CodeOf(s.Backup(t.Context(), filepath.Join(dir, "no folder", "backup.db"))))
	require.ErrorIs(t, embedded.Restore(ctx, backupOf(t, s), filepath.Join(dir, "record.db")), context.Canceled)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
	put(t, s, "b")
}

func TestVerifyFindsWhatIsWrong(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	schema := small()
	schema.Labels[0].Fields = append(schema.Labels[0].Fields, graph.Field{Name: "doc", Kind: graph.JSON}, graph.Field{Name: "n", Kind: graph.Integer})
	schema.Edges[0].Fields = []graph.Field{{Name: "kind", Kind: graph.Text}}
	schema.Edges[0].Distinct = "kind"
	s := open(t, path, embedded.Options{Schema: schema})
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		if err := w.Put(t.Context(), []graph.Node{
			{Label: "Thing", Key: "a", Values: []any{"n", `{}`, int64(1)}}, {Label: "Thing", Key: "b", Values: []any{nil, nil, nil}},
		}); err != nil {
			return err
		}
		return w.Connect(t.Context(), []graph.Edge{{Type: "NEXT", From: "a", To: "b", Values: []any{nil}}, {Type: "NEXT", From: "a", To: "b", Values: []any{"k"}}})
	}))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Equal(t, graph.Findings{Checked: map[string]int64{"Thing": 2, "NEXT": 2}, Problems: []string{}}, found)
	require.NoError(t, s.Close())

	rewrite(t, path,
		`INSERT INTO "NEXT" VALUES ('a', 'gone', 'k'), ('gone', 'b', 'k'), ('gone', 'b', 'l')`,
		`UPDATE "Thing" SET doc = '{', n = 'many' WHERE id = 'a'`,
		`INSERT INTO "Thing" (id) VALUES ('unlisted')`,
		`INSERT INTO liantu_deleted VALUES ('Thing', 'a', 1)`,
		`UPDATE "Thing" SET _version = 7 WHERE id = 'b'`)
	s = open(t, path, embedded.Options{Schema: schema})
	found, err = s.Verify(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{
		"Thing: 1 values of doc do not fit it",
		"Thing: 1 values of n do not fit it",
		`NEXT: 2 edges without their "from" end`,
		`NEXT: 1 edges without their "to" end`,
		"Thing: 1 nodes that are there and listed as deleted",
		"Thing: 2 nodes of no version or of one that is still to come",
	}, found.Problems)
}
