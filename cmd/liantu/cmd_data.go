package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"liantu/data"
	"liantu/graph"
	"liantu/matcher"
)

func dataCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "data", Short: "产业链与规则文件", Args: cobra.NoArgs, RunE: helpOnly}
	c.AddCommand(&cobra.Command{
		Use: "check [DIR]", Short: "检查产业链与规则文件；不写 DIR 则检查随程序所带的", Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.checkData(filesIn(args)) },
	}, &cobra.Command{
		Use: "load [DIR]", Short: "装入改正后的产业链与规则：先检查，再替换，并重新推断", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.with(c.Context(), writing, false, func(o *office) error { return o.loadData(c.Context(), a, filesIn(args)) })
		},
	}, termsCommand(a))
	return c
}

func filesIn(args []string) fs.FS {
	if len(args) == 0 {
		return data.Starter()
	}
	return os.DirFS(args[0])
}

// checkView is what `data check` answers.
type checkView struct {
	Chains   int            `json:"chains"`
	Links    int            `json:"links"`
	Flows    int            `json:"flows"`
	Problems []data.Problem `json:"problems"`
}

func (a *app) checkData(files fs.FS) error {
	catalog, problems := data.Check(files)
	view := checkView{Chains: len(catalog.Chains), Links: len(catalog.Links), Flows: len(catalog.Flows), Problems: problems}
	if problems == nil {
		view.Problems = []data.Problem{}
	}
	errors := 0
	for _, p := range problems {
		if p.Severity == data.SeverityError {
			errors++
		}
	}
	err := a.print(view, func(w io.Writer) {
		for _, p := range problems {
			fmt.Fprintf(w, "%s:%d: %s: %s（%s）%s\n", p.File, p.Line, severityName(p.Severity), p.Message, p.Code, p.Field)
		}
		fmt.Fprintf(w, "产业链 %d 条，环节 %d 个，关系 %d 条；错误 %d，提醒 %d\n", view.Chains, view.Links, view.Flows, errors, len(problems)-errors)
	})
	if err == nil && errors > 0 {
		err = errReported
	}
	return err
}

func severityName(s string) string {
	if s == data.SeverityError {
		return "错误"
	}
	return "提醒"
}

// loadView is what `data load` answers.
type loadView struct {
	data.Loaded
	Firms int `json:"firms"` // inferred again
}

// loadData replaces chains and rules and infers every firm again, in one
// transaction: no reader sees new rules with old presences.
func (o *office) loadData(ctx context.Context, a *app, files fs.FS) error {
	if err := a.refuseBad(files); err != nil {
		return err
	}
	var view loadView
	err := o.store.Update(ctx, func(w graph.Writer) error {
		var err error
		if view.Loaded, err = data.Load(ctx, w, files); err != nil {
			return err
		}
		if len(view.Changed) == 0 {
			return nil
		}
		inference, err := matcher.InferenceOf(ctx, w)
		if err != nil {
			return err
		}
		view.Firms, err = matcher.ReinferAll(ctx, &graph.Record{Store: o.store, Inference: inference}, w)
		return err
	})
	if err != nil {
		return err
	}
	o.materialise(ctx, a)
	return a.print(view, func(w io.Writer) {
		fmt.Fprintf(w, "产业链 %d 条，环节 %d 个，关系 %d 条；改动文件 %d 个，新增环节 %d 个，删去 %d 个；重新推断企业 %d 家\n",
			view.Chains, view.Links, view.Flows, len(view.Changed), len(view.Added), len(view.Removed), view.Firms)
	})
}

// refuseBad says all that is wrong with the files at once, before anything is touched.
func (a *app) refuseBad(files fs.FS) error {
	_, problems := data.Check(files)
	bad := 0
	for _, p := range problems {
		if p.Severity == data.SeverityError {
			bad++
			a.note("%s:%d: %s：%s", p.File, p.Line, p.Field, p.Message)
		}
	}
	if bad > 0 {
		return graph.Errorf(graph.Invalid, "数据文件有 %d 处错误，没有装入，档案未变", bad)
	}
	return nil
}
