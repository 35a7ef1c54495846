package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// contender is an engine that takes part.
type contender struct {
	name  string
	about string
	// open starts an empty engine in a folder.
	open func(ctx context.Context, folder string) (engine, error)
	// grams says that it takes the terms of the project's analysis, ready made.
	grams bool
	// command is for an engine with a program of its own, in place of open.
	command func(ctx context.Context, j job) (*exec.Cmd, error)
}

func contenders() []contender {
	return []contender{
		{name: "liantu", about: "bleve as used here (matcher/index)", open: openLiantu},
		{name: "bleve", about: "bleve, its cjk analyzer", open: openBleve},
		{name: "fts5", about: "SQLite FTS5 (modernc), bigrams ready made", open: openFTS5, grams: true},
		{name: "tantivy", about: "tantivy (Python), bigrams ready made", command: tantivyCommand},
		{name: "opensearch", about: "OpenSearch 2.19, cjk, 2 nodes", open: openOpenSearch},
	}
}

func names(list []contender) []string {
	all := make([]string, len(list))
	for i, c := range list {
		all[i] = c.name
	}
	return all
}

func find(name string) (contender, error) {
	list := contenders()
	i := slices.IndexFunc(list, func(c contender) bool { return c.name == name })
	if i < 0 {
		return contender{}, fmt.Errorf("没有引擎 %q，有 %v / no such engine", name, names(list))
	}
	return list[i], nil
}

// compare prepares the rows, measures the engines one after another and
// prints what was seen.
func (j job) compare(ctx context.Context, engines []string, out, progress io.Writer) error {
	var chosen []contender
	for _, name := range engines {
		c, err := find(name)
		if err != nil {
			return err
		}
		chosen = append(chosen, c)
	}
	r := report{began: time.Now()}
	var err, broken error
	if r.prepared, err = j.prepare(ctx, progress); err != nil {
		return err
	}
	for _, c := range chosen {
		fmt.Fprintf(progress, "%s …\n", c.about)
		m, err := j.measureApart(ctx, c, progress)
		switch {
		case err == nil:
			r.measured = append(r.measured, m)
			continue
		case ctx.Err() != nil:
			return errors.Join(r.write(out), ctx.Err())
		case !errors.Is(err, errAbsent): // the others are measured all the same
			broken = errors.Join(broken, fmt.Errorf("%s: %w", c.name, err))
		}
		r.left = append(r.left, fmt.Sprintf("%s: %v", c.about, err))
	}
	return errors.Join(r.write(out), broken)
}

// measureApart measures an engine in a process of its own.
func (j job) measureApart(ctx context.Context, c contender, progress io.Writer) (measurement, error) {
	var m measurement
	busy := load()
	start := c.command
	if start == nil {
		start = func(ctx context.Context, j job) (*exec.Cmd, error) { return j.itself(ctx, c.name) }
	}
	if err := os.RemoveAll(j.folder(c.name)); err != nil {
		return m, err
	}
	cmd, err := start(ctx, j)
	if err != nil {
		return m, err
	}
	cmd.Stderr = progress
	// An interrupt lets the process end what it has started itself.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	answer, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == absent {
		return m, fmt.Errorf("%w: 见上面的说明 / see the line above", errAbsent)
	}
	if err == nil {
		err = json.Unmarshal(answer, &m)
	}
	if err != nil { // what it has left may tell why
		return m, err
	}
	m.Load = busy
	return m, os.RemoveAll(j.folder(c.name))
}

// itself runs this program for one engine.
func (j job) itself(ctx context.Context, name string) (*exec.Cmd, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return exec.CommandContext(ctx, program, "-measure", name, "-work", j.work, "-rounds", strconv.Itoa(j.rounds)), nil
}

// folder is where an engine keeps its index.
func (j job) folder(name string) string { return filepath.Join(j.work, "index-"+name) }
