package opensearch

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/opensearch-project/opensearch-go/v4/opensearchtransport"

	"liantu/graph"
)

// The pause before a request is sent again grows from one to the other.
const firstPause, longestPause = 100 * time.Millisecond, 3 * time.Second

// client sends requests to the nodes of a cluster in turn, and again where one
// is away or busy. Every request that it is used for may be repeated.
type client struct {
	transport *opensearchtransport.Client
	shown     string        // the addresses, for messages
	within    time.Duration // how long nodes that are away or busy are waited for
}

// newClient makes a client that waits for a node half of its time: after that
// the node is taken for lost, and another is asked.
func newClient(address string, o Options, within time.Duration) (*client, error) {
	nodes, err := nodesOf(address)
	if err != nil {
		return nil, err
	}
	web := http.DefaultTransport.(*http.Transport).Clone()
	web.TLSClientConfig = &tls.Config{RootCAs: o.Trust, MinVersion: tls.VersionTLS12}
	transport, err := opensearchtransport.New(opensearchtransport.Config{
		URLs: nodes, Username: o.User, Password: o.Password, Transport: web,
		DisableRetry:   true, // do repeats, with a pause and a bound
		RequestTimeout: within / 2, ResurrectTimeoutInitial: time.Second, ResurrectTimeoutMax: 5 * time.Second,
		NodeStatsInterval: -1, MaxRetryClusterHealth: -1,
	})
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "检索索引的地址或选项无效")
	}
	return &client{transport: transport, shown: address, within: within}, nil
}

// refusal is what a node says of a request, or a part of one, that it refused.
type refusal struct {
	Status int `json:"status"`
	Cause  struct {
		Type   string `json:"type"`
		Reason string `json:"reason"`
	} `json:"error"`
}

// Error gives the words of the node.
func (r *refusal) Error() string { return r.Cause.Type + ": " + r.Cause.Reason }

// do sends a request, again for so long as nodes are away or busy, and reads
// the answer into a value. Errors: NotFound (no such index or document),
// Unauthorized, Unavailable, Internal; the context's.
func (c *client) do(ctx context.Context, method, path string, body []byte, into any) error {
	until := time.Now().Add(c.within)
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		status, content, err := c.send(ctx, method, path, body)
		if ended := ctx.Err(); ended != nil {
			return ended
		}
		if err == nil && !busy(status) {
			return c.read(status, content, into)
		}
		if time.Now().Add(pause).After(until) {
			if err == nil {
				err = refusalOf(status, content)
			}
			var cause *net.OpError // alone, it does not name the whole request
			if errors.As(err, &cause) {
				err = cause
			}
			return graph.Wrap(graph.Unavailable, err, "连不上检索服务 %s，请确认 OpenSearch 已启动、地址无误", c.shown)
		}
		if err := rest(ctx, pause); err != nil {
			return err
		}
	}
}

// busy says whether a status asks to come again.
func busy(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

func rest(ctx context.Context, pause time.Duration) error {
	select {
	case <-time.After(pause):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *client) send(ctx context.Context, method, path string, body []byte) (int, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.transport.Stream(request)
	if err != nil {
		return 0, nil, err
	}
	content, err := io.ReadAll(response.Body)
	return response.StatusCode, content, errors.Join(err, response.Body.Close())
}

func (c *client) read(status int, content []byte, into any) error {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return graph.Errorf(graph.Unauthorized, "检索服务 %s 不接受该用户名或口令", c.shown)
	case status == http.StatusNotFound:
		return graph.Errorf(graph.NotFound, "检索服务 %s 上没有所要的索引", c.shown)
	case status >= http.StatusBadRequest:
		return graph.Wrap(graph.Internal, refusalOf(status, content), "检索服务 %s 报错", c.shown)
	case into == nil:
		return nil
	}
	if err := json.Unmarshal(content, into); err != nil {
		return graph.Wrap(graph.Internal, err, "检索服务 %s 的答复读不懂", c.shown)
	}
	return nil
}

// refusalOf reads a refusal; a proxy's may be in no form that is known.
func refusalOf(status int, content []byte) *refusal {
	var r refusal
	if json.Unmarshal(content, &r) != nil || r.Cause.Type == "" {
		r.Cause.Type = http.StatusText(status)
	}
	return &r
}
