package opensearch

import (
	"net/url"
	"strings"

	"liantu/graph"
)

// The schemes of addresses.
const (
	plainScheme = "opensearch://"
	tlsScheme   = "opensearch+s://"
)

// IsAddress says whether an index's address names a cluster.
func IsAddress(s string) bool {
	return strings.HasPrefix(s, plainScheme) || strings.HasPrefix(s, tlsScheme)
}

// nodesOf reads opensearch://HOST:PORT[,HOST:PORT…]; opensearch+s:// speaks TLS.
// Credentials are refused there: addresses are shown and logged.
func nodesOf(address string) ([]*url.URL, error) {
	hosts, scheme := strings.TrimPrefix(address, plainScheme), "http"
	if strings.HasPrefix(address, tlsScheme) {
		hosts, scheme = strings.TrimPrefix(address, tlsScheme), "https"
	} else if hosts == address {
		return nil, graph.Errorf(graph.Invalid, "检索索引的地址应以 %s 或 %s 开头", plainScheme, tlsScheme)
	}
	var nodes []*url.URL
	for host := range strings.SplitSeq(strings.TrimSuffix(hosts, "/"), ",") {
		if strings.Contains(host, "@") {
			return nil, graph.Errorf(graph.Invalid, "检索索引的地址中不要写用户名和口令")
		}
		u, err := url.Parse(scheme + "://" + host)
		if err != nil || u.Hostname() == "" || u.Port() == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, graph.Errorf(graph.Invalid, "检索索引的地址无效，应如 opensearch://主机:9200,主机:9200")
		}
		nodes = append(nodes, u)
	}
	return nodes, nil
}
