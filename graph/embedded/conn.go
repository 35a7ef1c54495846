package embedded

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"liantu/graph"
)

// conn is one connection with the statements prepared on it, for one
// goroutine at a time.
type conn struct {
	raw    *sql.Conn
	reads  statements[*sql.Stmt]
	writes statements[execStmt] // see exec
	args   []driver.NamedValue  // of the write at hand
	broken bool
}

// transaction runs fn between begin and COMMIT; an error or a panic rolls
// back. A context that ends while COMMIT runs does not stop it, so that the
// answer is always what has happened.
func (c *conn) transaction(ctx context.Context, begin string, fn func() error) error {
	done := false
	defer func() {
		if !done {
			c.rollback(ctx)
		}
	}()
	if _, err := c.exec(ctx, begin); err != nil {
		return err // it may have begun all the same, when the context ended in it
	}
	if err := fn(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := c.exec(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return err
	}
	done = true
	return nil
}

// rollback ends the transaction even when the context has ended. SQLite may
// have rolled back by itself, which the failing ROLLBACK then says; only a
// connection that still has a transaction open is broken.
func (c *conn) rollback(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	if _, err := c.exec(ctx, "ROLLBACK"); err != nil {
		if _, err := c.exec(ctx, "BEGIN"); err != nil {
			c.broken = true
			return
		}
		if _, err := c.exec(ctx, "ROLLBACK"); err != nil {
			c.broken = true
		}
	}
}

func (c *conn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	return c.reads.of(text, func() (*sql.Stmt, error) { return c.raw.PrepareContext(ctx, text) })
}

// each calls fn with the values of every row of the answer; the slice is
// used again for the next row.
func (c *conn) each(ctx context.Context, text string, args []any, fn func(row []any) error) error {
	stmt, err := c.prepare(ctx, text)
	if err != nil {
		return failure(ctx, err)
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return failure(ctx, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return failure(ctx, err)
	}
	row, into := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return failure(ctx, err)
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return failure(ctx, rows.Err())
}

// one reads the single row of an answer.
func (c *conn) one(ctx context.Context, text string, args []any, into ...any) error {
	stmt, err := c.prepare(ctx, text)
	if err != nil {
		return failure(ctx, err)
	}
	return failure(ctx, stmt.QueryRowContext(ctx, args...).Scan(into...))
}

func (c *conn) close() error {
	return errors.Join(c.reads.close(), c.writes.close(), c.raw.Close())
}

// failure gives an error of the driver the code that its cause deserves.
func failure(ctx context.Context, err error) error {
	var known *graph.Error
	var e *sqlite.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &known):
		return err
	case !errors.As(err, &e):
		return graph.Wrap(graph.Internal, err, "记录读写失败 / the record failed")
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return graph.Wrap(graph.Corrupt, err, "记录文件已损坏或不是数据库 / the record's file is damaged or no database")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return graph.Wrap(graph.Locked, err, "记录正被其他程序占用 / another program holds the record's file")
	case sqlite3.SQLITE_FULL:
		return graph.Wrap(graph.Unavailable, err, "磁盘已满 / the disk is full")
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return graph.Wrap(graph.Unavailable, err, "记录文件无法读写 / the record's file cannot be read or written")
	}
	return graph.Wrap(graph.Internal, err, "记录读写失败 / the record failed")
}
