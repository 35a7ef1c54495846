package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"liantu/graph"
	"liantu/graph/embedded"
	"liantu/importers"
	"liantu/matcher/rank"
)

func rankCommand(a *app) *cobra.Command {
	var queries, out, pool string
	c := &cobra.Command{
		Use: "rank", Short: "评测用：按查询给企业排序，输出 TREC 行", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if queries == "" || out == "" {
				return misuse("须给 --queries 与 --run")
			}
			return a.ask(c.Context(), func(o *office) error { return o.rank(c.Context(), a, queries, out, pool) })
		},
	}
	c.Flags().StringVar(&queries, "queries", "", "查询文件，每行一个 JSON：id、kind、text，可有 reveal")
	c.Flags().StringVar(&out, "run", "", "输出文件")
	c.Flags().StringVar(&pool, "pool", "", "只在此文件的企业中排序；不写则在档案的企业中")
	return c
}

// rank ranks the pool for every query, with the record's firms as background.
func (o *office) rank(ctx context.Context, a *app, queries, out, pool string) error {
	asked, err := os.Open(queries)
	if err != nil {
		return graph.Wrap(graph.Invalid, err, "读不到查询文件")
	}
	defer asked.Close()
	return o.store.View(ctx, func(r graph.Reader) error {
		files, err := graph.DataFS(ctx, r)
		if err != nil {
			return err
		}
		regions, err := graph.Regions().List(ctx, r, graph.Query{Limit: 5000})
		if err != nil {
			return err
		}
		record := graph.Firms().All(ctx, r, graph.Query{Limit: 5000})
		sources := rank.Sources{Record: record, Regions: regions, Data: files}
		if pool == "" {
			return rankInto(ctx, sources, record, asked, out)
		}
		return o.withPool(ctx, a, pool, func(firms graph.Reader) error {
			return rankInto(ctx, sources, graph.Firms().All(ctx, firms, graph.Query{Limit: 5000}), asked, out)
		})
	})
}

func rankInto(ctx context.Context, sources rank.Sources, pool iter.Seq2[graph.Firm, error], asked io.Reader, out string) error {
	ranker, err := rank.New(ctx, sources, pool)
	if err != nil {
		return err
	}
	return writeFile(out, func(w io.Writer) error { return rank.Run(ranker, asked, w) })
}

// withPool reads a file of firms by the rules of every import, into a store of
// its own that is thrown away, so that the record is not touched.
func (o *office) withPool(ctx context.Context, a *app, path string, fn func(graph.Reader) error) error {
	folder, err := os.MkdirTemp("", "liantu-pool-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	store, err := embedded.Open(ctx, filepath.Join(folder, "pool.db"), embedded.Options{Schema: graph.Declared()})
	if err != nil {
		return err
	}
	importer, err := o.importer(ctx, a)
	if err == nil {
		_, err = importer.Import(ctx, &graph.Record{Store: store, Inference: noInference{}}, path, importers.Options{})
	}
	if err == nil {
		err = store.View(ctx, fn)
	}
	return errors.Join(err, store.Close())
}

// noInference leaves firms where they stand: a pool needs no presences.
type noInference struct{}

func (noInference) Version() string { return "" }

func (noInference) Infer(_ context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	return make([][]graph.Presence, len(firms)), nil
}
