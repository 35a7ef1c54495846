package data

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"liantu/graph"
)

// Catalog is everything that the chain files state.
type Catalog struct {
	Chains      []graph.Chain
	Links       []graph.Link
	Memberships []graph.Membership
	Flows       []graph.Flow
	Parks       []graph.Park

	files      []chainFile
	parkFiles  []parkFile
	entry      ruleFile
	plan       Plan
	planSyntax *ast.File
}

// Plan is the city's plan that asks for chains: data/rules/plan.yaml.
type Plan struct {
	Version  string         `yaml:"version"`
	Title    string         `yaml:"title"`
	Date     string         `yaml:"date"`
	Source   string         `yaml:"source"`
	Order    []string       `yaml:"order"`    // chain ids as they are listed
	Articles map[int]string `yaml:"articles"` // article → its subject in a few words
	Named    []Named        `yaml:"named"`    // what the articles name, and where it stands
}

// Named is an industry or product that an article of the plan names.
type Named struct {
	Article int      `yaml:"article"`
	Name    string   `yaml:"name"` // in the plan's words
	At      []string `yaml:"at"`   // chains or links that hold it
}

// chainFile is one file of data/chains as written.
type chainFile struct {
	path   string
	syntax *ast.File
	ID     string          `yaml:"id"`
	Name   string          `yaml:"name"`
	NameEn string          `yaml:"name_en"`
	Kind   graph.ChainKind `yaml:"kind"`
	Art    []int           `yaml:"articles"`
	Note   string          `yaml:"note"`
	Uses   []string        `yaml:"uses"`
	Links  []graph.Link    `yaml:"links"`
	Flows  []graph.Flow    `yaml:"flows"`
}

// Problem is one thing wrong in a data file.
type Problem struct {
	Severity string `json:"severity"` // error | warning
	File     string `json:"file"`
	Line     int    `json:"line"`
	Field    string `json:"field"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

// The severities; only errors keep data from being loaded.
const (
	SeverityError   = "error"
	SeverityWarning = "warning"
)

// Read parses every chain file below chains/, the plan and the parks. Files that do not
// parse are reported, all at once, and left out.
func Read(fsys fs.FS) (*Catalog, []Problem) {
	c := &Catalog{}
	var problems []Problem
	if err := c.readPlan(fsys); err != nil {
		problems = append(problems, parseProblem(planFile, err))
	}
	paths, err := fs.Glob(fsys, "chains/*.yaml")
	if err != nil || len(paths) == 0 {
		return c, append(problems, Problem{SeverityError, "chains", 0, "", "no_chains", "chains/ 下没有产业链文件"})
	}
	sort.Strings(paths)
	for _, p := range paths {
		f, err := readChainFile(fsys, p)
		if err != nil {
			problems = append(problems, parseProblem(p, err))
			continue
		}
		c.files = append(c.files, f)
	}
	c.gather()
	return c, append(problems, c.readParks(fsys)...)
}

// readPlan reads the plan, and its syntax so that problems have lines.
func (c *Catalog) readPlan(fsys fs.FS) error {
	b, err := fs.ReadFile(fsys, planFile)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(b, &c.plan, yaml.Strict()); err != nil {
		return err
	}
	c.planSyntax, err = parser.ParseBytes(b, 0)
	return err
}

// readLoosely reads a part of a file that others read strictly.
func readLoosely(fsys fs.FS, name string, into any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	return yaml.Unmarshal(b, into)
}

func readChainFile(fsys fs.FS, name string) (chainFile, error) {
	f := chainFile{path: name}
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return f, err
	}
	if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
		return f, err
	}
	f.syntax, err = parser.ParseBytes(b, 0)
	return f, err
}

func parseProblem(file string, err error) Problem {
	p := Problem{Severity: SeverityError, File: file, Code: "syntax", Message: err.Error()}
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		p.Message = syntax.GetMessage()
		if t := syntax.GetToken(); t != nil && t.Position != nil {
			p.Line = t.Position.Line
			p.Field = t.Value
		}
	}
	return p
}

// gather brings the files' chains into the plan's order and their links and
// flows together.
func (c *Catalog) gather() {
	slices.SortStableFunc(c.files, func(a, b chainFile) int { return c.orderOf(a.ID) - c.orderOf(b.ID) })
	for i, f := range c.files {
		c.Chains = append(c.Chains, graph.Chain{ID: f.ID, Name: f.Name, NameEn: f.NameEn, Kind: f.Kind,
			Articles: f.Art, Order: int64(i)})
		for n, l := range f.Links {
			c.Links = append(c.Links, l)
			c.Memberships = append(c.Memberships, graph.Membership{Link: l.ID, Chain: f.ID, Owner: true, Order: int64(n)})
		}
		for n, id := range f.Uses {
			c.Memberships = append(c.Memberships, graph.Membership{Link: id, Chain: f.ID, Order: int64(len(f.Links) + n)})
		}
		for _, flow := range f.Flows {
			flow.Chain = f.ID
			c.Flows = append(c.Flows, flow)
		}
	}
}

func (c *Catalog) orderOf(chain string) int {
	if i := slices.Index(c.plan.Order, chain); i >= 0 {
		return i
	}
	return len(c.plan.Order)
}

// lineOf finds the line of a place in a file: "links[3].terms.must"; the
// nearest enclosing place where that one is not written.
func (f *chainFile) lineOf(where string) int { return lineIn(f.syntax, where) }

func (c *Catalog) planLine(where string) int {
	if c.planSyntax == nil {
		return 0
	}
	return lineIn(c.planSyntax, where)
}

func lineIn(syntax *ast.File, where string) int {
	for where != "" {
		if p, err := yaml.PathString("$." + where); err == nil {
			if node, err := p.FilterFile(syntax); err == nil && node != nil && node.GetToken() != nil {
				return node.GetToken().Position.Line
			}
		}
		cut := strings.LastIndexAny(where, ".[")
		if cut < 0 {
			break
		}
		where = where[:cut]
	}
	return 1
}

func (f *chainFile) problem(severity, where, code, format string, args ...any) Problem {
	return Problem{severity, path.Clean(f.path), f.lineOf(where), where, code, fmt.Sprintf(format, args...)}
}
