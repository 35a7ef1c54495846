package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/graph"
)

func presenceCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "presence", Short: "确认或否定企业所在环节", Args: cobra.NoArgs, RunE: helpOnly}
	c.AddCommand(judgeCommand(a, graph.Confirmed, "确认"), judgeCommand(a, graph.Rejected, "否定"))
	return c
}

func judgeCommand(a *app, verdict graph.Verdict, name string) *cobra.Command {
	j := graph.Judgement{Verdict: verdict}
	var key, role string
	c := &cobra.Command{
		Use: string(verdict), Short: name + "一家企业在一个环节", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if key == "" || j.Link == "" {
				return misuse("须给 --firm 与 --link")
			}
			j.Role = graph.Role(role)
			return a.with(c.Context(), writing, false, func(o *office) error {
				view, err := o.engine.Judge(c.Context(), key, j)
				if err != nil {
					return err
				}
				o.materialise(c.Context(), a)
				return a.print(view, func(w io.Writer) {
					fmt.Fprintf(w, "已%s：%s 在 %s（%s）\n", name, view.Firm.Name, j.Link, roleName(j.Role))
				})
			})
		},
	}
	c.Flags().StringVar(&key, "firm", "", "企业的编号、信用代码或名称")
	c.Flags().StringVar(&j.Link, "link", "", "环节 id")
	c.Flags().StringVar(&role, "role", string(graph.Producer), "producer、planned、trader、user 或 service")
	c.Flags().StringVar(&j.Note, "note", "", "说明")
	c.Flags().StringVar(&j.Who, "who", "", "判定人")
	return c
}
