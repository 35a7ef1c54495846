package web

import (
	"io/fs"
	"strings"
	"testing"
)

func TestPagesAlwaysHaveAnIndex(t *testing.T) {
	index, err := fs.ReadFile(Pages(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(index), "liantu") {
		t.Errorf("index.html is not ours:\n%s", index)
	}
}

func TestUnbuiltPageSaysHowToBuild(t *testing.T) {
	page, err := fs.ReadFile(files, "unbuilt/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "make build") {
		t.Errorf("the page does not name the command:\n%s", page)
	}
}
