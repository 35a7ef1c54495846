package index

import (
	"context"
	"errors"

	"liantu/graph"
	"liantu/matcher/search"
)

// Search answers a query (see search.Run). Errors: Corrupt where the index is
// damaged (Open makes it anew), the context's, those of q.Record.
func (x *Index) Search(ctx context.Context, q search.Query) (hits []search.Hit, total int, err error) {
	var asked *asked // in the first round, for all rounds
	defer func() {
		if p := recover(); p != nil {
			err = graph.Errorf(graph.Corrupt, "检索索引已损坏：%v", p)
		}
		err = errors.Join(err, asked.close())
	}()
	return search.Run(ctx, x.analyzer, q, func(ctx context.Context, terms []string, least int, regions []string, size int) ([]search.Hit, int, error) {
		if asked == nil {
			var err error
			if asked, err = x.ask(ctx, terms, regions); err != nil {
				return nil, 0, err
			}
		}
		return asked.choose(ctx, least, size)
	})
}
