package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"liantu/cmd/internal/folder"
	"liantu/graph"
	"liantu/matcher"
	"liantu/matcher/match"
)

// BenchmarkMadeRows imports the file that LIANTU_BENCH_ROWS names (`make
// bench-made ROWS=1000000` makes one) and asks of that record a list for
// every link and for words of many kinds, each for the first time and again.
func BenchmarkMadeRows(b *testing.B) {
	file := os.Getenv("LIANTU_BENCH_ROWS")
	if file == "" {
		b.Skip("LIANTU_BENCH_ROWS names no file of rows")
	}
	tuneMemory()
	data := filepath.Join(b.TempDir(), "data")
	at := config{data: data}
	b.Run("import", func(b *testing.B) {
		importAll(b, at, &pace{tell: os.Stderr, last: time.Now()}, file)
		size, err := folder.Size(data)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/1e6, "disk-MB")
	})
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Logf("the peak of memory is that of the import: %v", err)
	}
	a := &app{config: at, in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}, now: time.Now}
	start := time.Now()
	err := a.with(context.Background(), reading, true, func(o *office) error {
		opened := time.Since(start)
		b.Run("open", func(b *testing.B) { b.ReportMetric(float64(opened.Milliseconds()), "ms/open") })
		start = time.Now()
		if _, err := o.engine.Chains(context.Background()); err != nil {
			return err
		}
		diagnosed := time.Since(start)
		b.Run("diagnosis", func(b *testing.B) { b.ReportMetric(float64(diagnosed.Milliseconds()), "ms") })
		lists, words := asked(b, o)
		ask(b, "list-of-a-link/record", lists)
		start = time.Now()
		if err := o.engine.SyncRoster(context.Background()); err != nil {
			return err
		}
		took := time.Since(start)
		b.Run("roster", func(b *testing.B) { b.ReportMetric(float64(took.Milliseconds()), "ms") })
		ask(b, "list-of-a-link/roster", lists)
		for _, what := range []string{"list-of-words", "search"} {
			ask(b, what+"/first", words[what])
			ask(b, what+"/again", words[what])
		}
		b.Run("memory", func(b *testing.B) { b.ReportMetric(peakMemory(b), "peak-MB") })
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// question is one that is timed.
type question func() error

// asked are the questions: a list for every link, of which more than are kept
// come between two askings for one, and lists and searches for words of many
// kinds.
func asked(b *testing.B, o *office) (lists []question, words map[string][]question) {
	ctx := context.Background()
	var links []graph.Link
	err := o.store.View(ctx, func(r graph.Reader) error {
		var err error
		links, err = graph.Links().List(ctx, r, graph.Query{})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range links {
		lists = append(lists, func() error {
			_, err := o.engine.Match(ctx, matcher.Target{Link: l.ID}, match.Options{Top: 100, Anyway: true})
			return err
		})
	}
	words = map[string][]question{}
	for _, w := range []string{"高纯氧化铝", "锂离子电池负极材料", "建筑材料", "工业机器人", "污水处理设备", "汽车零部件制造", "聚丙烯酰胺", "光伏支架",
		"葡萄酒酿造", "镁合金压铸", "石墨电极", "水性涂料", "医用防护服", "变压器", "食品添加剂", "钢结构安装", "农药中间体", "玻璃纤维", "耐火材料", "电线电缆"} {
		words["list-of-words"] = append(words["list-of-words"], func() error {
			_, err := o.engine.Match(ctx, matcher.Target{Text: w}, match.Options{Top: 100})
			return err
		})
		words["search"] = append(words["search"], func() error {
			_, err := o.engine.Firms(ctx, matcher.FirmQuery{Text: w, Limit: 100})
			return err
		})
	}
	return lists, words
}

// longest is how long one kind of question is asked: of a very large record
// the questions that do not fit in are left out.
const longest = 3 * time.Minute

// ask times questions, and reports the quantiles and how many were asked.
func ask(b *testing.B, what string, questions []question) {
	b.Run(what, func(b *testing.B) {
		var taken []time.Duration
		var all time.Duration
		for _, q := range questions {
			start := time.Now()
			if err := q(); err != nil {
				b.Fatal(err)
			}
			taken = append(taken, time.Since(start))
			if all += taken[len(taken)-1]; all > longest {
				break
			}
		}
		b.ReportMetric(float64(len(taken)), "asked")
		slices.Sort(taken)
		for name, share := range map[string]int{"p50-ms": 50, "p95-ms": 95, "max-ms": 100} {
			at := min(len(taken)*share/100, len(taken)-1)
			b.ReportMetric(float64(taken[at].Microseconds())/1000, name)
		}
	})
}
