package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func whatifCommand(a *app) *cobra.Command {
	var link string
	var capacity float64
	c := &cobra.Command{
		Use: "whatif", Short: "假设落户：某环节新增产能前后的状态与缺口，不写入档案", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if link == "" || capacity <= 0 {
				return misuse("须给 --link 与大于 0 的 --capacity")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.WhatIf(c.Context(), link, capacity)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					for _, s := range view.Statuses {
						fmt.Fprintf(w, "%s：%s → %s（%s）\n", s.Name, statusName(s.Before), statusName(s.After), s.Why)
					}
					fmt.Fprintf(w, "新出现的缺口 %d 个，消去 %d 个\n", len(view.Opened), len(view.Closed))
					for _, rule := range view.Rules {
						fmt.Fprintf(w, "受限：%s\n", rule)
					}
					for _, d := range view.Demand {
						fmt.Fprintf(w, "新增需求 %s：%s\n", d.Name, orUnknown(d.Value))
					}
					for _, e := range view.Elements {
						fmt.Fprintf(w, "要素 %s：%s %s（%s）\n", e.Element, orUnknown(e.Value), e.Unit, e.Basis)
					}
				})
			})
		},
	}
	c.Flags().StringVar(&link, "link", "", "环节 id")
	c.Flags().Float64Var(&capacity, "capacity", 0, "年产能，按产品的基本单位（t、Nm3）")
	return c
}

func orUnknown(v *float64) string {
	if v == nil {
		return "不详"
	}
	return fmt.Sprintf("%.4g", *v)
}
