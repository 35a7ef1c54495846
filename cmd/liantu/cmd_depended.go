package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func dependedCommand(a *app) *cobra.Command {
	var depth, top int
	c := &cobra.Command{
		Use: "depended", Short: "被最多后续环节依赖的环节", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if depth < 1 || top < 0 {
				return misuse("--depth 为 1 以上，--top 为 0（全部）以上")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Depended(c.Context(), depth, top)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					for _, l := range view.Links {
						fmt.Fprintf(w, "%3d. %s（%s）%d 步之内的后续环节 %d 个\n", l.Rank, linkWords(l.LinkRef), l.ID, view.Depth, l.Dependants)
					}
				})
			})
		},
	}
	c.Flags().IntVar(&depth, "depth", 3, "往下数几步")
	c.Flags().IntVar(&top, "top", 20, "最多列出几个；0 为全部")
	return c
}
