package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/matcher"
)

func firmsCommand(a *app) *cobra.Command {
	var q matcher.FirmQuery
	c := &cobra.Command{
		Use: "firms QUERY", Short: "检索企业", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				q.Text = args[0]
			}
			if q.Text == "" && q.Region == "" && q.Link == "" {
				return misuse("须给检索文字、--region 或 --link")
			}
			return a.with(c.Context(), reading, q.Text != "", func(o *office) error {
				view, err := o.engine.Firms(c.Context(), q)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					fmt.Fprintf(w, "共 %d 家\n", view.Total)
					for _, f := range view.Firms {
						fmt.Fprintf(w, "%s  %s  %s\n", f.ID, f.Name, f.RegionName)
						for _, p := range f.Presences {
							fmt.Fprintf(w, "    %s：%s（%s）\n", roleName(p.Role), p.LinkName, p.Strength)
						}
					}
				})
			})
		},
	}
	c.Flags().StringVar(&q.Region, "region", "", "六位行政区划代码")
	c.Flags().StringVar(&q.Link, "link", "", "环节 id")
	c.Flags().IntVar(&q.Limit, "top", 20, "最多列出几家")
	return c
}

func roleName(r graph.Role) string {
	return map[graph.Role]string{graph.Producer: "生产", graph.Planned: "在建筹建", graph.Trader: "经销",
		graph.User: "使用", graph.Service: "服务"}[r]
}
