package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/matcher"
)

func parksCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "parks [ID]", Short: "本地的园区：产业定位、化工园区认定与限制", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.ask(c.Context(), func(o *office) error { return o.parks(c.Context(), a, args) })
		},
	}
}

func (o *office) parks(ctx context.Context, a *app, args []string) error {
	if len(args) > 0 {
		view, err := o.engine.Park(ctx, args[0])
		if err != nil {
			return err
		}
		return a.print(view, func(w io.Writer) { printPark(w, view) })
	}
	view, err := o.engine.Parks(ctx)
	if err != nil {
		return err
	}
	return a.print(view, func(w io.Writer) {
		for i := range view.Parks {
			p := &view.Parks[i]
			fmt.Fprintf(w, "%s  %s（%s）  化工园区：%s  不能新上 %d 个环节，须置换 %d 个\n", p.ID, p.Name, p.RegionName,
				certifiedName(p.Chemical.Certified), len(p.Closed), len(p.Quota))
		}
	})
}

func certifiedName(c graph.Certified) string {
	if name, ok := map[graph.Certified]string{graph.CertifiedYes: "已认定", graph.CertifiedNo: "不是"}[c]; ok {
		return name
	}
	return "不详"
}

func printPark(w io.Writer, p *matcher.ParkView) {
	fmt.Fprintf(w, "%s（%s）\n", p.Name, p.RegionName)
	fmt.Fprintf(w, "出处：%s，%s%s\n", p.Source, p.Date, unverified(p.Verified))
	c := p.Chemical
	fmt.Fprintf(w, "化工园区：%s %s %s %s\n", certifiedName(c.Certified), c.Kind, c.Source, c.Note)
	if p.Note != "" {
		fmt.Fprintf(w, "说明：%s\n", p.Note)
	}
	for _, within := range p.Parks {
		fmt.Fprintf(w, "其中：%s %s\n", within.ID, within.Name)
	}
	for _, x := range p.Industries {
		fmt.Fprintf(w, "产业定位：%s（%s%s）\n", x.Name, x.Source, unverified(x.Verified))
	}
	for _, limits := range []struct {
		what string
		list []matcher.ParkLimit
	}{{"不能新上", p.Closed}, {"须产能置换", p.Quota}} {
		by := map[string][]string{}
		var order []string
		for _, l := range limits.list {
			rule := l.Text + "（" + l.Source + "）"
			if by[rule] == nil {
				order = append(order, rule)
			}
			by[rule] = append(by[rule], l.Name)
		}
		for _, rule := range order {
			fmt.Fprintf(w, "%s：%s\n    %s\n", limits.what, strings.Join(by[rule], "、"), rule)
		}
	}
}

func unverified(verified bool) string {
	if verified {
		return ""
	}
	return "，未核实"
}
