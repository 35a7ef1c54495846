package importers

import (
	"errors"
	"slices"

	"liantu/graph"
)

// FileReport is what came of one file; its JSON is what `liantu import --json`
// prints per file. All counts are rows: Accepted + Rejected = Rows, Accepted =
// Created + Updated + Unchanged; blank rows are none.
type FileReport struct {
	File            string            `json:"file"`
	Import          string            `json:"import,omitempty"` // key of the Import in the record
	Sheet           string            `json:"sheet"`
	HeaderRow       int               `json:"header_row"`
	Mapping         map[string]string `json:"mapping"` // field → header
	Aliases         string            `json:"aliases"` // version of the alias table
	AsOf            string            `json:"as_of"`
	DryRun          bool              `json:"dry_run"`
	Rows            int               `json:"rows"`
	Accepted        int               `json:"accepted"`
	Created         int               `json:"created"`
	Updated         int               `json:"updated"`
	Unchanged       int               `json:"unchanged"`
	Rejected        int               `json:"rejected"`
	Merged          int               `json:"merged"` // firms without code that were found to be a firm with one
	Problems        []graph.Problem   `json:"problems"`
	ProblemCounts   map[string]int    `json:"problem_counts"`    // by code, all of them
	ProblemsLeftOut int               `json:"problems_left_out"` // counted, not listed
	Rejects         string            `json:"rejects,omitempty"` // the workbook of rejected rows, where one was written
	Kept            int               `json:"kept,omitempty"`    // rows that an interrupted import has taken: they stay
	Error           *ReportError      `json:"error,omitempty"`
}

// ReportError says why a file was refused.
type ReportError struct {
	Code    graph.Code `json:"code"`
	Message string     `json:"message"`
}

func (r *FileReport) fail(err error) {
	var e *graph.Error
	message := err.Error()
	if errors.As(err, &e) {
		message = e.Message // the cause is for the log
	}
	r.Error = &ReportError{graph.CodeOf(err), message}
}

// Progress tells how far a long import is.
type Progress struct {
	File string
	Pass int // 1 reads and takes rows with a credit code, 2 takes those without
	Row  int // the last row that was dealt with
	Of   int // rough number of rows; 0 unknown
}

// Limits of what a report lists, so that one common kind of problem does not
// drown the others.
const (
	maxListedRejects  = graph.MaxKeptProblems
	maxListedWarnings = graph.MaxKeptProblems
	maxListedPerCode  = 200
)

// problemList gathers problems within those limits.
type problemList struct {
	rejects, warnings []graph.Problem
	counts            map[string]int
	leftOut           int
}

func newProblemList() *problemList { return &problemList{counts: map[string]int{}} }

func (l *problemList) add(problems ...graph.Problem) {
	for _, p := range problems {
		l.counts[p.Code]++
		switch {
		case p.Reject && len(l.rejects) < maxListedRejects:
			l.rejects = append(l.rejects, p)
		case !p.Reject && len(l.warnings) < maxListedWarnings && l.counts[p.Code] <= maxListedPerCode:
			l.warnings = append(l.warnings, p)
		default:
			l.leftOut++
		}
	}
}

// listed gives the problems in row order, at most limit of them, rejections first to stay.
func (l *problemList) listed(limit int) []graph.Problem {
	all := slices.Concat(l.rejects, l.warnings)
	all = all[:min(limit, len(all))]
	slices.SortStableFunc(all, func(a, b graph.Problem) int { return a.Row - b.Row })
	return all
}
