package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/matcher"
	"liantu/matcher/eval"
)

func evalCommand(a *app) *cobra.Command {
	var propose bool
	var out string
	c := &cobra.Command{
		Use: "eval", Short: "用招商人员的评价衡量现在的名单；--propose 拟合新权重", Args: cobra.NoArgs,
		Long: "用招商人员的评价衡量现在的名单。--propose 用一部分评价拟合新权重，只有在其余评价上胜过现有权重时，\n才把带新权重的数据文件写到 --out 所指的空文件夹；用 liantu data load 该文件夹 采用。",
		RunE: func(c *cobra.Command, _ []string) error {
			if out != "" && !propose {
				return misuse("--out 须与 --propose 同用")
			}
			return a.ask(c.Context(), func(o *office) error {
				view, err := o.engine.Evaluate(c.Context(), propose)
				if err != nil {
					return err
				}
				if err := a.keepProposal(view.Proposal, out); err != nil {
					return err
				}
				return a.print(view, func(w io.Writer) { printEvaluation(w, view) })
			})
		},
	}
	c.Flags().BoolVar(&propose, "propose", false, "拟合并检验新权重")
	c.Flags().StringVar(&out, "out", "", "新权重更好时，把数据文件写到这个文件夹")
	return c
}

// keepProposal writes the data files of a proposal that is better.
func (a *app) keepProposal(p *matcher.NamedProposal, folder string) error {
	if p == nil || p.Files == nil || folder == "" {
		return nil
	}
	if held, err := os.ReadDir(folder); err == nil && len(held) > 0 {
		return graph.Errorf(graph.Conflict, "文件夹 %s 不是空的，没有写入", folder)
	}
	err := fs.WalkDir(p.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(folder, filepath.FromSlash(path))
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		content, err := fs.ReadFile(p.Files, path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, 0o644)
	})
	if err == nil {
		a.note("已写到 %[1]s；采用：liantu data load %[1]s", folder)
	}
	return err
}

func printEvaluation(w io.Writer, e *matcher.Evaluation) {
	fmt.Fprintf(w, "评价 %d 条，权重 %s\n", e.Verdicts, e.Weights)
	for i := range e.Lists {
		printFigures(w, e.Lists[i].LinkName, &e.Lists[i])
	}
	if len(e.Lists) > 1 {
		printFigures(w, "合计与平均", &e.Mean)
	}
	if p := e.Proposal; p != nil {
		printProposal(w, p)
	}
}

func printFigures(w io.Writer, name string, f *eval.Figures) {
	fmt.Fprintf(w, "%s：评价 %d 家，其中好 %d 家，名单漏列 %d 家；前十中有评价 %d 家，P@10 %s，nDCG@10 %s，MRR %s\n",
		name, f.Judged, f.Good, f.Missed, f.Judged10, figureText(f.Precision), figureText(f.NDCG), figureText(f.MRR))
}

func figureText(v *float64) string {
	if v == nil {
		return "不详"
	}
	return fmt.Sprintf("%.3f", *v)
}

func printProposal(w io.Writer, p *matcher.NamedProposal) {
	fmt.Fprintf(w, "新权重：拟合用 %d 条，检验用 %d 条；%s\n", p.Train, p.Held, p.Why)
	if p.Pairs > 0 {
		fmt.Fprintf(w, "好企业排在差企业之前的比例 %.3f → %.3f（%d 家，p = %.4f）；nDCG@10 %s → %s\n",
			p.OldAUC, p.NewAUC, p.Pairs, p.P, figureText(p.OldNDCG), figureText(p.NewNDCG))
		for _, part := range p.Parts {
			fmt.Fprintf(w, "  %s %g → %g\n", part.Name, part.Old, part.New)
		}
	}
}
