package embedded_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/graph/embedded"
)

// small is a schema of one label with one field, and one edge.
func small() graph.Schema {
	return graph.Schema{
		Labels: []graph.Label{{Name: "Thing", KeyName: "id", Fields: []graph.Field{{Name: "name", Kind: graph.Text}}}},
		Edges:  []graph.EdgeType{{Name: "NEXT", From: "Thing", To: "Thing"}},
	}
}

func open(t *testing.T, path string, opts embedded.Options) *embedded.Store {
	t.Helper()
	s, err := embedded.Open(t.Context(), path, opts)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func put(t *testing.T, s *embedded.Store, keys ...string) {
	t.Helper()
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		for _, key := range keys {
			if err := w.Put(t.Context(), []graph.Node{{Label: "Thing", Key: key, Values: []any{"名" + key}}}); err != nil {
				return err
			}
		}
		return nil
	}))
}

func keys(t *testing.T, s *embedded.Store) []string {
	t.Helper()
	found := []string{}
	require.NoError(t, s.View(t.Context(), func(r graph.Reader) error {
		page, err := r.Find(t.Context(), graph.Query{Label: "Thing"})
		for _, n := range page.Nodes {
			found = append(found, n.Key)
		}
		return err
	}))
	return found
}

func TestASecondWriterIsToldWhoWrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	first := open(t, path, embedded.Options{Schema: small()})
	began := time.Now()
	_, err := embedded.Open(t.Context(), path, embedded.Options{Schema: small()})
	require.Equal(t, graph.Locked, graph.CodeOf(err))
	require.Contains(t, err.Error(), strconv.Itoa(os.Getpid()))
	require.Less(t, time.Since(began), 2*time.Second)
	require.Equal(t, graph.Locked, graph.CodeOf(embedded.Restore(t.Context(), backupOf(t, first), path)))

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = embedded.Open(ctx, path, embedded.Options{Schema: small()})
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, first.Close())
	open(t, path, embedded.Options{Schema: small()})
}

func TestAWriterThatFollowsWaitsForTheFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	first := open(t, path, embedded.Options{Schema: small()})
	time.AfterFunc(200*time.Millisecond, func() { _ = first.Close() })
	open(t, path, embedded.Options{Schema: small()})
}

func TestReadingBesideAWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a 记录?%41#.db")
	writer := open(t, path, embedded.Options{Schema: small()})
	put(t, writer, "a")
	reader := open(t, path, embedded.Options{Schema: small(), ReadOnly: true})
	require.Equal(t, writer.ID(), reader.ID())
	require.Equal(t, []string{"a"}, keys(t, reader))
	put(t, writer, "b")
	require.Equal(t, []string{"a", "b"}, keys(t, reader))
	err := reader.Update(t.Context(), func(graph.Writer) error { return nil })
	require.Equal(t, graph.Invalid, graph.CodeOf(err))
	require.NoError(t, writer.Close())
	require.Equal(t, []string{"a", "b"}, keys(t, reader))
	_, err = os.Stat(path)
	require.NoError(t, err, "the file has the name it was given")
}

func TestReadOnlyNeedsARecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	_, err := embedded.Open(t.Context(), path, embedded.Options{Schema: small(), ReadOnly: true})
	require.Equal(t, graph.NotFound, graph.CodeOf(err))
	require.NoFileExists(t, path)
	require.NoError(t, os.WriteFile(path, nil, 0o644))
	_, err = embedded.Open(t.Context(), path, embedded.Options{Schema: small(), ReadOnly: true})
	require.Equal(t, graph.Conflict, graph.CodeOf(err), err)
}

func TestTheRecordStaysWhenItIsClosed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "er", "record.db")
	first := open(t, path, embedded.Options{Schema: small()})
	put(t, first, "a")
	require.NoError(t, first.Close())
	require.NoFileExists(t, path+"-wal", "a record that is closed is one file")
	second := open(t, path, embedded.Options{Schema: small()})
	require.Equal(t, first.ID(), second.ID())
	require.Equal(t, []string{"a"}, keys(t, second))
	require.NotEqual(t, first.ID(), fresh(t, small()).ID())
}

