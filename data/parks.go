package data

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"sort"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"liantu/graph"
)

const (
	parkFolder = "parks"
	entryFile  = "rules/entry.yaml"
)

// parkFile is one file of data/parks as written.
type parkFile struct {
	path    string
	syntax  *ast.File
	Version string       `yaml:"version"`
	Parks   []graph.Park `yaml:"parks"`
}

// ruleFile is the file of negative lists as written.
type ruleFile struct {
	path    string
	syntax  *ast.File
	Version string            `yaml:"version"`
	Rules   []graph.EntryRule `yaml:"rules"`
}

// readParks reads the files of parks and the lists of what may not come. A
// folder without them is one of before they were written: no problem.
func (c *Catalog) readParks(fsys fs.FS) []Problem {
	var problems []Problem
	paths, err := fs.Glob(fsys, parkFolder+"/*.yaml")
	if err != nil {
		problems = append(problems, parseProblem(parkFolder, err))
	}
	sort.Strings(paths)
	for _, p := range paths {
		f := parkFile{path: p}
		if f.syntax, err = readStrictly(fsys, p, &f); err != nil {
			problems = append(problems, parseProblem(p, err))
			continue
		}
		c.parkFiles = append(c.parkFiles, f)
		c.Parks = append(c.Parks, f.Parks...)
	}
	if _, err := fs.Stat(fsys, entryFile); err == nil {
		c.entry.path = entryFile
		if c.entry.syntax, err = readStrictly(fsys, entryFile, &c.entry); err != nil {
			problems = append(problems, parseProblem(entryFile, err))
		}
	}
	return problems
}

func readStrictly(fsys fs.FS, name string, into any) (*ast.File, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	if err := yaml.UnmarshalWithOptions(b, into, yaml.Strict()); err != nil {
		return nil, err
	}
	return parser.ParseBytes(b, 0)
}

func problemIn(name string, syntax *ast.File, severity, where, code, format string, args ...any) Problem {
	line := 0
	if syntax != nil {
		line = lineIn(syntax, where)
	}
	return Problem{severity, path.Clean(name), line, where, code, fmt.Sprintf(format, args...)}
}

// loadParks replaces the parks of the record by those of the files; a folder
// that has none leaves them as they are.
func loadParks(ctx context.Context, w graph.Writer, c *Catalog) error {
	if len(c.parkFiles) == 0 {
		return nil
	}
	now := map[string]bool{}
	for _, p := range c.Parks {
		now[p.ID] = true
	}
	held, err := graph.Parks().List(ctx, w, graph.Query{})
	if err != nil {
		return err
	}
	var gone []string
	for _, p := range held {
		if !now[p.ID] {
			gone = append(gone, p.ID)
		}
	}
	if err := graph.Parks().Delete(ctx, w, gone); err != nil {
		return err
	}
	return graph.Parks().Put(ctx, w, c.Parks)
}
