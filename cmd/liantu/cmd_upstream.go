package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func upstreamCommand(a *app) *cobra.Command {
	var depth int
	c := &cobra.Command{
		Use: "upstream LINK", Short: "一种产品的全部上游环节，近的在前", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if depth < 0 {
				return misuse("--depth 为 0（不限）以上")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Upstream(c.Context(), args[0], depth)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					fmt.Fprintf(w, "%s的上游环节 %d 个\n", linkWords(view.Link), view.Total)
					for _, l := range view.Links {
						fmt.Fprintf(w, "%2d 步  %s（%s）→ %s\n", l.Steps, linkWords(l.LinkRef), l.ID, l.NextName)
					}
				})
			})
		},
	}
	c.Flags().IntVar(&depth, "depth", 0, "最多几步；0 为不限")
	return c
}
