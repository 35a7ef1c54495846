package main

import (
	"maps"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"liantu/graph/neostore/neotest"
)

const (
	forGood = "for good, in the second batch"
	// shortPatience is how long an import waits for a server that stays away.
	shortPatience = 20 * time.Second
	waits         = "与 Neo4j 的连接断了"
)

// killedRows are more than the importer takes in one transaction.
const killedRows = 21_500

// outcome is what a command line came to.
type outcome struct {
	out, errs string
	code      int
}

// TestImportThroughAKilledServer kills the server at different moments of an
// import of real rows. The import goes on by itself where the server comes
// back in time, and says that it waits. Else it says what was kept and what to
// do, and the same command completes it. Either way the record is the one that
// an import without a kill makes on the embedded store.
func TestImportThroughAKilledServer(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a Neo4j server")
	}
	file := sampleRows(t, "neimenggu.csv.gz", killedRows)
	embedded := newSeat(t, "")
	embedded.must("init", "--bare")
	embedded.must("import", "--as-of", "2019-04-30", file)
	want := embedded.digests()

	server := neotest.Start(t)
	for name, kill := range map[string]func(*testing.T, *neotest.Server, <-chan outcome) outcome{
		"in the first batch, and again in the second": killedTwice,
		forGood: killedForGood,
	} {
		t.Run(name, func(t *testing.T) {
			server.Wipe(t)
			s := newSeat(t, server.URI)
			if name == forGood {
				s.patience = shortPatience
			}
			s.must("init", "--bare")
			ended := make(chan outcome, 1)
			go func() {
				out, errs, code := s.run("import", "--as-of", "2019-04-30", file)
				ended <- outcome{out, errs, code}
			}()
			got := kill(t, server, ended)
			t.Logf("status %d: %s%s", got.code, firstLines(got.out, 2), firstLines(got.errs, 3))
			if name == forGood {
				clearlyInterrupted(t, got)
				s.must("import", "--as-of", "2019-04-30", file)
			}
			if have := s.digests(); !maps.Equal(want, have) {
				t.Errorf("without a kill %v\nwith kills %v", want, have)
			}
			s.must("verify")
			if again := s.must("import", file); !strings.Contains(again, "新增 0，更新 0") {
				t.Errorf("once more: %s", again)
			}
		})
	}
}

func firstLines(s string, n int) string {
	lines := strings.SplitAfterN(s, "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "")
}

// clearlyInterrupted wants a line that says what happened, what was kept and
// what to do, and no more than that.
func clearlyInterrupted(t *testing.T, got outcome) {
	t.Helper()
	kept := strings.Contains(got.out, "导入中断") && strings.Contains(got.out, "保留在档案中")
	if said := got.out + got.errs; !kept && !strings.Contains(said, "导入没有开始") || !strings.Contains(said, "再运行同一条命令") {
		t.Errorf("it is not clear what was kept and what to do: %s", said)
	}
	if got.code != failed || strings.Contains(got.out+got.errs, neotest.Password) || strings.Contains(got.errs, "goroutine") {
		t.Errorf("status %d: %s%s", got.code, got.out, got.errs)
	}
}

// batches is how many batches of the import the server holds: one, where rows
// with a code are taken up to some row.
func batches(t *testing.T, server *neotest.Server) int64 {
	t.Helper()
	n, _ := server.Cypher(t, "MATCH (i:Import) WHERE i.coded_to > 0 RETURN count(i)", nil)[0].Values[0].(int64)
	return n
}

// inBatch waits until so many batches are in and the next is being written;
// it gives the outcome where the import has ended before.
func inBatch(t *testing.T, server *neotest.Server, n int64, ended <-chan outcome) *outcome {
	t.Helper()
	const writing = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND $' RETURN count(*)"
	for until := time.Now().Add(5 * time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		select {
		case got := <-ended:
			return &got
		default:
		}
		if batches(t, server) < n {
			continue
		}
		if now, _ := server.Cypher(t, writing, nil)[0].Values[0].(int64); now > 0 {
			return nil
		}
	}
	t.Fatal("no batch is being written")
	return nil
}

func killedTwice(t *testing.T, server *neotest.Server, ended <-chan outcome) outcome {
	for n := range int64(2) {
		if got := inBatch(t, server, n, ended); got != nil {
			return *got
		}
		server.Kill()
		server.Run(t)
	}
	got := <-ended
	if said := strings.Count(got.errs, waits); got.code != done || said < 1 || said > 2 {
		t.Errorf("it did not go on by itself, or did not say once that it waits: status %d: %s%s", got.code, got.out, got.errs)
	}
	return got
}

// killedForGood leaves the server down until the import has given up.
func killedForGood(t *testing.T, server *neotest.Server, ended <-chan outcome) outcome {
	if got := inBatch(t, server, 1, ended); got != nil {
		t.Fatalf("the import ended before its second batch: %+v", got)
	}
	server.Kill()
	start := time.Now()
	got := <-ended
	if took := time.Since(start); took > 3*shortPatience || strings.Count(got.errs, waits) != 1 {
		t.Errorf("gave up after %v: %s", took, got.errs)
	}
	server.Run(t)
	if got.code == done {
		t.Fatalf("an import without a server: %s", got.out)
	}
	held, _ := server.Cypher(t, "MATCH (i:Import) RETURN i.coded_to", nil)[0].Values[0].(int64)
	said := regexp.MustCompile(`已写入的 (\d+) 行`).FindStringSubmatch(got.out)
	if said == nil {
		t.Fatalf("the report does not say how many rows were kept: %s", got.out)
	}
	if n, err := strconv.ParseInt(said[1], 10, 64); err != nil || n == 0 || n > held {
		t.Errorf("rows are taken up to %d, the report says: %s", held, got.out)
	}
	return got
}
