package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"liantu/matcher"
)

func supplyCommand(a *app) *cobra.Command {
	var link, firm string
	var steps int
	c := &cobra.Command{
		Use: "supply", Short: "一个环节或一家企业几步之内可能的供应商与客户", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if (link == "") == (firm == "") || steps < 1 {
				return misuse("--link 与 --firm 须给且只给一个；--steps 为 1 以上")
			}
			return a.ask(c.Context(), func(o *office) error {
				answer, of := o.engine.LinkSupply, link
				if firm != "" {
					answer, of = o.engine.FirmSupply, firm
				}
				view, err := answer(c.Context(), of, steps)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printSupply(w, view) })
			})
		},
	}
	c.Flags().StringVar(&link, "link", "", "环节 id")
	c.Flags().StringVar(&firm, "firm", "", "企业的编号、信用代码或名称")
	c.Flags().IntVar(&steps, "steps", 1, "上下各几步")
	return c
}

func printSupply(w io.Writer, view *matcher.SupplyView) {
	names := make([]string, len(view.Links))
	for i, l := range view.Links {
		names[i] = linkWords(l)
	}
	made := strings.Join(names, "、")
	if view.Firm != nil {
		fmt.Fprintf(w, "%s（%s）", view.Firm.Name, view.Firm.RegionName)
		if made == "" {
			made = "没有记下它生产什么"
		}
	}
	fmt.Fprintln(w, made)
	printSuppliers(w, "可能的供应商", view.Suppliers)
	printSuppliers(w, "可能的客户", view.Customers)
	for _, k := range view.Known {
		as := map[string]string{"supplier": "供应商", "customer": "客户"}[k.As]
		fmt.Fprintf(w, "已知的%s：%s（%s，%d 步）%s\n", as, k.Name, k.RegionName, k.Steps, k.Source)
	}
}

func printSuppliers(w io.Writer, title string, links []matcher.SupplyLink) {
	fmt.Fprintf(w, "%s：环节 %d 个\n", title, len(links))
	for _, l := range links {
		fmt.Fprintf(w, "%2d 步  %s（%s）本地 %d 家，外地 %d 家\n", l.Steps, linkWords(l.LinkRef), l.ID, len(l.Firms), l.Elsewhere)
		const shown = 10
		for i, f := range l.Firms {
			if i == shown {
				fmt.Fprintf(w, "        另有 %d 家，见 --json\n", len(l.Firms)-shown)
				break
			}
			fmt.Fprintf(w, "        %s  %s\n", f.Name, f.RegionName)
		}
	}
}
