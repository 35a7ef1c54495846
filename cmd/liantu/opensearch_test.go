package main

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"liantu/internal/shared"
	"liantu/matcher/opensearch/searchtest"
)

// indexedAt is the program with its text index on a cluster.
type indexedAt struct {
	program
	address string
}

const clusterPassword = "only-of-this-test-91c4"

func (p indexedAt) run(args ...string) (string, string, int) {
	p.t.Helper()
	var out, errs bytes.Buffer
	a := &app{config: config{data: p.data, indexAt: p.address, opensearch: credentials{user: "office", password: clusterPassword}},
		in: strings.NewReader(""), out: &out, err: &errs, now: time.Now}
	code := run(context.Background(), args, a)
	return out.String(), errs.String(), code
}

// TestIndexOnACluster imports and searches with the index on a real cluster,
// and finds what the index of this machine finds.
func TestIndexOnACluster(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an OpenSearch cluster")
	}
	wuhai := shared.File(t, "data/wuhai.csv.gz")
	here, there := newProgram(t), indexedAt{newProgram(t), searchtest.Start(t).Address}
	for _, args := range [][]string{
		{"init"}, {"import", "--as-of", "2019-04-30", wuhai},
		{"--json", "firms", "焦化", "--top", "50"}, {"--json", "firms", "水泥", "--region", "150303", "--top", "50"},
	} {
		want := here.must(args...)
		got, errs, code := there.run(args...)
		if code != done {
			t.Fatalf("%v: status %d\n%s%s", args, code, got, errs)
		}
		if args[0] != "--json" {
			continue
		}
		if a, b := foundOf(t, want), foundOf(t, got); a.Total == 0 || a.Total != b.Total || !slices.Equal(a.ids(), b.ids()) {
			t.Errorf("%v: %d %v here, %d %v on the cluster", args, a.Total, a.ids(), b.Total, b.ids())
		}
	}
}

type foundFirms struct {
	Total int
	Firms []struct{ ID string }
}

func foundOf(t *testing.T, out string) (f foundFirms) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// ids are the firms in an order of their own: near ties may differ.
func (f foundFirms) ids() []string {
	var ids []string
	for _, x := range f.Firms {
		ids = append(ids, x.ID)
	}
	slices.Sort(ids)
	return ids
}

// Where the cluster is away, what needs no words goes on, and what does says
// in one line where it looked.
func TestClusterAway(t *testing.T) {
	p := indexedAt{newProgram(t), "opensearch://127.0.0.1:1,127.0.0.1:2"}
	p.program.must("init")
	if out, errs, code := p.run("chains"); code != done {
		t.Errorf("chains: %d %s%s", code, out, errs)
	}
	out, errs, code := p.run("firms", "焦化")
	if code != failed || !strings.Contains(errs, p.address) || strings.Count(errs, "\n") != 1 || strings.Contains(errs, clusterPassword) {
		t.Errorf("firms: %d %q %q", code, out, errs)
	}
	for _, address := range []string{"http://127.0.0.1:9200", "opensearch://a:b@127.0.0.1:9200", "opensearch://127.0.0.1", "opensearch://"} {
		p.address = address
		if out, errs, code := p.run("firms", "焦化"); code == done || strings.Contains(errs, "a:b") {
			t.Errorf("%s: %d %q %q", address, code, out, errs)
		}
	}
}
