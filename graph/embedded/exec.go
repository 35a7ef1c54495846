package embedded

import (
	"context"
	"database/sql/driver"

	"liantu/graph"
)

// execStmt is a statement of the driver.
type execStmt interface {
	driver.Stmt
	driver.StmtExecContext
}

// exec runs a statement and says how many rows it wrote. It goes past
// database/sql to the driver: a statement that writes hundreds of rows has
// thousands of arguments, for which database/sql makes a new list each time, a
// twelfth of what an import allocated.
func (c *conn) exec(ctx context.Context, text string, args ...any) (n int64, err error) {
	err = c.raw.Raw(func(driven any) error {
		stmt, err := c.writes.of(text, func() (execStmt, error) { return prepareExec(ctx, driven, text) })
		if err != nil {
			return err
		}
		c.args = c.args[:0]
		for i, arg := range args {
			value, err := driver.DefaultParameterConverter.ConvertValue(arg)
			if err != nil {
				return err
			}
			c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: value})
		}
		defer clear(c.args)
		result, err := stmt.ExecContext(ctx, c.args)
		if err != nil {
			return err
		}
		n, err = result.RowsAffected()
		return err
	})
	return n, failure(ctx, err)
}

// prepareExec prepares a statement on the driver's own connection.
func prepareExec(ctx context.Context, driven any, text string) (execStmt, error) {
	prepares, ok := driven.(driver.ConnPrepareContext)
	if !ok {
		return nil, graph.Errorf(graph.Internal, "the driver %T prepares no statements", driven)
	}
	stmt, err := prepares.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	known, ok := stmt.(execStmt)
	if !ok {
		return nil, graph.Errorf(graph.Internal, "the driver's %T takes no context", stmt)
	}
	return known, nil
}
