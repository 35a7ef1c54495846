package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"liantu/graph/embedded"
)

// fileView is what `backup` and `restore` answer.
type fileView struct {
	File string `json:"file"`
	Data string `json:"data"`
}

func backupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "备份档案，可在使用中进行", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			store, err := a.openEmbedded(c.Context(), reading)
			if err != nil {
				return err
			}
			if err := errors.Join(store.Backup(c.Context(), args[0]), store.Close()); err != nil {
				return err
			}
			return a.print(fileView{args[0], a.config.data}, func(w io.Writer) { fmt.Fprintf(w, "已备份到 %s\n", args[0]) })
		},
	}
}

func restoreCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "从备份恢复到一个还没有档案的文件夹", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(a.config.data, 0o755); err != nil {
				return err
			}
			if err := embedded.Restore(c.Context(), args[0], a.config.record()); err != nil {
				return err
			}
			return a.print(fileView{args[0], a.config.data}, func(w io.Writer) { fmt.Fprintf(w, "已恢复到 %s\n", a.config.data) })
		},
	}
}

// verifyView is what `verify` answers.
type verifyView struct {
	OK       bool             `json:"ok"`
	Checked  map[string]int64 `json:"checked"`
	Problems []string         `json:"problems"`
}

func verifyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "检查档案的全部不变量", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			view, err := a.verify(c.Context())
			if err != nil {
				return err
			}
			err = a.print(view, func(w io.Writer) {
				for _, p := range view.Problems {
					fmt.Fprintln(w, p)
				}
				fmt.Fprintf(w, "检查 %v：发现问题 %d 处\n", view.Checked, len(view.Problems))
			})
			if err == nil && !view.OK {
				err = errReported
			}
			return err
		},
	}
}

// verify checks the store and, above it, what the nouns promise.
func (a *app) verify(ctx context.Context) (*verifyView, error) {
	if a.config.store == "" {
		if err := a.mustExist(); err != nil {
			return nil, err
		}
	}
	broken := &brokenThings{said: map[string]bool{}}
	store, err := a.openAt(ctx, a.config.address(), reading, broken.add)
	if err != nil {
		return nil, err
	}
	view, err := verifyStore(ctx, store, broken)
	return view, errors.Join(err, store.Close())
}
