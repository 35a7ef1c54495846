package opensearch

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"liantu/graph"
	"liantu/matcher/text"
)

// layout numbers the fields, terms and settings of an index.
const layout = "2"

// versionID is the id of the document whose version is the record's.
const versionID = "version"

// Options are how a cluster is reached.
type Options struct {
	User, Password string         // "" where it asks for none
	Trust          *x509.CertPool // for TLS; nil: what this machine trusts
	// Read and Write bound how long a search and a writing wait for nodes that
	// are away or busy; 0 means 20 seconds and a minute.
	Read, Write time.Duration
}

// Index is a full-text index of one record on a cluster. It serves any number
// of searches beside one Sync.
type Index struct {
	analyzer *text.Analyzer
	reader   *client
	writer   *client
	name     string // an alias: writing to it never makes an index where it is gone
	wanted   made
	reason   string // why Open made it anew

	syncing sync.Mutex
	version atomic.Int64
}

// made says what an index was made from; it is stored in its mapping.
type made struct {
	Store    string `json:"store"`
	Analysis string `json:"analysis"`
}

// Open opens the index of a record at an address such as
// opensearch://host:9200,host:9200, or makes an empty one: where there is none,
// or where what is there is damaged, of another record, of another analysis or
// ahead of the record; Rebuilt then says why. Errors: Invalid (address),
// Unavailable (no node answers), Unauthorized, Internal.
func Open(ctx context.Context, address, storeID string, analyzer *text.Analyzer, o Options) (*Index, error) {
	if o.Read == 0 {
		o.Read = 20 * time.Second
	}
	if o.Write == 0 {
		o.Write = time.Minute
	}
	reader, err := newClient(address, o, o.Read)
	if err != nil {
		return nil, err
	}
	writer, err := newClient(address, o, o.Write)
	if err != nil {
		return nil, errors.Join(err, reader.transport.Close())
	}
	analysis := layout + "-" + analyzer.Version()
	x := &Index{analyzer: analyzer, reader: reader, writer: writer, wanted: made{storeID, analysis},
		name: "liantu-" + url.PathEscape(storeID) + "-" + analysis}
	if x.reason, err = x.prepare(ctx); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// Rebuilt says, for a user, why Open threw the former index away; "" where it
// did not.
func (x *Index) Rebuilt() string { return x.reason }

// Version is the version of the record that can be searched, as far as this
// program knows: another may have brought the index further.
func (x *Index) Version() graph.Version { return graph.Version(x.version.Load()) }

// Close ends the use of the index, after a running Sync.
func (x *Index) Close() error {
	x.syncing.Lock()
	defer x.syncing.Unlock()
	return errors.Join(x.reader.transport.Close(), x.writer.transport.Close())
}

// prepare finds the index and reads its version, or makes it.
func (x *Index) prepare(ctx context.Context) (reason string, err error) {
	var found map[string]struct {
		Mappings struct {
			Meta *made `json:"_meta"`
		} `json:"mappings"`
	}
	err = x.reader.do(ctx, http.MethodGet, "/"+x.name+"/_mapping", nil, &found)
	switch {
	case graph.CodeOf(err) == graph.NotFound:
		return "", x.create(ctx)
	case err != nil:
		return "", err
	}
	for name, i := range found {
		switch {
		case name == x.name || len(found) > 1 || i.Mappings.Meta == nil:
			reason = "检索索引没有说明它来自哪份档案"
		case i.Mappings.Meta.Store != x.wanted.Store:
			reason = "检索索引属于另一份档案"
		case i.Mappings.Meta.Analysis != x.wanted.Analysis:
			reason = "检索索引由另一版切词规则生成"
		}
	}
	if reason == "" {
		if reason, err = x.damage(ctx); err != nil {
			return "", err
		}
	}
	if reason == "" {
		return "", x.readVersion(ctx)
	}
	return reason, x.createAnew(ctx)
}

// damage says what an index lacks that its cluster does not give back within
// the time for writing: one that has just started takes a while.
func (x *Index) damage(ctx context.Context) (string, error) {
	const pause = 500 * time.Millisecond
	for until := time.Now().Add(x.writer.within); ; {
		var health struct{ Status string }
		err := x.reader.do(ctx, http.MethodGet, "/_cluster/health/"+x.name, nil, &health)
		if err != nil || health.Status != "red" {
			return "", err
		}
		if time.Now().After(until) {
			return "检索索引的分片已丢失", nil
		}
		if err := rest(ctx, pause); err != nil {
			return "", err
		}
	}
}

// readVersion asks for the version that the index holds: 0 for an empty one.
func (x *Index) readVersion(ctx context.Context) error {
	var document struct {
		Version int64 `json:"_version"`
	}
	err := x.reader.do(ctx, http.MethodGet, "/"+x.name+"/_doc/"+versionID, nil, &document)
	if err != nil && graph.CodeOf(err) != graph.NotFound {
		return err
	}
	x.version.Store(document.Version)
	return nil
}
