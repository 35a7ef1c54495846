// Command liantu maps industrial chains, finds what a city's chains lack and
// ranks the firms that could fill each gap.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// The exit statuses.
const (
	done    = 0
	failed  = 1
	misused = 2
)

func main() {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], &app{
		config: configFrom(os.LookupEnv), in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now, patience: serverBack,
	})
	stop()
	os.Exit(code)
}

// run executes one command line and gives its exit status.
func run(ctx context.Context, args []string, a *app) int {
	root := rootCommand(a)
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.err)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	var use *usageError
	switch {
	case err == nil:
		return done
	case errors.As(err, &use):
		fmt.Fprintln(a.err, "用法有误：", use.Error())
		return misused
	case errors.Is(err, errReported):
		return failed
	}
	fmt.Fprintln(a.err, "出错：", message(err))
	return failed
}