// A file keeps the pages it was made with; a new one has those that imports gain by.
func TestPagesOfAFile(t *testing.T) {
	for size, begin := range map[int]string{4096: "PRAGMA page_size = 4096; PRAGMA user_version = 1", 8192: ""} {
		path := filepath.Join(t.TempDir(), "record.db")
		if begin != "" {
			rewrite(t, path, begin)
		}
		s := open(t, path, embedded.Options{Schema: small()})
		put(t, s, "a")
		require.NoError(t, s.Close())
		require.Equal(t, size, pageSize(t, path))
		again := open(t, path, embedded.Options{Schema: small()})
		require.Equal(t, []string{"a"}, keys(t, again))
		to := filepath.Join(t.TempDir(), "copy.db")
		require.NoError(t, again.Backup(t.Context(), to))
		require.Equal(t, size, pageSize(t, to))
	}
}

// pageSize reads it from the header, see https://www.sqlite.org/fileformat.html#the_database_header.
func pageSize(t *testing.T, path string) int {
	t.Helper()
	header, err := os.ReadFile(path)
	require.NoError(t, err)
	return int(binary.BigEndian.Uint16(header[16:18]))
}

func TestDeclarationsGrow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	old := open(t, path, embedded.Options{Schema: small()})
	put(t, old, "a")
	require.NoError(t, old.Close())

	grown := small()
	grown.Labels[0].Fields = append([]graph.Field{{Name: "n", Kind: graph.Integer}}, grown.Labels[0].Fields...)
	grown.Labels[0].Indexes = []graph.Index{{"n"}, {"name", "n"}}
	grown.Labels = append(grown.Labels, graph.Label{Name: "Place", KeyName: "code"})
	grown.Edges = append(grown.Edges, graph.EdgeType{Name: "AT", From: "Thing", To: "Place"})
	_, err := embedded.Open(t.Context(), path, embedded.Options{Schema: grown, ReadOnly: true})
	require.Equal(t, graph.Conflict, graph.CodeOf(err), "read-only nothing can be added: %v", err)

	s := open(t, path, embedded.Options{Schema: grown})
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		nodes, err := w.Get(t.Context(), "Thing", []string{"a"})
		require.NoError(t, err)
		require.Equal(t, []graph.Node{{Label: "Thing", Key: "a", Values: []any{nil, "名a"}}}, nodes)
		return w.Put(t.Context(), []graph.Node{{Label: "Place", Key: "p"}, {Label: "Thing", Key: "b", Values: []any{int64(1), nil}}})
	}))
	require.NoError(t, s.Close())

	s = open(t, path, embedded.Options{Schema: small()}) // an older program
	require.Equal(t, []string{"a", "b"}, keys(t, s))
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{"Thing: column n is not declared"}, found.Problems, "what is not declared is kept and told")
	require.NoError(t, s.Close())

	other := small()
	other.Labels[0].KeyName = "code"
	_, err = embedded.Open(t.Context(), path, embedded.Options{Schema: other})
	require.Equal(t, graph.Conflict, graph.CodeOf(err), err)
}

func TestFilesThatAreNoRecord(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	require.NoError(t, os.WriteFile(text, []byte("统一社会信用代码,企业名称\n"), 0o644))
	other := filepath.Join(dir, "other.db")
	rewrite(t, other, `CREATE TABLE things (a)`)
	newer := filepath.Join(dir, "newer.db")
	require.NoError(t, open(t, newer, embedded.Options{Schema: small()}).Close())
	rewrite(t, newer, `INSERT INTO liantu_migration (version_id, is_applied) VALUES (99, 1)`)
	for path, code := range map[string]graph.Code{text: graph.Corrupt, other: graph.Corrupt, newer: graph.Conflict, dir: graph.Unavailable} {
		before, _ := os.ReadFile(path)
		for _, readOnly := range []bool{true, false} {
			_, err := embedded.Open(t.Context(), path, embedded.Options{Schema: small(), ReadOnly: readOnly})
			require.Equal(t, code, graph.CodeOf(err), "%s: %v", path, err)
		}
		after, _ := os.ReadFile(path)
		require.Equal(t, before, after, "a file that is refused is left as it is")
		require.NoError(t, os.RemoveAll(path+".lock"))
	}
}

