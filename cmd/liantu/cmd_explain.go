package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/matcher"
)

func explainCommand(a *app) *cobra.Command {
	var key, name, scope string
	c := &cobra.Command{
		Use: "explain", Short: "一家企业或一段经营范围做什么、何以见得", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if (key == "") == (scope == "" && name == "") {
				return misuse("须给 --firm，或给 --scope（可加 --name）")
			}
			return a.ask(c.Context(), func(o *office) error {
				var view *matcher.FirmView
				var err error
				if key != "" {
					view, err = o.engine.Firm(c.Context(), key)
				} else {
					view, err = o.engine.Explain(c.Context(), name, scope)
				}
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printReadings(w, view) })
			})
		},
	}
	c.Flags().StringVar(&key, "firm", "", "企业的编号、信用代码或名称")
	c.Flags().StringVar(&scope, "scope", "", "一段经营范围")
	c.Flags().StringVar(&name, "name", "", "企业名称，与 --scope 同用")
	return c
}

func printReadings(w io.Writer, view *matcher.FirmView) {
	f := view.Firm
	if f.Name != "" {
		fmt.Fprintf(w, "%s %s %s %s\n", f.Name, f.Code, f.Region, f.RegionName)
	}
	if len(view.Presences) == 0 {
		fmt.Fprintln(w, "没有读出任何环节")
	}
	for _, p := range view.Presences {
		fmt.Fprintf(w, "%s %s（%s，%s）%s", roleName(p.Role), p.LinkName, p.Link, p.Strength, p.Term)
		if p.Clause != "" {
			fmt.Fprintf(w, "：%s", p.Clause)
		}
		if p.Source.File != "" {
			fmt.Fprintf(w, "〔%s %s 第%d行〕", p.Source.File, p.Source.Sheet, p.Source.Row)
		}
		if p.Contradiction != "" {
			fmt.Fprintf(w, "；与此不符：%s", p.Contradiction)
		}
		fmt.Fprintln(w)
	}
}
