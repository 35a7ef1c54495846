package opensearch

import (
	"context"
	"encoding/json"
	"net/http"

	"liantu/graph"
	"liantu/matcher/search"
)

// Search answers a query (see search.Run). Errors: Unavailable, Unauthorized,
// Internal, the context's, those of q.Record.
func (x *Index) Search(ctx context.Context, q search.Query) (hits []search.Hit, total int, err error) {
	return search.Run(ctx, x.analyzer, q, x.retrieve)
}

func (x *Index) retrieve(ctx context.Context, terms []string, least int, regions []string, size int) ([]search.Hit, int, error) {
	body, err := json.Marshal(object{
		"query": question(terms, least, regions), "size": size, "track_total_hits": true, "_source": false,
		"sort": []any{"_score", object{keyField: "asc"}},
	})
	if err != nil {
		return nil, 0, err
	}
	var found struct {
		Hits struct {
			Total struct{ Value int }
			Hits  []struct {
				ID    string  `json:"_id"`
				Score float64 `json:"_score"`
			}
		}
	}
	// Counts of terms are gathered from all shards first: a score means the same in each.
	path := "/" + x.name + "/_search?search_type=dfs_query_then_fetch&allow_partial_search_results=false"
	err = x.reader.do(ctx, http.MethodPost, path, body, &found)
	if graph.CodeOf(err) == graph.NotFound {
		return nil, 0, graph.Wrap(graph.Unavailable, err, "检索索引不在了，下次同步时重建")
	}
	if err != nil {
		return nil, 0, err
	}
	hits := make([]search.Hit, len(found.Hits.Hits))
	for i, h := range found.Hits.Hits {
		hits[i] = search.Hit{FirmID: h.ID, Score: h.Score}
	}
	return hits, found.Hits.Total.Value, nil
}
