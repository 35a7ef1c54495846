package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"liantu/matcher"
)

func pathsCommand(a *app) *cobra.Command {
	var from, to string
	var limit int
	c := &cobra.Command{
		Use: "paths", Short: "从一个环节到另一个环节怎样走通，最短的在前", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if from == "" || to == "" || limit < 1 {
				return misuse("须给 --from 与 --to；--max 为 1 以上")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Ways(c.Context(), from, to, limit)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printWays(w, view) })
			})
		},
	}
	c.Flags().StringVar(&from, "from", "", "起点环节 id")
	c.Flags().StringVar(&to, "to", "", "终点环节 id")
	c.Flags().IntVar(&limit, "max", 5, "最多列出几条")
	return c
}

func printWays(w io.Writer, view *matcher.WaysView) {
	if len(view.Ways) == 0 {
		fmt.Fprintf(w, "%d 步之内，从%s走不到%s\n", view.Longest, view.From.Name, view.To.Name)
	}
	for i, way := range view.Ways {
		names := make([]string, len(way.Links))
		for j, l := range way.Links {
			names[j] = linkWords(l)
		}
		fmt.Fprintf(w, "%2d. %d 步：%s\n", i+1, way.Steps, strings.Join(names, " → "))
	}
}

// linkWords is a link with its status: 焦炭〔优势〕.
func linkWords(l matcher.LinkRef) string { return l.Name + "〔" + statusName(l.Status) + "〕" }
