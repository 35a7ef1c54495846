package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

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
	command := func(args ...string) []byte {
		var out, errs bytes.Buffer
		a := &app{config: config{data: data}, in: strings.NewReader(""), out: &out, err: &errs, now: time.Now}
		if code := run(context.Background(), args, a); code != done {
			b.Fatalf("%v: %s%s", args, &out, &errs)
		}
		return out.Bytes()
	}
	b.Run("import", func(b *testing.B) {
		command("init", "--bare")
		start := time.Now()
		var report struct{ Files []struct{ Rows int } }
		if err := json.Unmarshal(command("--json", "import", file), &report); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(report.Files[0].Rows)/time.Since(start).Seconds(), "rows/s")
		b.ReportMetric(peakMemory(b), "peak-MB")
	})
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Logf("the peak of memory is that of the import: %v", err)
	}
	a := &app{config: config{data: data}, in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}, now: time.Now}
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
		wide(b, o)
		b.Run("memory", func(b *testing.B) { b.ReportMetric(peakMemory(b), "peak-MB") })
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// wide asks for many lists, and reports the quantiles over them.
func wide(b *testing.B, o *office) {
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
	words := []string{"高纯氧化铝", "锂离子电池负极材料", "建筑材料", "工业机器人", "污水处理设备", "汽车零部件制造", "聚丙烯酰胺", "光伏支架",
		"葡萄酒酿造", "镁合金压铸", "石墨电极", "水性涂料", "医用防护服", "变压器", "食品添加剂", "钢结构安装", "农药中间体", "玻璃纤维", "耐火材料", "电线电缆"}
	asks := map[string][]func() error{}
	for _, l := range links {
		asks["list-of-a-link"] = append(asks["list-of-a-link"], func() error {
			_, err := o.engine.Match(ctx, matcher.Target{Link: l.ID}, match.Options{Top: 100, Anyway: true})
			return err
		})
	}
	for _, w := range words {
		asks["list-of-words"] = append(asks["list-of-words"], func() error {
			_, err := o.engine.Match(ctx, matcher.Target{Text: w}, match.Options{Top: 100})
			return err
		})
		asks["search"] = append(asks["search"], func() error {
			_, err := o.engine.Firms(ctx, matcher.FirmQuery{Text: w, Limit: 100})
			return err
		})
	}
	for _, what := range []string{"list-of-a-link", "list-of-words", "search"} {
		for _, round := range []string{"first", "again"} {
			b.Run(what+"/"+round, func(b *testing.B) {
				taken := make([]time.Duration, len(asks[what]))
				for i, ask := range asks[what] {
					start := time.Now()
					if err := ask(); err != nil {
						b.Fatal(err)
					}
					taken[i] = time.Since(start)
				}
				slices.Sort(taken)
				for name, share := range map[string]int{"p50-ms": 50, "p95-ms": 95, "max-ms": 100} {
					at := min(len(taken)*share/100, len(taken)-1)
					b.ReportMetric(float64(taken[at].Microseconds())/1000, name)
				}
			})
		}
	}
}
