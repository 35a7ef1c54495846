package api

import (
	"encoding/base64"
	"strconv"

	"liantu/graph"
)

// Paged is how a list is asked for page by page.
type Paged struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"一页最多几条"`
	Cursor string `query:"cursor" doc:"上一页给出的 next"`
}

// offset reads the cursor; Invalid where it is not one of ours.
func (p Paged) offset() (int, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		var n int
		if n, err = strconv.Atoi(string(b)); err == nil && n >= 0 {
			return n, nil
		}
	}
	return 0, graph.Errorf(graph.Invalid, "游标 %q 无效", p.Cursor)
}

// next is the cursor after n more of total; "" at the end.
func (p Paged) next(offset, n, total int) string {
	if n == 0 || offset+n >= total {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(offset + n)))
}
