package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/graph"
)

// copyView is what `copy` answers.
type copyView struct {
	From   string         `json:"from"`
	To     string         `json:"to"`
	Copied []graph.Digest `json:"copied"`
}

func copyCommand(a *app) *cobra.Command {
	var from, to string
	c := &cobra.Command{
		Use: "copy", Short: "把档案搬到另一个存储：sqlite://路径 与 neo4j://地址 之间；中断后再运行即续", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if from == "" || to == "" {
				return misuse("须给 --from 与 --to")
			}
			view, err := a.copyRecord(c.Context(), from, to)
			if err != nil {
				return err
			}
			return a.print(view, func(w io.Writer) { fmt.Fprintf(w, "已从 %s 搬到 %s，逐项数目与摘要一致\n", from, to) })
		},
	}
	c.Flags().StringVar(&from, "from", "", "来源")
	c.Flags().StringVar(&to, "to", "", "目标")
	return c
}

func (a *app) copyRecord(ctx context.Context, from, to string) (*copyView, error) {
	source, err := a.openAt(ctx, from, reading, nil)
	if err != nil {
		return nil, err
	}
	target, err := a.openAt(ctx, to, writing, nil)
	if err != nil {
		return nil, errors.Join(err, source.Close())
	}
	view := &copyView{From: from, To: to}
	err = graph.Copy(ctx, source, target, graph.Declared(), func(p graph.CopyProgress) { a.note("%s：%d / %d", p.What, p.Done, p.Of) })
	if err == nil {
		err = target.View(ctx, func(r graph.Reader) error {
			view.Copied, err = graph.Digests(ctx, r, graph.Declared())
			return err
		})
	}
	return view, errors.Join(err, target.Close(), source.Close())
}
