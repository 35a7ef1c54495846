package neostore

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"liantu/graph"
)

// format numbers how the record stands in the database (doc.go).
const format = 1

// openWithin bounds how long a server that does not answer is waited for.
const openWithin = 10 * time.Second

// Open opens the record in the Neo4j database at an address such as
// neo4j://host:7687, neo4j+s://host (TLS) or bolt://host. The record,
// constraints and indexes are made where they are missing.
//
// Errors: Invalid (address, schema, no such database), Unavailable (no server
// answers), Unauthorized, Conflict (of a format that this program cannot
// use), Corrupt (what stands there breaks a constraint).
func Open(ctx context.Context, uri string, opts Options) (*Store, error) {
	if err := opts.Schema.Check(); err != nil {
		return nil, err
	}
	if err := checkAddress(uri); err != nil {
		return nil, err
	}
	if opts.Retry == 0 {
		opts.Retry = 30 * time.Second
	}
	if opts.Longest == 0 {
		opts.Longest = 30 * time.Minute
	}
	if opts.Connections == 0 {
		opts.Connections = 50
	}
	s := &Store{catalog: newCatalog(opts.Schema), opts: opts, bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})}
	auth := neo4j.NoAuth()
	if opts.User != "" {
		auth = neo4j.BasicAuth(opts.User, opts.Password, "")
	}
	var err error
	if s.driver, err = neo4j.NewDriverWithContext(uri, auth, s.configure); err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "Neo4j 地址或选项无效 / bad address or options for Neo4j")
	}
	s.opts.Password = "" // the driver has it; nothing else needs it
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(failure(ctx, err), s.driver.Close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

// checkAddress refuses addresses that the driver does not serve, and
// credentials in them: addresses are logged.
func checkAddress(uri string) error {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		return graph.Errorf(graph.Invalid, "Neo4j 地址无效，应如 neo4j://主机:7687 / bad address for Neo4j")
	}
	if u.User != nil {
		return graph.Errorf(graph.Invalid, "Neo4j 地址中不要写用户名和口令 / no credentials in the address of Neo4j, please")
	}
	if !slices.Contains([]string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}, u.Scheme) {
		return graph.Errorf(graph.Invalid, "Neo4j 地址应以 neo4j://、neo4j+s://、bolt:// 或 bolt+s:// 开头 / not an address of Neo4j: %s", u.Scheme)
	}
	return nil
}

func (s *Store) configure(c *config.Config) {
	c.MaxConnectionPoolSize = s.opts.Connections
	c.MaxConnectionLifetime = time.Hour
	c.ConnectionAcquisitionTimeout = openWithin
	c.SocketConnectTimeout = openWithin / 2
	c.FetchSize = 2000
	c.UserAgent = "liantu"
	c.TelemetryDisabled = true
	if s.opts.TLS != nil {
		c.TlsConfig = s.opts.TLS
	}
}

// prepare reaches the server and makes what is missing.
func (s *Store) prepare(ctx context.Context) error {
	reach, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if err := s.driver.VerifyConnectivity(reach); err != nil {
		return err
	}
	if err := s.declare(ctx); err != nil {
		return err
	}
	rows, err := s.run(ctx, "MERGE (g:`_Record` {key: 'gate'}) MERGE (r:`_Record` {key: 'record'})"+
		" ON CREATE SET r.id = $id, r.version = 0, r.format = $format RETURN r.id, r.format",
		map[string]any{"id": uuid.NewString(), "format": format})
	if err != nil {
		return err
	}
	id, ok1 := rows[0].Values[0].(string)
	made, ok2 := rows[0].Values[1].(int64)
	if !ok1 || !ok2 {
		return graph.Errorf(graph.Corrupt, "记录节点 (:_Record) 不完整 / the record node is not whole")
	}
	if made != format {
		return graph.Errorf(graph.Conflict, "记录的格式是 %d，此程序使用 %d / the record is of another format", made, format)
	}
	s.id = id
	return nil
}

// run runs one statement in a transaction of its own.
func (s *Store) run(ctx context.Context, text string, params map[string]any) ([]*neo4j.Record, error) {
	session := s.session(ctx)
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	result, err := session.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}

// declare makes the constraints and indexes that are missing and waits until
// they serve. What a former schema declared stays where it is.
func (s *Store) declare(ctx context.Context) error {
	rows, err := s.run(ctx, "SHOW INDEXES YIELD name", nil)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, row := range rows {
		name, _ := row.Values[0].(string)
		have[name] = true
	}
	made := false
	for _, d := range s.catalog.declarations() {
		if have[d.name] {
			continue
		}
		if _, err := s.run(ctx, d.text, nil); err != nil {
			return err
		}
		made = true
	}
	if made {
		_, err = s.run(ctx, "CALL db.awaitIndexes(600)", nil)
	}
	return err
}

// declaration is a constraint or an index.
type declaration struct{ name, text string }

func (c catalog) declarations() []declaration {
	all := []declaration{
		unique("_Record", "key"), unique("_Gone", "label", "key"), index("(x:`_Gone`)", "_Gone", "version"),
	}
	for _, name := range c.names {
		if t, ok := c.nodes[name]; ok {
			all = append(all, unique(name, t.label.KeyName))
			if !t.derived {
				all = append(all, index("(x:"+quote(name)+")", name, versionProperty))
			}
			for _, properties := range t.indexes {
				all = append(all, index("(x:"+quote(name)+")", name, properties...))
			}
			continue
		}
		for _, properties := range c.edges[name].indexes {
			all = append(all, index("()-[x:"+quote(name)+"]-()", name, properties...))
		}
	}
	return all
}

func unique(label string, properties ...string) declaration {
	name := label + "_by_" + strings.Join(properties, "_and_") + "_alone"
	return declaration{name, "CREATE CONSTRAINT " + quote(name) + " IF NOT EXISTS FOR (x:" + quote(label) + ") REQUIRE (" + listed(properties) + ") IS UNIQUE"}
}

func index(pattern, what string, properties ...string) declaration {
	name := what + "_by_" + strings.Join(properties, "_and_")
	return declaration{name, "CREATE INDEX " + quote(name) + " IF NOT EXISTS FOR " + pattern + " ON (" + listed(properties) + ")"}
}

func listed(properties []string) string {
	quoted := make([]string, len(properties))
	for i, p := range properties {
		quoted[i] = "x." + quote(p)
	}
	return strings.Join(quoted, ", ")
}
