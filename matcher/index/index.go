package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"liantu/graph"
	"liantu/matcher/text"
)

// layout numbers the fields and terms that documents are made of.
const layout = "3"

// lockWait bounds how long Open waits for another process to let go.
const lockWait = 2 * time.Second

// Index is a full-text index of one record. It serves any number of
// searches beside one Sync.
type Index struct {
	analyzer *text.Analyzer
	folder   string
	readOnly bool
	reason   string // why it was made anew

	syncing sync.Mutex
	bleve   bleve.Index
	made    made
	version atomic.Int64
	batches [workers]*batch
}

// made says what an index was made from; it is stored inside it.
type made struct {
	Store    string        `json:"store"`
	Analysis string        `json:"analysis"`
	Version  graph.Version `json:"version"`
}

func madeKey() []byte { return []byte("liantu") }

// Open opens the index in a folder for searching and catching up, or makes an
// empty one: where there is none, or where what is there is damaged, of
// another record or of another analysis; Rebuilt then says why. Errors:
// Locked while another process holds it (see OpenBeside), Internal.
func Open(ctx context.Context, folder, storeID string, analyzer *text.Analyzer) (*Index, error) {
	x := &Index{analyzer: analyzer, folder: folder}
	for i := range x.batches {
		x.batches[i] = &batch{words: newLexicon(analyzer)}
	}
	wanted := made{Store: storeID, Analysis: layout + "-" + analyzer.Version()}
	if err := sweep(folder); err != nil {
		return nil, graph.Wrap(graph.Internal, err, "清不掉留下的索引副本")
	}
	err := x.load(folder, wanted)
	if err == nil && x.Version() == 0 {
		// The engine fell back to the empty state that the index began with: it
		// was never filled, or what filled it is damaged. Sync fills it again.
		x.reason = "检索索引没有可用的内容"
	}
	if err == nil || graph.CodeOf(err) == graph.Locked {
		return x, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !errors.Is(err, fs.ErrNotExist) {
		x.reason = err.Error()
	}
	return x, x.create(folder, wanted)
}

// Rebuilt says, for a user, why Open threw the former index away; "" where it
// did not.
func (x *Index) Rebuilt() string { return x.reason }

// Version is the version of the record that can be searched.
func (x *Index) Version() graph.Version { return graph.Version(x.version.Load()) }

// Close ends the use of the index, after a running Sync.
func (x *Index) Close() error {
	x.syncing.Lock()
	defer x.syncing.Unlock()
	err := x.bleve.Close()
	if x.readOnly {
		err = errors.Join(err, os.RemoveAll(x.folder))
	}
	return err
}

// load opens what is in the folder and checks what it was made from. A
// damaged file can make the engine panic: that too is an error here.
func (x *Index) load(folder string, wanted made) (err error) {
	if _, err := os.Stat(folder); err != nil {
		return err
	}
	register()
	var opened bleve.Index
	defer func() {
		if p := recover(); p != nil {
			err = graph.Errorf(graph.Corrupt, "检索索引已损坏：%v", p)
		}
		if err != nil && opened != nil {
			err = errors.Join(err, opened.Close())
		}
	}()
	loaded, err := bleve.OpenUsing(folder, map[string]any{
		"bolt_timeout": lockWait.String(), "read_only": x.readOnly, "unsafe_batch": true,
	})
	switch {
	case err != nil && err.Error() == "timeout":
		return graph.Errorf(graph.Locked, "检索索引正被另一个进程使用")
	case err != nil:
		return graph.Wrap(graph.Corrupt, err, "检索索引已损坏")
	}
	opened = loaded
	stored, err := opened.GetInternal(madeKey())
	if err != nil {
		return graph.Wrap(graph.Corrupt, err, "检索索引已损坏")
	}
	if err := json.Unmarshal(stored, &x.made); err != nil {
		return graph.Wrap(graph.Corrupt, err, "检索索引没有说明它来自哪份档案")
	}
	switch {
	case x.made.Store != wanted.Store:
		return graph.Errorf(graph.Conflict, "检索索引属于另一份档案")
	case x.made.Analysis != wanted.Analysis:
		return graph.Errorf(graph.Conflict, "检索索引由另一版切词规则生成")
	}
	x.bleve = opened
	x.version.Store(int64(x.made.Version))
	return nil
}

// create puts an empty index into the place of whatever is in the folder.
func (x *Index) create(folder string, wanted made) error {
	if err := os.RemoveAll(folder); err != nil {
		return graph.Wrap(graph.Internal, err, "清不掉旧的检索索引 %s", folder)
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return graph.Wrap(graph.Internal, err, "建不了文件夹 %s", filepath.Dir(folder))
	}
	register()
	opened, err := bleve.NewUsing(folder, newMapping(), scorch.Name, scorch.Name, map[string]any{
		"bolt_timeout": lockWait.String(), "unsafe_batch": true,
		"forceSegmentType": segmentKind, "forceSegmentVersion": int(zap.Version),
	})
	if err != nil {
		return graph.Wrap(graph.Internal, err, "建不了检索索引 %s", folder)
	}
	x.bleve, x.made = opened, wanted
	x.version.Store(0)
	stored, err := json.Marshal(wanted)
	if err == nil {
		err = opened.SetInternal(madeKey(), stored)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("检索索引 %s: %w", folder, err), opened.Close())
	}
	return nil
}

// newMapping is empty: documents are built field by field (document.go), so
// that one analyzer serves index and ranking without being registered.
func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.StoreDynamic, m.DocValuesDynamic = false, false
	m.ScoringModel = bleveindex.BM25Scoring
	return m
}
