package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/matcher"
)

// regionCommand changes the home region.
func regionCommand(a *app) *cobra.Command {
	c := &cobra.Command{Use: "region", Short: "本地地区", Args: cobra.NoArgs, RunE: helpOnly}
	c.AddCommand(&cobra.Command{
		Use: "set CODE", Short: "更换本地地区", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.with(c.Context(), writing, false, func(o *office) error { return o.setRegion(c.Context(), a, args[0]) })
		},
	})
	return c
}

func helpOnly(c *cobra.Command, _ []string) error { return c.Help() }

func (o *office) setRegion(ctx context.Context, a *app, code string) error {
	var name string
	err := o.store.Update(ctx, func(w graph.Writer) error {
		region, err := graph.Regions().One(ctx, w, code)
		if graph.CodeOf(err) == graph.NotFound {
			return misuse("没有代码为 %s 的行政区划", code)
		}
		if err != nil {
			return err
		}
		name = region.Name
		return setHome(ctx, w, code)
	})
	if err != nil {
		return err
	}
	o.materialise(ctx, a)
	return a.print(matcher.Place{Code: code, Name: name}, func(w io.Writer) { fmt.Fprintf(w, "本地已改为 %s %s\n", code, name) })
}
