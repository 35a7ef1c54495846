// Package shared gives tests and benchmarks the files that stand beside the
// project, in ../shared.
package shared

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// File is the path of a file or folder there, by its name as in
// "data/wuhai.csv.gz". Where it is missing the test is skipped, and fails when
// env CI is set.
func File(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(root(t), "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("CI needs %s", path)
		}
		t.Skipf("%s is not here", path)
	}
	return path
}

// Rows are the rows of a csv.gz there, its header first.
func Rows(t testing.TB, name string) [][]string {
	t.Helper()
	file, err := os.Open(File(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// root is the project's folder, above that of the test.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the test")
		}
		folder = filepath.Dir(folder)
	}
}
