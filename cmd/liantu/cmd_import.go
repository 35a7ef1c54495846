package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/importers"
	"liantu/matcher/search"
)

// importView is what `import` answers.
type importView struct {
	Files []importers.FileReport `json:"files"`
}

func importCommand(a *app) *cobra.Command {
	var o importers.Options
	var asOf string
	c := &cobra.Command{
		Use: "import FILE…", Short: "导入企业表格：xlsx、xls、csv、csv.gz", Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if asOf != "" {
				at, err := time.ParseInLocation(time.DateOnly, asOf, time.UTC)
				if err != nil {
					return misuse("--as-of 应为 2024-06-30 这样的日期")
				}
				o.AsOf = at.Format(time.RFC3339)
			}
			if o.Rejects != "" && len(args) > 1 {
				return misuse("--rejects 一次只用于一个文件")
			}
			err := a.with(c.Context(), patient, false, func(of *office) error { return of.importFiles(c, a, args, o) })
			if graph.CodeOf(err) == graph.Unavailable { // later than that the reports say so
				err = graph.Wrap(graph.Unavailable, err, "导入没有开始，没有写入；档案恢复后再运行同一条命令")
			}
			return err
		},
	}
	f := c.Flags()
	f.StringVar(&o.Sheet, "sheet", "", "工作表名；不写则自动找")
	f.StringVar(&o.MappingFile, "mapping", "", "自己的列名对照文件（YAML）")
	f.BoolVar(&o.DryRun, "dry-run", false, "只出报告，不写入")
	f.StringVar(&o.Rejects, "rejects", "", "被拒绝的行另存为此 xlsx")
	f.StringVar(&asOf, "as-of", "", "表中数值的时点，如 2024-06-30；不写为首次导入之时")
	f.StringVar(&o.Complete, "complete", "", "声明为完整名单：地区代码，可加 /产业链 或 /行业代码（多个用逗号），如 150300/wine-farming")
	return c
}

func (of *office) importFiles(c *cobra.Command, a *app, paths []string, o importers.Options) error {
	ctx := c.Context()
	feed := search.NewFeed(of.store)
	settled := func() error { return nil }
	if !o.DryRun {
		if err := of.withIndex(ctx, a); err != nil {
			return err
		}
		settled = of.follow(ctx, feed)
	}
	files, err := of.importEach(ctx, a, feed, paths, o)
	if err != nil {
		return errors.Join(err, settled())
	}
	if err := a.print(importView{files}, func(w io.Writer) { printReports(w, files) }); err != nil {
		return errors.Join(err, settled())
	}
	var nodes sync.WaitGroup // of gaps and statuses, made while the index catches up
	if !o.DryRun && !interrupted(&files[len(files)-1]) {
		nodes.Go(func() { of.materialise(ctx, a) })
	}
	err = settled()
	nodes.Wait()
	if graph.CodeOf(err) == graph.Unavailable {
		a.note("检索索引没有跟上档案，下次运行时自动补上：%s", message(err))
	} else if err != nil {
		return err
	}
	if slices.ContainsFunc(files, func(f importers.FileReport) bool { return f.Error != nil }) {
		return errReported // the report says why
	}
	return nil
}

// importEach imports files one after another, up to one for which the record
// cannot be reached: those that follow would wait in vain as well.
func (of *office) importEach(ctx context.Context, a *app, feed *search.Feed, paths []string, o importers.Options) ([]importers.FileReport, error) {
	importer, err := of.importer(ctx, a)
	if err != nil {
		return nil, err
	}
	record, err := of.engine.Record(ctx)
	if err != nil {
		return nil, err
	}
	record.Store = feed
	own := o.Rejects != ""
	if !own && !o.DryRun {
		folder, err := os.MkdirTemp("", "liantu-rejects-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(folder)
		o.Rejects = filepath.Join(folder, "rejects.xlsx")
	}
	files := []importers.FileReport{}
	for _, path := range paths {
		o.Progress = a.progress(path)
		report, _ := importer.Import(ctx, record, path, o) // the report holds the error
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !own { // kept for the page that shows this import
			if err := importers.KeepRejects(a.config.rejects(), &report); err != nil {
				return nil, err
			}
		}
		if files = append(files, report); interrupted(&report) {
			break
		}
	}
	return files, nil
}

// interrupted says that the record could not be reached any longer.
func interrupted(f *importers.FileReport) bool {
	return f.Error != nil && f.Error.Code == graph.Unavailable
}

// progress says now and then how far a long file has come.
func (a *app) progress(path string) func(importers.Progress) {
	last := a.now()
	return func(p importers.Progress) {
		const every = 2 * time.Second
		if now := a.now(); now.Sub(last) >= every {
			last = now
			a.note("%s：已处理 %d 行", path, p.Row)
		}
	}
}

func printReports(w io.Writer, files []importers.FileReport) {
	for _, f := range files {
		if interrupted(&f) {
			fmt.Fprintf(w, "%s：导入中断：%s\n  已写入的 %d 行保留在档案中；档案恢复后再运行同一条命令，会从断处接着导入，不会重复\n", f.File, f.Error.Message, f.Kept)
			continue // what it says below would be of a part
		}
		if f.Error != nil {
			fmt.Fprintf(w, "%s：拒绝（%s）%s\n", f.File, f.Error.Code, f.Error.Message)
			continue
		}
		fmt.Fprintf(w, "%s：%d 行，接受 %d（新增 %d，更新 %d，未变 %d），拒绝 %d\n", f.File, f.Rows, f.Accepted, f.Created, f.Updated, f.Unchanged, f.Rejected)
		const shown = 20
		for i, p := range f.Problems {
			if i == shown {
				fmt.Fprintf(w, "  另有 %d 条，见 --json 或 --rejects\n", len(f.Problems)-shown)
				break
			}
			if p.Row == 0 {
				fmt.Fprintf(w, "  %s 整表：%s\n", p.Sheet, p.Message)
				continue
			}
			fmt.Fprintf(w, "  %s 第%d行 %s %q：%s\n", p.Sheet, p.Row, p.Column, p.Value, p.Message)
		}
	}
}
