package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// How rows are sent: so many in a request, so many requests at a time.
const (
	bulkRows    = 2000
	bulkClients = 2
	warmRows    = 20000
)

// openSearch is a cluster of two nodes on this machine, one shard a node and
// no copies, with the analyzer that it brings for Chinese.
type openSearch struct {
	*cluster
	client http.Client
}

func openOpenSearch(ctx context.Context, folder string) (engine, error) {
	c, err := startCluster(ctx, folder)
	if err != nil {
		return nil, err
	}
	s := &openSearch{cluster: c}
	if err := s.create(ctx, "/firms"); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *openSearch) create(ctx context.Context, index string) error {
	field := map[string]any{"type": "text", "analyzer": "cjk", "index_options": "freqs"}
	return s.call(ctx, http.MethodPut, index, map[string]any{
		"settings": map[string]any{"number_of_shards": 2, "number_of_replicas": 0, "refresh_interval": "-1"},
		"mappings": map[string]any{
			"_source": map[string]any{"enabled": false}, "dynamic": false,
			"properties": map[string]any{"name": field, "scope": field},
		},
	}, nil)
}

// warm lets a server that has just started compile its code, on some rows in an
// index that goes away again.
func (s *openSearch) warm(ctx context.Context, rows []row) error {
	if err := s.create(ctx, "/warm"); err != nil {
		return err
	}
	if err := s.fill(ctx, "/warm", rows[:min(warmRows, len(rows))]); err != nil {
		return err
	}
	return s.call(ctx, http.MethodDelete, "/warm", nil, nil)
}

func (s *openSearch) index(ctx context.Context, rows []row) error {
	return s.fill(ctx, "/firms", rows)
}

// fill puts rows into an index and has them searched and kept.
func (s *openSearch) fill(ctx context.Context, index string, rows []row) error {
	parts := make(chan []row)
	errs := make([]error, bulkClients)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() {
			for part := range parts {
				if errs[i] == nil {
					errs[i] = s.put(ctx, index, part)
				}
			}
		})
	}
	for part := range slices.Chunk(rows, bulkRows) {
		parts <- part
	}
	close(parts)
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return errors.Join(s.call(ctx, http.MethodPost, index+"/_refresh", nil, nil), s.call(ctx, http.MethodPost, index+"/_flush", nil, nil))
}

func (s *openSearch) put(ctx context.Context, index string, rows []row) error {
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, r := range rows {
		action := map[string]any{"index": map[string]string{"_id": r.id}}
		if err := errors.Join(lines.Encode(action), lines.Encode(map[string]string{"name": r.name, "scope": r.scope})); err != nil {
			return err
		}
	}
	var answer struct {
		Errors bool `json:"errors"`
	}
	if err := s.send(ctx, http.MethodPost, index+"/_bulk?filter_path=errors", &body, &answer); err != nil {
		return err
	}
	if answer.Errors {
		return errors.New("OpenSearch 没有收下所有行 / did not take all rows")
	}
	return nil
}

// search asks for most of a product's terms in any field, as many as least has it.
func (s *openSearch) search(ctx context.Context, p product) ([]string, error) {
	var answer struct {
		Hits struct {
			Hits []struct {
				ID string `json:"_id"`
			} `json:"hits"`
		} `json:"hits"`
	}
	err := s.call(ctx, http.MethodPost, "/firms/_search", map[string]any{
		"size": top, "_source": false, "track_total_hits": false,
		"query": map[string]any{"multi_match": map[string]any{
			"query": p.name, "type": "cross_fields", "fields": []string{"name^1.2", "scope"}, "minimum_should_match": "2<-40%",
		}},
	}, &answer)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(answer.Hits.Hits))
	for i, h := range answer.Hits.Hits {
		ids[i] = h.ID
	}
	return ids, nil
}

func (s *openSearch) size(ctx context.Context) (int64, error) {
	var answer struct {
		All struct {
			Total struct {
				Store struct {
					Bytes int64 `json:"size_in_bytes"`
				} `json:"store"`
			} `json:"total"`
		} `json:"_all"`
	}
	err := s.call(ctx, http.MethodGet, "/firms/_stats/store", nil, &answer)
	return answer.All.Total.Store.Bytes, err
}

func (s *openSearch) call(ctx context.Context, method, path string, body, answer any) error {
	if body == nil {
		return s.send(ctx, method, path, http.NoBody, answer)
	}
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return s.send(ctx, method, path, bytes.NewReader(content), answer)
}

func (s *openSearch) send(ctx context.Context, method, path string, body io.Reader, answer any) error {
	request, err := http.NewRequestWithContext(ctx, method, s.address+path, body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("OpenSearch %s %s: %s %s", method, path, response.Status, strings.TrimSpace(string(content)))
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(content, answer)
}
