// Package data holds the starter data as plain files that a planner can read
// and correct, and takes corrected files into the record.
package data

import "embed"

//go:embed chains rules regions mappings firms text samples parks
var starter embed.FS

// Starter is the data that this build ships with.
func Starter() embed.FS { return starter }
