package graph

import "strings"

// ListSeparator joins several values in one field of a Statement.
const ListSeparator = "；"

// SplitList takes a joined field apart; "" gives nothing.
func SplitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ListSeparator)
}
