package rank

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"hash/crc32"
	"iter"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"liantu/graph"
	"liantu/internal/shared"
)

// The floors stand a little under what is reached; see testdata/ablation.md.
const (
	floorMean    = 0.39
	floorFewShot = 0.58
)

// TestJudge ranks the listed firms for the judge's queries, with the other
// rows of the shared data as the record, and holds nDCG@10 to its floors.
func TestJudge(t *testing.T) {
	if testing.Short() {
		t.Skip("ranks a quarter of a million firms")
	}
	r := judged(t)
	run := answer(t, r, "ask_dev.jsonl")
	scored := judgeRun(t, run, nil)
	product, segment := mean(scored, "product"), mean(scored, "segment")
	t.Logf("nDCG@10 product %.4f segment %.4f mean %.4f", product, segment, (product+segment)/2)
	if (product+segment)/2 < floorMean {
		t.Errorf("the mean fell below %v", floorMean)
	}
	revealed := reveal(t)
	few := mean(judgeRun(t, answer(t, r, "ask_dev_reveal.jsonl"), revealed), "segment")
	t.Logf("nDCG@10 with three known members %.4f; without %.4f", few, mean(judgeRun(t, run, revealed), "segment"))
	if few < floorFewShot {
		t.Errorf("few-shot fell below %v", floorFewShot)
	}
}

func judged(t testing.TB) *Ranker {
	t.Helper()
	pool := listed(t)
	r, err := New(context.Background(), Sources{
		Record:  sharedFirms(t, "data/national.csv.gz", "data/neimenggu.csv.gz", "data/ningxia.csv.gz", "data/wuhai.csv.gz", "eval/firms.csv.gz"),
		Regions: regions(t),
		Data:    os.DirFS("../../data"),
	}, each(pool))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func each(firms []graph.Firm) iter.Seq2[graph.Firm, error] {
	return func(yield func(graph.Firm, error) bool) {
		for _, f := range firms {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// listed are the judge's firms.
func listed(t testing.TB) []graph.Firm {
	t.Helper()
	var pool []graph.Firm
	for f, err := range sharedFirms(t, "eval/firms.csv.gz") {
		if err != nil {
			t.Fatal(err)
		}
		pool = append(pool, f)
	}
	return pool
}

// answer runs a file of the judge's queries: query → firms, best first.
func answer(t testing.TB, r *Ranker, file string) map[string][]string {
	t.Helper()
	queries, err := os.Open(shared.File(t, "eval/"+file))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = queries.Close() }()
	var out bytes.Buffer
	if err := Run(r, queries, &out); err != nil {
		t.Fatal(err)
	}
	run := map[string][]string{}
	for line := range strings.Lines(out.String()) {
		column := strings.Fields(line)
		run[column[0]] = append(run[column[0]], column[2])
	}
	return run
}

// judgedQuery is one of the judge's queries with its nDCG@10.
type judgedQuery struct {
	kind string
	half int // by a hash of its id, to see what holds on either half
	gain float64
}

// judgeRun scores a run; where members were revealed, for those queries only and
// without those members.
func judgeRun(t testing.TB, run map[string][]string, revealed map[string][]string) []judgedQuery {
	t.Helper()
	var scored []judgedQuery
	eachLine(t, "queries_dev.jsonl", func(line []byte) {
		var q struct {
			ID, Kind  string
			Positives []string
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		known, asked := revealed[q.ID]
		if revealed != nil && !asked {
			return
		}
		without := func(codes []string) []string {
			return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return slices.Contains(known, c) })
		}
		half := int(crc32.ChecksumIEEE([]byte(q.ID)) % 2)
		scored = append(scored, judgedQuery{q.Kind, half, gain(without(run[q.ID]), without(q.Positives))})
	})
	return scored
}

// mean is the mean nDCG@10 of a kind.
func mean(scored []judgedQuery, kind string) float64 {
	var sum float64
	n := 0
	for _, q := range scored {
		if q.kind == kind {
			sum += q.gain
			n++
		}
	}
	return sum / float64(n)
}

// gain is nDCG@10 of one ranking.
func gain(ranking, positives []string) float64 {
	var got, best float64
	for i := range 10 {
		discount := 1 / math.Log2(float64(i+2))
		if i < len(ranking) && slices.Contains(positives, ranking[i]) {
			got += discount
		}
		if i < len(positives) {
			best += discount
		}
	}
	return got / best
}

func reveal(t testing.TB) map[string][]string {
	t.Helper()
	revealed := map[string][]string{}
	eachLine(t, "feedback_dev.jsonl", func(line []byte) {
		var q struct {
			ID       string
			Revealed []string
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		revealed[q.ID] = q.Revealed
	})
	return revealed
}

func eachLine(t testing.TB, file string, visit func([]byte)) {
	t.Helper()
	f, err := os.Open(shared.File(t, "eval/"+file))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		visit(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}
