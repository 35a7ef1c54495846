package opensearch_test

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"liantu/graph"
	"liantu/matcher/opensearch/searchtest"
)

func forward(t testing.TB, n *searchtest.Node) http.Handler {
	t.Helper()
	u, err := url.Parse(n.URL)
	require.NoError(t, err)
	return httputil.NewSingleHostReverseProxy(u)
}

type proxied struct {
	address string
	trust   *x509.CertPool
}

// guarded is a proxy that lets in who knows the password.
func guarded(t testing.TB, n *searchtest.Node) proxied {
	t.Helper()
	through := forward(t, n)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "office" || password != "only-of-this-test-7f3a" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	trust := x509.NewCertPool()
	trust.AddCert(server.Certificate())
	return proxied{address: strings.Replace(server.URL, "https://", "opensearch+s://", 1), trust: trust}
}

// behindBusyProxy sends through a proxy that refuses as a busy cluster does:
// whole requests with 503 or 429, and parts of batches.
func behindBusyProxy(t *testing.T, cluster *searchtest.Cluster) {
	record := newRecord(t)
	var firms []*graph.Firm
	for i := range 300 {
		firms = append(firms, firm("", "乌海市第"+strings.Repeat("甲", 1+i%30)+strings.Repeat("乙", 1+i/30)+"电石厂", "电石生产", "150300"))
	}
	put(t, record, firms)
	through := forward(t, cluster.Manager)
	var asked, refused atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := asked.Add(1)
		switch {
		case n%4 == 0:
			w.WriteHeader(http.StatusServiceUnavailable)
		case n%4 == 1:
			w.WriteHeader(http.StatusTooManyRequests)
		case strings.HasSuffix(r.URL.Path, "/_bulk"):
			refused.Add(int32(halfOf(t, through, w, r)))
		default:
			through.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	x := open(t, strings.Replace(server.URL, "http://", "opensearch://", 1), record)
	synced(t, x, record)
	require.NotZero(t, refused.Load())
	require.Equal(t, 300, documents(t, cluster.Manager, record))
}

// halfOf passes the first half of a batch on and refuses the rest: all of it
// must be documents, two lines each.
func halfOf(t *testing.T, through http.Handler, w http.ResponseWriter, r *http.Request) (refused int) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Error(err)
	}
	lines := bytes.SplitAfter(body, []byte("\n"))
	all := len(lines) / 2
	pass := (all + 1) / 2
	part := bytes.Join(lines[:2*pass], nil)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(part)), int64(len(part))
	r.Header.Del("Accept-Encoding")
	answered := httptest.NewRecorder()
	through.ServeHTTP(answered, r)
	var said struct {
		Errors bool             `json:"errors"`
		Items  []map[string]any `json:"items"`
	}
	if err := json.Unmarshal(answered.Body.Bytes(), &said); err != nil {
		t.Error(err)
	}
	for range all - pass {
		said.Errors = true
		said.Items = append(said.Items, map[string]any{"index": map[string]any{"status": http.StatusTooManyRequests,
			"error": map[string]any{"type": "opensearch_rejected_execution_exception", "reason": "busy"}}})
	}
	if err := json.NewEncoder(w).Encode(said); err != nil {
		t.Error(err)
	}
	return all - pass
}
