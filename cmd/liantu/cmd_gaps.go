package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"liantu/matcher"
	"liantu/matcher/diagnosis"
)

func gapsCommand(a *app) *cobra.Command {
	var q matcher.GapFilter
	c := &cobra.Command{
		Use: "gaps", Short: "按优先级列出缺口", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if q.Kind != "" && !slices.Contains([]string{"fill", "extend", "add", "strengthen"}, q.Kind) {
				return misuse("--kind 只能是 extend、fill、strengthen 或 add")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Gaps(c.Context(), q)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printGaps(w, view.Gaps) })
			})
		},
	}
	c.Flags().StringVar(&q.Chain, "chain", "", "只看一条产业链")
	c.Flags().StringVar(&q.Kind, "kind", "", "只看一类：extend、fill、strengthen、add")
	c.Flags().StringVar(&q.Gate, "gate", "", "只看一种限制：constrained、joint、not_hostable、glut")
	c.Flags().IntVar(&q.Limit, "top", 0, "最多列出几个")
	return c
}

func printGaps(w io.Writer, gaps []diagnosis.Gap) {
	if len(gaps) == 0 {
		fmt.Fprintln(w, "没有缺口")
	}
	for i, g := range gaps {
		fmt.Fprintf(w, "%2d. [%s] %s  优先级 %.3f  %s（%s）\n    %s\n", i+1, kindName(g.Kind), g.LinkName, g.Priority, gateNames(g.Gates), g.ID, g.Why)
		for _, gate := range g.GateDetails {
			fmt.Fprintf(w, "    %s：%s\n", gateNames([]string{gate.Gate}), gate.Text)
		}
	}
}

func kindName(k diagnosis.Kind) string {
	return map[diagnosis.Kind]string{diagnosis.Fill: "补链", diagnosis.Extend: "延链", diagnosis.Add: "增链", diagnosis.Strengthen: "强链"}[k]
}

func gateNames(gates []string) string {
	names := map[string]string{diagnosis.Constrained: "受限", diagnosis.Joint: "协同", diagnosis.NotHostable: "不宜", diagnosis.Glut: "过剩"}
	var list []string
	for _, g := range gates {
		list = append(list, names[g])
	}
	return strings.Join(list, "、")
}
