package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/matcher"
	"liantu/matcher/match"
)

func compareCommand(a *app) *cobra.Command {
	var t matcher.Target
	var from, to string
	c := &cobra.Command{
		Use: "compare", Short: "两个时候的目标名单相比：谁进、谁出、谁升降、因何分项；不写 --from 则列出已保存的名单", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if (t.Gap == "") == (t.Link == "") && from != "" {
				return misuse("须给 --gap 或 --link")
			}
			return a.ask(c.Context(), func(o *office) error {
				if from == "" {
					return a.printListings(c, o, t)
				}
				view, err := o.engine.Compare(c.Context(), t, from, to)
				if err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printComparison(w, view) })
			})
		},
	}
	c.Flags().StringVar(&t.Gap, "gap", "", "缺口编号")
	c.Flags().StringVar(&t.Link, "link", "", "环节 id")
	c.Flags().StringVar(&from, "from", "", "已保存名单的名称")
	c.Flags().StringVar(&to, "to", matcher.Now, "与之相比的名单；now 为此刻")
	return c
}

func (a *app) printListings(c *cobra.Command, o *office, t matcher.Target) error {
	view, err := o.engine.Listings(c.Context(), t)
	if err != nil {
		return err
	}
	return a.print(view, func(w io.Writer) {
		fmt.Fprintf(w, "已保存的名单 %d 份\n", view.Total)
		for _, l := range view.Listings {
			fmt.Fprintf(w, "%s  %s  %s（档案版本 %d，权重 %s）\n", l.Link, l.Name, l.At, l.Version.Record, l.Version.Weights)
		}
	})
}

func printComparison(w io.Writer, c *match.Comparison) {
	fmt.Fprintf(w, "%s：%s（%s）→ %s（%s）；进 %d，出 %d，变动 %d，未变 %d\n",
		c.LinkName, c.From.Name, c.From.At, c.To.Name, c.To.At, len(c.Entered), len(c.Left), len(c.Moved), c.Unchanged)
	for _, part := range []struct {
		name string
		list []match.Change
	}{{"进", c.Entered}, {"出", c.Left}, {"变", c.Moved}} {
		for _, x := range part.list {
			fmt.Fprintf(w, "%s  %s  %s → %s  %s\n", part.name, x.Firm.Name, rankText(x.From), rankText(x.To), x.Why)
			for _, p := range x.Parts {
				fmt.Fprintf(w, "      %s %+.4f：%s\n", p.Name, p.Points, p.Why)
			}
		}
	}
}

func rankText(rank *int) string {
	if rank == nil {
		return "—"
	}
	return fmt.Sprintf("第 %d", *rank)
}
