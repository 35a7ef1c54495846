package embedded

import (
	"errors"
	"io"
)

// maxStatements bounds the statements that are kept prepared, of each kind.
const maxStatements = 200

// statements are those that are prepared on a connection, by their texts.
type statements[S io.Closer] map[string]S

// of is the statement with a text, prepared where it is not yet.
func (s statements[S]) of(text string, prepare func() (S, error)) (S, error) {
	if stmt, ok := s[text]; ok {
		return stmt, nil
	}
	if len(s) >= maxStatements {
		if err := s.close(); err != nil {
			var none S
			return none, err
		}
	}
	stmt, err := prepare()
	if err == nil {
		s[text] = stmt
	}
	return stmt, err
}

// close closes all, which are prepared anew when they are needed.
func (s statements[S]) close() error {
	var errs []error
	for _, stmt := range s {
		errs = append(errs, stmt.Close())
	}
	clear(s)
	return errors.Join(errs...)
}
