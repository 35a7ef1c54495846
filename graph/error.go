package graph

import (
	"errors"
	"fmt"
)

// Code says what kind of failure an Error is; callers decide by it, never by
// the message.
type Code string

// The codes an error of this package can carry.
const (
	// Invalid: the input breaks a rule that its message names.
	Invalid Code = "invalid"
	// NotFound: the thing asked for is not in the record.
	NotFound Code = "not_found"
	// Conflict: the write contradicts what the record holds.
	Conflict Code = "conflict"
	// Locked: another process writes to this store; try when it has ended.
	Locked Code = "locked"
	// Unavailable: the store cannot be reached now; the same call may succeed later.
	Unavailable Code = "unavailable"
	// Unauthorized: the store refused the credentials.
	Unauthorized Code = "unauthorized"
	// Corrupt: what is stored breaks an invariant.
	Corrupt Code = "corrupt"
	// Internal: everything else.
	Internal Code = "internal"
)

// Error is an error with a code. Message is for a user; Err, the cause, is for the log.
type Error struct {
	Code    Code
	Message string
	Err     error
}

// Error gives the message, and the cause where there is one.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error without a cause.
func Errorf(code Code, format string, args ...any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes an Error with a cause that is kept apart from the message.
func Wrap(code Code, cause error, format string, args ...any) error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Err: cause}
}

// CodeOf reads the code back: of the outermost Error in the chain, else
// Internal; "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
