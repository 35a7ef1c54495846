package main

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	_ "modernc.org/sqlite"
)

const ftsBatch = 5000

// fts5 is SQLite's full-text search on terms that are parted by blanks: the
// ascii tokenizer takes every other character for a part of a word.
type fts5 struct {
	local
	db *sql.DB
}

func openFTS5(ctx context.Context, folder string) (engine, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "fts5.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cache_size(-65536)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, statement := range []string{
		`CREATE TABLE firm (number INTEGER PRIMARY KEY, id TEXT NOT NULL)`,
		`CREATE VIRTUAL TABLE words USING fts5(name, scope, content='', tokenize='ascii')`,
		`INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.2, 1.0)')`,
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return &fts5{local{folder}, db}, nil
}

func (f *fts5) index(ctx context.Context, rows []row) error {
	number := 0
	for part := range slices.Chunk(rows, ftsBatch) {
		if err := f.put(ctx, part, number); err != nil {
			return err
		}
		number += len(part)
	}
	_, err := f.db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// put adds rows, numbered from a number on, in one transaction.
func (f *fts5) put(ctx context.Context, rows []row, from int) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	firm, err := tx.PrepareContext(ctx, `INSERT INTO firm (number, id) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	words, err := tx.PrepareContext(ctx, `INSERT INTO words (rowid, name, scope) VALUES (?, ?, ?)`)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if _, err := firm.ExecContext(ctx, from+i, r.id); err != nil {
			return err
		}
		if _, err := words.ExecContext(ctx, from+i, r.name, r.scope); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// search asks for all of a product's terms: FTS5 has no "most of".
func (f *fts5) search(ctx context.Context, p product) ([]string, error) {
	found, err := f.db.QueryContext(ctx, `SELECT firm.id FROM
		(SELECT rowid AS number, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?) AS best
		JOIN firm USING (number) ORDER BY best.rank`, `"`+strings.Join(p.grams, `" "`)+`"`, top)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var ids []string
	for found.Next() {
		var id string
		if err := found.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, found.Err()
}

func (f *fts5) close() error { return f.db.Close() }
