package embedded

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"net/url"
	"os"

	"github.com/pressly/goose/v3"

	"liantu/graph"
)

const (
	// applicationID marks a SQLite file as a record; migration 1 writes it.
	applicationID = 1819567986
	// format is the newest migration: the form of the system tables.
	format = 1
	// formatTable holds the migrations that a file has seen.
	formatTable = "liantu_migration"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the system tables to this program's format.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return graph.Wrap(graph.Internal, err, "migrations")
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, steps,
		goose.WithTableName(formatTable), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return failure(ctx, err)
	}
	_, err = p.Up(ctx)
	return failure(ctx, err)
}

// checkFile looks at a file without changing it: Corrupt when it is no
// record, Conflict when a newer program wrote it.
func checkFile(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return graph.Wrap(graph.NotFound, err, "记录不存在 / there is no record at %s", path)
	}
	p, err := newPool(path, url.Values{"mode": {"ro"}}, 1)
	if err != nil {
		return err
	}
	defer p.close()
	return p.with(ctx, func(c *conn) error {
		var tables, id, version int64
		// A kill while the file was made leaves it with the table of migrations at most.
		made := `SELECT count(*) FROM sqlite_schema WHERE tbl_name NOT IN ('sqlite_sequence', '` + formatTable + `')`
		if err := c.one(ctx, made, nil, &tables); err != nil || tables == 0 {
			return err
		}
		if err := c.one(ctx, `PRAGMA application_id`, nil, &id); err != nil {
			return err
		}
		if id != applicationID {
			return graph.Errorf(graph.Corrupt, "%s 是数据库，但不是本程序的记录 / is a database, but no record of this program", path)
		}
		if err := c.one(ctx, `SELECT max(version_id) FROM `+formatTable, nil, &version); err != nil {
			return err
		}
		if version > format {
			return graph.Errorf(graph.Conflict, "记录由更新的程序写成（格式 %[1]d，本程序 %[2]d）/ a newer program wrote the record (format %[1]d, this program %[2]d)", version, format)
		}
		return nil
	})
}

// checkUsable says whether a file that is opened read-only has all that this
// program asks for; a writer would have brought it up to date.
func (s *Store) checkUsable(ctx context.Context, c *conn) error {
	var version sql.NullInt64
	found := `SELECT count(*) FROM sqlite_schema WHERE name = '` + formatTable + `'`
	if err := c.one(ctx, found, nil, &version); err != nil {
		return err
	}
	if version.Int64 > 0 {
		if err := c.one(ctx, `SELECT max(version_id) FROM `+formatTable, nil, &version); err != nil {
			return err
		}
	}
	missing, err := s.catalog.missing(ctx, c)
	if err != nil {
		return err
	}
	if version.Int64 < format || len(missing) > 0 {
		return graph.Errorf(graph.Conflict, "记录由较旧的程序写成，先用写入命令打开一次 / an older program wrote the record: open it once with a command that writes")
	}
	return nil
}
