package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"liantu/graph"
)

// app is one run of the program: its settings, streams and clock.
type app struct {
	config config
	in     io.Reader
	out    io.Writer
	err    io.Writer
	now    func() time.Time
	// patience is how long an import waits for a server that went away.
	patience time.Duration
}

// usageError is a wrong use of the command line.
type usageError struct{ error }

// errReported ends a command with status 1 when it has said already why.
var errReported = errors.New("reported")

func misuse(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// message is what a user reads of an error: its message, and the cause where
// the message alone would not help.
func message(err error) string {
	var e *graph.Error
	if errors.As(err, &e) && e.Err != nil {
		return e.Message + "：" + message(e.Err)
	}
	return err.Error()
}

// print writes a view: as one JSON document, or in words.
func (a *app) print(view any, words func(w io.Writer)) error {
	if !a.config.json {
		words(a.out)
		return nil
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(view)
}

func rootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use: "liantu", Short: "链图：产业链图谱与精准招商", SilenceErrors: true, SilenceUsage: true,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	flags := root.PersistentFlags()
	flags.StringVar(&a.config.data, "data", a.config.data, "存放档案与索引的文件夹（环境变量 LIANTU_DATA）")
	flags.StringVar(&a.config.store, "store", a.config.store, "档案所在：neo4j://…；不写为本机文件（LIANTU_STORE）")
	flags.StringVar(&a.config.indexAt, "index", a.config.indexAt, "检索索引所在：opensearch://主机:9200[,主机:9200…]；不写为本机文件夹（LIANTU_INDEX）")
	flags.BoolVar(&a.config.json, "json", false, "标准输出只写一个 JSON 文档")
	for _, c := range []*cobra.Command{
		initCommand(a), regionCommand(a), dataCommand(a), importCommand(a), chainsCommand(a), chainCommand(a), gapsCommand(a),
		matchCommand(a), parksCommand(a), firmsCommand(a), explainCommand(a), presenceCommand(a), whatifCommand(a), rankCommand(a), serveCommand(a),
		verdictCommand(a), evalCommand(a), compareCommand(a),
		pathsCommand(a), upstreamCommand(a), supplyCommand(a), dependedCommand(a),
		backupCommand(a), restoreCommand(a), verifyCommand(a), copyCommand(a),
	} {
		root.AddCommand(c)
	}
	usageAsError(root)
	return root
}

// usageAsError makes wrong arguments of any command wrong use.
func usageAsError(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return &usageError{errors.New(strings.TrimSpace(err.Error()))}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		usageAsError(sub)
	}
}
