package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"liantu/importers/workbook"
	"liantu/matcher"
	"liantu/matcher/match"
)

// listRequest is what the command line asks of a list.
type listRequest struct {
	target  matcher.Target
	options match.Options
	out     string
	save    string
}

func matchCommand(a *app) *cobra.Command {
	m := &listRequest{}
	c := &cobra.Command{
		Use: "match", Short: "为缺口、环节或文字列出目标企业及评分明细", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if m.options.Top < 0 || m.options.Diverse < 0 {
				return misuse("--top 与 --diverse 不能为负")
			}
			how := reading
			if m.save != "" {
				how = writing
			}
			return a.with(c.Context(), how, m.target.Text != "", func(of *office) error { return m.run(c.Context(), a, of) })
		},
	}
	t, o := &m.target, &m.options
	c.Flags().StringVar(&t.Gap, "gap", "", "缺口编号")
	c.Flags().StringVar(&t.Link, "link", "", "环节 id")
	c.Flags().StringVar(&t.Text, "text", "", "产品文字")
	c.Flags().IntVar(&o.Top, "top", 20, "最多列出几家；0 为全部")
	c.Flags().IntVar(&o.Diverse, "diverse", 0, "每个省份最多列出几家；0 为不限")
	c.Flags().BoolVar(&o.Anyway, "anyway", false, "状态为数据不足时也列出生产企业")
	c.Flags().StringVar(&o.Park, "park", "", "园区 id（liantu parks）：按该园区的限制排除，并说明产品能否落在那里")
	c.Flags().StringVar(&m.out, "out", "", "另存为 xlsx")
	c.Flags().StringVar(&m.save, "save", "", "以此名称保存这份名单，供日后 compare")
	c.MarkFlagsMutuallyExclusive("gap", "link", "text")
	return c
}

func (m *listRequest) run(ctx context.Context, a *app, of *office) error {
	answer, err := m.answer(ctx, a, of)
	if err != nil {
		return err
	}
	if m.out != "" {
		if err := writeFile(m.out, func(w io.Writer) error { return workbook.Write(w, answer.Sheets()) }); err != nil {
			return err
		}
		a.note("已写出 %s", m.out)
	}
	return a.print(answer, func(w io.Writer) { printAnswer(w, answer) })
}

func (m *listRequest) answer(ctx context.Context, a *app, of *office) (*match.Answer, error) {
	if m.save == "" {
		return of.engine.Match(ctx, m.target, m.options)
	}
	answer, saved, err := of.engine.Save(ctx, m.target, m.save, m.options)
	if err == nil {
		a.note("已保存名单“%s”（%d 家，档案版本 %d，权重 %s）", saved.Name, len(answer.Candidates), saved.Version.Record, saved.Version.Weights)
	}
	return answer, err
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".liantu-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func printAnswer(w io.Writer, a *match.Answer) {
	fmt.Fprintf(w, "%s：候选 %d 家\n", a.LinkName, a.Total)
	if a.Why != "" {
		fmt.Fprintf(w, "缘由：%s\n", a.Why)
	}
	if a.Park != nil {
		fmt.Fprintf(w, "落在：%s\n", a.Park.Name)
	}
	if a.Note != "" {
		fmt.Fprintln(w, a.Note)
	}
	instead := ""
	for i := range a.Constraints {
		c := &a.Constraints[i]
		printConstraint(w, c)
		if c.Instead != "" && c.Instead != instead {
			fmt.Fprintf(w, "    可以：%s\n", c.Instead)
			instead = c.Instead
		}
	}
	for _, c := range a.Candidates {
		fmt.Fprintf(w, "%2d. %s（%s）  得分 %.4f  可信度 %.2f\n    %s\n", c.Rank, c.Firm.Name, cmp.Or(c.Firm.Place, "地区不详"), c.Score, c.Confidence, c.Reason)
		for _, p := range c.Receipt {
			printPart(w, p)
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(a.ExcludedCounts)) {
		fmt.Fprintf(w, "排除 %s %d 家\n", match.ReasonName(reason), a.ExcludedCounts[reason])
	}
	for _, l := range a.Local {
		fmt.Fprintf(w, "本地可延伸：%s，%s\n", l.Firm.Name, l.Text)
	}
	for _, l := range a.Technology {
		fmt.Fprintf(w, "技术持有方：%s，%s\n", l.Firm.Name, l.Text)
	}
}

func printConstraint(w io.Writer, c *match.Constraint) {
	who := ""
	if len(c.Firms) > 0 {
		who = "（只限企业类型含" + strings.Join(c.Firms, "、") + "）"
	}
	fmt.Fprintf(w, "%s%s：%s\n", match.EffectName(c.Effect), who, c.Cited())
}

func printPart(w io.Writer, p match.Part) {
	if p.Value == nil {
		fmt.Fprintf(w, "      %s：不详\n", p.Name)
		return
	}
	fmt.Fprintf(w, "      %s：%.3f × %.2f = %.4f", p.Name, *p.Value, p.Weight, p.Points)
	for _, e := range p.Evidence {
		fmt.Fprintf(w, "；%s", e.Text)
		if e.Row > 0 {
			fmt.Fprintf(w, "〔%s %s 第%d行〕", e.File, e.Sheet, e.Row)
		}
	}
	fmt.Fprintln(w)
}
