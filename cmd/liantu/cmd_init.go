package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"liantu/data"
	"liantu/graph"
	"liantu/importers"
)

// initView is what `init` answers.
type initView struct {
	Data    string `json:"data"`
	Region  string `json:"region"`
	Created bool   `json:"created"`
	Chains  int    `json:"chains"`
	Links   int    `json:"links"`
	Firms   int    `json:"firms"`
}

func initCommand(a *app) *cobra.Command {
	var region string
	var bare bool
	c := &cobra.Command{
		Use: "init", Short: "建立档案：装入产业链、规则和起始企业，设定本地", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			view, err := a.initialise(c.Context(), region, bare)
			if err != nil {
				return err
			}
			return a.print(view, func(w io.Writer) {
				if !view.Created {
					fmt.Fprintf(w, "档案已经存在，没有改动：%s（本地 %s）\n", view.Data, view.Region)
					return
				}
				fmt.Fprintf(w, "已建立档案：%s（本地 %s；产业链 %d 条，环节 %d 个，起始企业 %d 家）\n", view.Data, view.Region, view.Chains, view.Links, view.Firms)
			})
		},
	}
	c.Flags().StringVar(&region, "region", "150300", "本地的六位行政区划代码")
	c.Flags().BoolVar(&bare, "bare", false, "不装入起始企业和指标")
	return c
}

func (a *app) initialise(ctx context.Context, region string, bare bool) (*initView, error) {
	if err := os.MkdirAll(a.config.data, 0o755); err != nil {
		return nil, err
	}
	o, err := a.openStore(ctx, writing)
	if err != nil {
		return nil, err
	}
	view, err := o.initialise(ctx, a, region, bare)
	if err == nil && view.Created {
		o.materialise(ctx, a)
	}
	return view, errors.Join(err, o.Close())
}

func (o *office) initialise(ctx context.Context, a *app, region string, bare bool) (*initView, error) {
	view := &initView{Data: a.config.data, Region: region}
	held, err := o.heldRegion(ctx)
	if err != nil {
		return nil, err
	}
	if held != "" {
		view.Region = held
		return view, nil
	}
	regions, err := data.Regions(data.Starter())
	if err != nil {
		return nil, err
	}
	if !known(regions, region) {
		return nil, misuse("没有代码为 %s 的行政区划", region)
	}
	view.Created = true
	if bare {
		return view, o.seed(ctx, regions, region, view)
	}
	// The home region is set last, so that an init that was killed is begun again.
	if err := o.seed(ctx, regions, "", view); err != nil {
		return nil, err
	}
	if view.Firms, err = o.starterFirms(ctx, a); err != nil {
		return nil, err
	}
	return view, o.store.Update(ctx, func(w graph.Writer) error {
		if err := loadIndicators(ctx, w); err != nil {
			return err
		}
		return setHome(ctx, w, region)
	})
}

// heldRegion is the home region of a record that was set up, "" of a new one.
func (o *office) heldRegion(ctx context.Context) (home string, err error) {
	err = o.store.View(ctx, func(r graph.Reader) error {
		home, err = graph.HomeRegion(ctx, r)
		if graph.CodeOf(err) == graph.NotFound {
			err = nil
		}
		return err
	})
	return home, err
}

// seed loads the data files and the regions, and sets home where it is given.
func (o *office) seed(ctx context.Context, regions []graph.Region, home string, view *initView) error {
	return o.store.Update(ctx, func(w graph.Writer) error {
		loaded, err := data.Load(ctx, w, data.Starter())
		if err != nil {
			return err
		}
		view.Chains, view.Links = loaded.Chains, loaded.Links
		if err := graph.Regions().Put(ctx, w, regions); err != nil {
			return err
		}
		if home == "" {
			return nil
		}
		return setHome(ctx, w, home)
	})
}

func setHome(ctx context.Context, w graph.Writer, region string) error {
	return graph.Settings().Put(ctx, w, []graph.Setting{{Key: graph.HomeRegionSetting, Value: region}})
}

func known(regions []graph.Region, code string) bool {
	for _, r := range regions {
		if r.Code == code {
			return true
		}
	}
	return false
}

// starterFirms imports the starter firms like any other spreadsheet.
func (o *office) starterFirms(ctx context.Context, a *app) (int, error) {
	folder, err := os.MkdirTemp("", "liantu-starter-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	b, err := fs.ReadFile(data.Starter(), "firms/starter.csv")
	if err != nil {
		return 0, err
	}
	path := filepath.Join(folder, "starter.csv")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return 0, err
	}
	importer, err := o.importer(ctx, a)
	if err != nil {
		return 0, err
	}
	record, err := o.engine.Record(ctx)
	if err != nil {
		return 0, err
	}
	report, err := importer.Import(ctx, record, path, importers.Options{AsOf: data.StarterAsOf})
	return report.Accepted, err
}

// loadIndicators takes the starter indicators in.
func loadIndicators(ctx context.Context, w graph.Writer) error {
	indicators, err := data.Indicators(data.Starter())
	if err != nil {
		return err
	}
	return graph.Indicators().Put(ctx, w, indicators)
}
