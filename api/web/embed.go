// Package web holds the browser side as it was built by `npm run build`.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist all:unbuilt
var files embed.FS

// Pages is the built browser side: index.html and its assets. Where the
// program was built without it, index.html is a page that says how to build.
func Pages() fs.FS {
	for _, folder := range []string{"dist", "unbuilt"} {
		pages, err := fs.Sub(files, folder)
		if err != nil {
			continue
		}
		if _, err := fs.Stat(pages, "index.html"); err == nil {
			return pages
		}
	}
	return files
}
