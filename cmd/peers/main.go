package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
)

// The exit statuses.
const (
	done   = 0
	failed = 1
	absent = 3 // what an engine needs is not on this machine
)

// The same as cmd/liantu sets, on top of the rows that a process holds.
const (
	gcPercent   = 300
	memoryLimit = 1 << 30
)

// job is what is measured and where.
type job struct {
	shared string // folder with data/*.csv.gz and bench/make_firms.py
	work   string // scratch
	rows   int    // 0: all real ones
	rounds int    // how often every query is timed
}

// errAbsent says that what an engine needs is not on this machine.
var errAbsent = errors.New("absent")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case err == nil:
		os.Exit(done)
	case errors.Is(err, errAbsent):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(absent)
	}
	fmt.Fprintln(os.Stderr, "出错 / error:", err)
	os.Exit(failed)
}

// run measures the engines of a command line; with -measure it is the process
// of one engine.
func run(ctx context.Context, args []string, out, progress io.Writer) error {
	var j job
	var engines, one string
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(progress)
	flags.StringVar(&j.shared, "shared", filepath.Join("..", "shared"), "有 data/*.csv.gz 的文件夹 / folder with the rows")
	flags.StringVar(&j.work, "work", filepath.Join("bin", "peers"), "工作文件夹 / scratch folder")
	flags.IntVar(&j.rows, "rows", 0, "行数，0 为全部真实行 / rows, 0 for all real ones")
	flags.IntVar(&j.rounds, "rounds", 10, "每个产品名计时几遍 / times every query is timed")
	flags.StringVar(&engines, "engines", strings.Join(names(contenders()), ","), "要比较的引擎 / engines to compare")
	flags.StringVar(&one, "measure", "", "只在本进程里测一个引擎 / measure one engine in this process")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if one != "" {
		debug.SetGCPercent(gcPercent)
		return j.measureHere(ctx, one, out)
	}
	if err := os.MkdirAll(j.work, 0o755); err != nil {
		return err
	}
	return j.compare(ctx, strings.Split(engines, ","), out, progress)
}
