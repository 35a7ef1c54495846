package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/matcher"
)

func verdictCommand(a *app) *cobra.Command {
	var t matcher.Target
	var v graph.TargetVerdict
	var key, outcome string
	c := &cobra.Command{
		Use: "verdict", Short: "记下招商人员对名单上一家企业的评价", Args: cobra.NoArgs,
		Long: "记下招商人员对名单上一家企业的评价：useful 有用、wrong_link 环节不对、dead 已不存在、contacted 已接触、won 已引进。\n评价不改变任何名单，只供 liantu eval 使用。",
		RunE: func(c *cobra.Command, _ []string) error {
			if key == "" || (t.Gap == "") == (t.Link == "") || outcome == "" {
				return misuse("须给 --firm、--verdict，并给 --gap 或 --link")
			}
			v.Outcome = graph.Outcome(outcome)
			return a.with(c.Context(), writing, false, func(o *office) error {
				view, err := o.engine.Verdict(c.Context(), key, t, v)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printVerdict(w, view) })
			})
		},
	}
	c.Flags().StringVar(&key, "firm", "", "企业的编号、信用代码或名称")
	c.Flags().StringVar(&t.Gap, "gap", "", "缺口编号")
	c.Flags().StringVar(&t.Link, "link", "", "环节 id")
	c.Flags().StringVar(&outcome, "verdict", "", "useful、wrong_link、dead、contacted 或 won")
	c.Flags().StringVar(&v.Note, "note", "", "说明")
	c.Flags().StringVar(&v.Who, "who", "", "评价人")
	c.AddCommand(verdictListCommand(a))
	return c
}

func verdictListCommand(a *app) *cobra.Command {
	var q matcher.VerdictFilter
	c := &cobra.Command{
		Use: "list", Short: "已记下的评价，后记的在前", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if q.Limit < 0 {
				return misuse("--top 不能为负")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Verdicts(c.Context(), q)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) {
					fmt.Fprintf(w, "评价 %d 条\n", view.Total)
					for i := range view.Verdicts {
						printVerdict(w, &view.Verdicts[i])
					}
				})
			})
		},
	}
	c.Flags().StringVar(&q.Firm, "firm", "", "只看一家企业")
	c.Flags().StringVar(&q.Gap, "gap", "", "只看一个缺口")
	c.Flags().StringVar(&q.Link, "link", "", "只看一个环节")
	c.Flags().IntVar(&q.Limit, "top", 0, "最多列出几条；0 为全部")
	return c
}

func printVerdict(w io.Writer, v *matcher.VerdictView) {
	fmt.Fprintf(w, "%s %s：%s（%s）", v.At, v.FirmName, outcomeName(v.Verdict), v.LinkName)
	if v.Note != "" {
		fmt.Fprintf(w, "，%s", v.Note)
	}
	if v.Who != "" {
		fmt.Fprintf(w, "〔%s〕", v.Who)
	}
	fmt.Fprintln(w)
}

func outcomeName(o graph.Outcome) string {
	switch o {
	case graph.Useful:
		return "有用"
	case graph.WrongLink:
		return "环节不对"
	case graph.Dead:
		return "已不存在"
	case graph.Contacted:
		return "已接触"
	case graph.Won:
		return "已引进"
	}
	return string(o)
}
