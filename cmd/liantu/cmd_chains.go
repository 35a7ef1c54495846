package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"liantu/matcher/diagnosis"
)

func chainsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "chains", Short: "列出产业链", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Chains(c.Context())
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					for _, x := range view.Chains {
						fmt.Fprintf(w, "%-22s %s  环节 %d：%s\n", x.ID, x.Name, x.Links, statusCounts(x.Status))
					}
				})
			})
		},
	}
}

func chainCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "chain ID", Short: "一条产业链的环节、关系、状态与指标", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Chain(c.Context(), args[0])
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					fmt.Fprintf(w, "%s（%s）  本地 %s %s  记录到：%s\n", view.Name, view.ID, view.Region.Code, view.Region.Name, view.Record.Reaches)
					for _, l := range view.Links {
						fmt.Fprintf(w, "  [%s] %s（%s）企业 %d：%s\n", statusName(l.Status), l.Name, l.ID, l.Firms, l.Why)
					}
				})
			})
		},
	}
}

func statusName(s diagnosis.Status) string {
	return map[diagnosis.Status]string{diagnosis.Strong: "优势", diagnosis.Fair: "一般", diagnosis.Weak: "薄弱",
		diagnosis.Blank: "空白", diagnosis.Unknown: "数据不足"}[s]
}

func statusCounts(counts map[diagnosis.Status]int) string {
	var parts []string
	for _, s := range []diagnosis.Status{diagnosis.Strong, diagnosis.Fair, diagnosis.Weak, diagnosis.Blank, diagnosis.Unknown} {
		parts = append(parts, fmt.Sprintf("%s %d", statusName(s), counts[s]))
	}
	return strings.Join(parts, "，")
}