func TestADamagedFileIsCorrupt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path, embedded.Options{Schema: small()})
	for i := range 400 {
		put(t, s, fmt.Sprint("key", i))
	}
	require.NoError(t, s.Close())
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	for i := len(b) / 2; i < len(b); i++ {
		b[i] = byte(i * 7)
	}
	require.NoError(t, os.WriteFile(path, b, 0o644))
	s, err = embedded.Open(t.Context(), path, embedded.Options{Schema: small(), ReadOnly: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	err = s.View(t.Context(), func(r graph.Reader) error {
		_, err := r.Find(t.Context(), graph.Query{Label: "Thing"})
		return err
	})
	require.Equal(t, graph.Corrupt, graph.CodeOf(err), err)
	found, err := s.Verify(t.Context())
	require.NoError(t, err)
	require.NotEmpty(t, found.Problems)
	require.Equal(t, graph.Corrupt, graph.CodeOf(embedded.Restore(t.Context(), path, filepath.Join(t.TempDir(), "to.db"))))
}

func TestBadDeclarationsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*graph.Schema){
		"a name with a quote":         func(s *graph.Schema) { s.Labels[0].Name = `a"b` },
		"two tables of one name":      func(s *graph.Schema) { s.Edges[0].Name = "thing" },
		"a field twice":               func(s *graph.Schema) { s.Labels[0].Fields = append(s.Labels[0].Fields, graph.Field{Name: "NAME"}) },
		"a field with the key's name": func(s *graph.Schema) { s.Labels[0].Fields[0].Name = "id" },
		"an end that is not declared": func(s *graph.Schema) { s.Edges[0].To = "Nothing" },
		"an index on nothing":         func(s *graph.Schema) { s.Labels[0].Indexes = []graph.Index{{"nothing"}} },
		"distinct by nothing":         func(s *graph.Schema) { s.Edges[0].Distinct = "nothing" },
		"a table of the store's own": func(s *graph.Schema) {
			s.Labels[0].Name = "liantu_meta"
			s.Edges[0].From, s.Edges[0].To = "liantu_meta", "liantu_meta"
		},
	} {
		schema := small()
		spoil(&schema)
		_, err := embedded.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), embedded.Options{Schema: schema})
		require.Equal(t, graph.Invalid, graph.CodeOf(err), "%s: %v", name, err)
	}
}

func TestATransactionEndsWithItsFunction(t *testing.T) {
	s := fresh(t, small())
	var kept graph.Writer
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error {
		kept = w
		return nil
	}))
	require.Error(t, kept.Put(t.Context(), []graph.Node{{Label: "Thing", Key: "a", Values: []any{nil}}}))
	require.Empty(t, keys(t, s))
}

func TestALongQuestionEndsWithItsContext(t *testing.T) {
	s := fresh(t, small())
	nodes := make([]graph.Node, 20000)
	for i := range nodes {
		nodes[i] = graph.Node{Label: "Thing", Key: fmt.Sprint(i), Values: []any{"n"}}
	}
	require.NoError(t, s.Update(t.Context(), func(w graph.Writer) error { return w.Put(t.Context(), nodes) }))
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	err := s.View(ctx, func(r graph.Reader) error {
		for {
			if _, err := r.Find(ctx, graph.Query{Label: "Thing", OrderBy: []graph.Order{{Field: "name"}}, Limit: 20000}); err != nil {
				return err
			}
		}
	})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.Len(t, keys(t, s), 1000, "the connection serves the next question")
}

// rewrite changes a file behind the store's back.
func rewrite(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	defer db.Close()
	for _, text := range statements {
		_, err := db.Exec(text)
		require.NoError(t, err)
	}
}
