package main

import (
	"os"
	"path/filepath"
)

// config is what the environment and the flags say. This file is the only
// reader of the environment.
type config struct {
	data  string // folder of the embedded record and the index
	store string // neo4j://…; "" for the embedded record
	json  bool
	neo4j credentials
	// indexAt is opensearch://…; "" for the index in the data folder.
	indexAt    string
	opensearch credentials
}

// credentials are how a server is entered. The password comes from a
// file or the environment, never from a flag, which other users could read.
type credentials struct{ user, password, passwordFile, database string }

func configFrom(lookup func(string) (string, bool)) config {
	c := config{}
	if v, ok := lookup("LIANTU_DATA"); ok && v != "" {
		c.data = v
	} else {
		c.data = userData(lookup)
	}
	c.store, _ = lookup("LIANTU_STORE")
	c.indexAt, _ = lookup("LIANTU_INDEX")
	c.neo4j.user = "neo4j"
	for name, at := range map[string]*string{"LIANTU_NEO4J_USER": &c.neo4j.user, "LIANTU_NEO4J_PASSWORD": &c.neo4j.password,
		"LIANTU_NEO4J_PASSWORD_FILE": &c.neo4j.passwordFile, "LIANTU_NEO4J_DATABASE": &c.neo4j.database,
		"LIANTU_OPENSEARCH_USER": &c.opensearch.user, "LIANTU_OPENSEARCH_PASSWORD": &c.opensearch.password,
		"LIANTU_OPENSEARCH_PASSWORD_FILE": &c.opensearch.passwordFile} {
		if v, ok := lookup(name); ok && v != "" {
			*at = v
		}
	}
	return c
}

// userData is a folder of the user's data directory (XDG base directories).
func userData(lookup func(string) (string, bool)) string {
	if v, ok := lookup("XDG_DATA_HOME"); ok && v != "" {
		return filepath.Join(v, "liantu")
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".local", "share", "liantu")
	}
	return "liantu-data"
}

func (c config) record() string { return filepath.Join(c.data, "record.db") }

func (c config) index() string { return filepath.Join(c.data, "index") }

func (c config) rejects() string { return filepath.Join(c.data, "rejects") }

// sqliteScheme begins the address of a record in a file.
const sqliteScheme = "sqlite://"

// address is where the record is: on a server, else in the data folder's file.
func (c config) address() string {
	if c.store != "" {
		return c.store
	}
	return sqliteScheme + c.record()
}
