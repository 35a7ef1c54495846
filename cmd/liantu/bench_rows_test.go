package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"liantu/internal/shared"
)

// realRowFiles are the files of all real rows, the smallest first.
func realRowFiles(b *testing.B) []string {
	var files []string
	for _, file := range realFiles() {
		files = append(files, shared.File(b, "data/"+file.name))
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

// importAll makes a record without firms and imports the files, which heard
// hears; it reports the rate and the memory that took.
func importAll(b *testing.B, at config, heard io.Writer, files ...string) {
	order(b, at, io.Discard, "init", "--bare")
	start := time.Now()
	printed := order(b, at, heard, append([]string{"--json", "import"}, files...)...)
	taken := time.Since(start)
	var imported importView
	if err := json.Unmarshal(printed, &imported); err != nil {
		b.Fatal(err)
	}
	rows := 0
	for _, file := range imported.Files {
		rows += file.Rows
	}
	b.ReportMetric(float64(rows)/taken.Seconds(), "rows/s")
	b.ReportMetric(peakMemory(b), "peak-MB")
}
