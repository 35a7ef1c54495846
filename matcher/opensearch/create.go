package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"liantu/graph"
	"liantu/matcher/search"
)

const (
	// shards is how many parts an index has: a search of one uses one core.
	shards = 2
	// suffix ends the name of the index that an alias stands for.
	suffix = ".index"
	// maxTermLength is beyond any term of a text: the cluster takes no term apart.
	maxTermLength = 100000
	// keyField orders firms of one score.
	keyField = "key"
)

// createAnew puts an empty index into the place of the one there is.
func (x *Index) createAnew(ctx context.Context) error {
	var found map[string]json.RawMessage
	err := x.reader.do(ctx, http.MethodGet, "/"+x.name+"/_alias", nil, &found)
	if err != nil && graph.CodeOf(err) != graph.NotFound {
		return err
	}
	for name := range found {
		if err := x.remove(ctx, name); err != nil {
			return err
		}
	}
	return x.create(ctx)
}

func (x *Index) remove(ctx context.Context, name string) error {
	err := x.writer.do(ctx, http.MethodDelete, "/"+name, nil, nil)
	if graph.CodeOf(err) == graph.NotFound {
		return nil
	}
	return err
}

// create makes an empty index, unless another program was first.
func (x *Index) create(ctx context.Context) error {
	x.version.Store(0)
	body, err := json.Marshal(definition(x.name, x.wanted))
	if err != nil {
		return err
	}
	put := func() error {
		return x.writer.do(ctx, http.MethodPut, "/"+x.name+suffix, body, nil)
	}
	err = put()
	var refused *refusal
	if !errors.As(err, &refused) || refused.Cause.Type != "resource_already_exists_exception" {
		return err
	}
	err = x.reader.do(ctx, http.MethodGet, "/"+x.name+"/_alias", nil, nil)
	if graph.CodeOf(err) != graph.NotFound {
		return err
	}
	// It is there without its alias: nobody can have written to it.
	if err := x.remove(ctx, x.name+suffix); err != nil {
		return err
	}
	return put()
}

// The score of a term in a field, as the local index (bleve) has it: the rarity
// of the term counts twice, its frequency by the root, and long fields count
// less. bleve takes for the average length how many distinct terms there are
// per firm; 8 is that of 20,000 registry rows, and the order of firms hardly
// depends on it.
const (
	weightScript = "double idf = Math.log(1 + (field.docCount - term.docFreq + 0.5) / (term.docFreq + 0.5)); return query.boost * idf * idf;"
	scoreScript  = "double tf = Math.sqrt(doc.freq); return weight * tf * 1.2 / (tf + 1.2 * (0.25 + 0.75 * doc.length / 8.0));"
)

// definition is what an index is made by.
func definition(alias string, from made) object {
	properties := object{
		search.RegionField: object{"type": "keyword", "doc_values": false},
		keyField:           object{"type": "keyword", "index": false},
	}
	properties[search.TextField] = object{"type": "text", "analyzer": "terms", "index_options": "freqs", "similarity": "terms"}
	return object{
		"settings": object{
			"number_of_shards": shards, "number_of_replicas": 1,
			"refresh_interval": "-1", // Sync refreshes what it wrote
			"gc_deletes":       "1h", // for so long a slow program cannot bring back what another deleted
			"similarity": object{"terms": object{
				"type": "scripted", "weight_script": object{"source": weightScript}, "script": object{"source": scoreScript},
			}},
			"analysis": object{
				"analyzer":  object{"terms": object{"type": "custom", "tokenizer": "terms"}},
				"tokenizer": object{"terms": object{"type": "whitespace", "max_token_length": maxTermLength}},
			},
		},
		"mappings": object{"dynamic": false, "_source": object{"enabled": false}, "_meta": from, "properties": properties},
		"aliases":  object{alias: object{"is_write_index": true}},
	}
}
