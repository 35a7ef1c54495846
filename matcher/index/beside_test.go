package index_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"liantu/graph"
	"liantu/matcher/index"
	"liantu/matcher/search"
)

// While one process holds the index, another reads what it has written.
func TestOpenBeside(t *testing.T) {
	ctx := context.Background()
	r := small()
	folder := filepath.Join(t.TempDir(), "index")
	writer := open(t, folder, r)
	defer writer.Close()
	sync(t, writer, r)

	if _, err := index.Open(ctx, folder, r.id, analyzer(t)); graph.CodeOf(err) != graph.Locked {
		t.Errorf("a second writer: %v", err)
	}
	reader, err := index.OpenBeside(ctx, folder, r.id, analyzer(t))
	if err != nil {
		t.Fatal(err)
	}
	r.commit(firm("d", "乌海市甲醇有限公司", "甲醇生产", "150300"))
	sync(t, writer, r)
	if got := found(t, reader, search.Query{Text: "石灰氮"}); got != "a" {
		t.Errorf("beside the writer: found %q", got)
	}
	if err := reader.Sync(ctx, r); graph.CodeOf(err) != graph.Locked {
		t.Errorf("a reader's sync: %v", err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(folder), ".index-beside-*")); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if got := found(t, writer, search.Query{Text: "甲醇"}); got != "d" {
		t.Errorf("after the reader closed: found %q", got)
	}
}

// What a killed process did not get to disk is indexed again.
func TestKillLosesNothing(t *testing.T) {
	r := small()
	folder := filepath.Join(t.TempDir(), "index")
	x := open(t, folder, r)
	sync(t, x, r)
	killed := filepath.Join(t.TempDir(), "killed") // the files as a kill would leave them
	r.commit(firm("d", "乌海市甲醇有限公司", "甲醇生产", "150300"))
	if err := os.CopyFS(killed, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, killed, r)
	defer x.Close()
	if x.Rebuilt() != "" || x.Version() >= r.now {
		t.Fatalf("rebuilt %q, version %d of %d", x.Rebuilt(), x.Version(), r.now)
	}
	sync(t, x, r)
	if got := found(t, x, search.Query{Text: "甲醇"}) + found(t, x, search.Query{Text: "石灰氮"}); got != "da" {
		t.Errorf("found %q", got)
	}
}

// A copy that a killed reader left is swept away once it is old.
func TestForgottenCopiesAreSwept(t *testing.T) {
	r := small()
	parent := t.TempDir()
	old, fresh := filepath.Join(parent, ".index-beside-1"), filepath.Join(parent, ".index-beside-2")
	for _, folder := range []string{old, fresh} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	x := open(t, filepath.Join(parent, "index"), r)
	defer x.Close()
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Error("the old copy is still there")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error("the fresh copy is gone")
	}
}
