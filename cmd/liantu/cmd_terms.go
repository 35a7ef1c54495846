package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/matcher/terms"
)

// termsCommand reports how the search terms of links do over the record.
func termsCommand(a *app) *cobra.Command {
	var link string
	c := &cobra.Command{
		Use: "terms", Short: "检索词报告：哪些词从未命中、多为贸易商、或与别的环节同指", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.ask(c.Context(), func(o *office) error {
				var report *terms.Report
				err := o.store.View(c.Context(), func(r graph.Reader) error {
					files, err := graph.DataFS(c.Context(), r)
					if err != nil {
						return err
					}
					rules, err := terms.LoadRules(files)
					if err != nil {
						return err
					}
					report, err = terms.Make(c.Context(), r, rules, link)
					return err
				})
				if err != nil {
					return err
				}
				return a.print(report, func(w io.Writer) { printTerms(w, report, link != "") })
			})
		},
	}
	c.Flags().StringVar(&link, "link", "", "只看一个环节，列出它所有的词")
	return c
}

// printTerms prints words with findings, or every word where all is asked for.
func printTerms(w io.Writer, report *terms.Report, all bool) {
	for _, l := range report.Links {
		head := fmt.Sprintf("%s（%s）%s\n", l.Name, l.Link, rolesText(l.Roles))
		for _, x := range l.Words {
			if !all && len(x.Findings) == 0 {
				continue
			}
			fmt.Fprint(w, head)
			head = ""
			fmt.Fprintf(w, "  %s[%s] %d 家%s%s%s\n", x.Word, wordKind(x.Kind), x.Firms, rolesText(x.Roles), findingsText(x.Findings), sharedText(x))
		}
	}
	t := report.Totals
	fmt.Fprintf(w, "企业 %d 家，环节 %d 个，检索词 %d 个：从未命中 %d，多为贸易商 %d，与别的环节同指 %d，总与别的环节同现 %d\n",
		report.Firms, len(report.Links), report.Words, t[terms.Never], t[terms.Traders], t[terms.Overlap], t[terms.Neighbour])
}

func rolesText(roles map[graph.Role]int) string {
	var parts []string
	for _, role := range []graph.Role{graph.Producer, graph.Planned, graph.Trader, graph.User, graph.Service} {
		if n := roles[role]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", roleName(role), n))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "，") + "）"
}

func findingsText(list []terms.Finding) string {
	text := ""
	for _, f := range list {
		text += " " + map[terms.Finding]string{terms.Never: "从未命中", terms.Traders: "多为贸易商", terms.Overlap: "与别的环节同指", terms.Neighbour: "总与别的环节同现"}[f]
	}
	return text
}

func sharedText(x terms.WordReport) string {
	var parts []string
	for _, s := range x.Shared {
		switch {
		case s.Overlap > 0:
			parts = append(parts, fmt.Sprintf("%s %d（同指 %d）", s.Name, s.Firms, s.Overlap))
		case s == x.Shared[0]:
			parts = append(parts, fmt.Sprintf("%s %d", s.Name, s.Firms))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "；同句：" + strings.Join(parts, "、")
}

func wordKind(k terms.Kind) string {
	return map[terms.Kind]string{terms.Must: "名称", terms.Variant: "异写", terms.Verb: "动作", terms.With: "须旁词", terms.Should: "类名", terms.Name: "字号"}[k]
}
