package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// realRows is how many rows the files of realRowFiles hold together.
const realRows = 264_142

// realRowFiles are the files of real rows, the smallest first.
func realRowFiles(b *testing.B) []string {
	var files []string
	for _, name := range []string{"wuhai", "neimenggu", "ningxia", "national"} {
		path := filepath.Join("..", "..", "..", "shared", "data", name+".csv.gz")
		if _, err := os.Stat(path); err != nil {
			b.Skipf("%s is not here", path)
		}
		files = append(files, path)
	}
	return files
}

// order runs a command of the program and gives what it prints; heard hears
// what it says meanwhile.
func order(b *testing.B, at config, heard io.Writer, args ...string) []byte {
	var out, errs bytes.Buffer
	a := &app{config: at, in: strings.NewReader(""), out: &out, err: io.MultiWriter(&errs, heard), now: time.Now}
	if code := run(context.Background(), args, a); code != done {
		b.Fatalf("%v: %s%s", args, &out, &errs)
	}
	return out.Bytes()
}

// importAll makes a record without firms and imports the files, of so many
// rows; it reports the rate and the memory that took.
func importAll(b *testing.B, at config, heard io.Writer, rows int, files ...string) {
	order(b, at, io.Discard, "init", "--bare")
	start := time.Now()
	order(b, at, heard, append([]string{"import"}, files...)...)
	b.ReportMetric(float64(rows)/time.Since(start).Seconds(), "rows/s")
	b.ReportMetric(peakMemory(b), "peak-MB")
}
