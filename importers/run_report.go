package importers

import (
	"slices"

	"liantu/graph"
)

// finish fills the report in and writes the workbook of rejected rows.
func (r *run) finish(report *FileReport) error {
	report.Rows, report.Accepted, report.Rejected = r.rows, r.accepted, r.rejected
	report.Created, report.Updated, report.Unchanged, report.Merged = r.created, r.updated, r.unchanged, r.merged
	report.Problems = slices.Concat([]graph.Problem{}, r.problems.listed(maxListedRejects+maxListedWarnings))
	report.ProblemCounts, report.ProblemsLeftOut = r.problems.counts, r.problems.leftOut
	if r.rejected == 0 || r.opts.Rejects == "" {
		return nil
	}
	if err := r.rejects.save(); err != nil {
		return err
	}
	report.Rejects = r.opts.Rejects
	return nil
}

func (r *run) progress(pass int) { r.progressAt(pass, r.lastRow) }

func (r *run) progressAt(pass, row int) {
	if r.opts.Progress != nil {
		r.opts.Progress(Progress{File: r.file, Pass: pass, Row: row, Of: r.table.book.RowHint(r.table.header.sheet)})
	}
}

// warnOfSheet says what is doubtful about the list as a whole.
func (r *run) warnOfSheet() {
	warn := func(code, message string) {
		r.problems.add(graph.Problem{Sheet: r.table.sheet.Name, Code: code, Message: message})
	}
	if r.accepted > 0 && r.coded == 0 {
		warn(codeNoCodes, "名单里没有有效的统一社会信用代码，企业只能按名称和地区识别，容易重复或认错；最好补上代码")
	}
	if r.accepted >= 10 && r.shortNames*2 > r.accepted {
		warn(codeShortNames, "多数名称不像登记全称（没有“公司”“厂”等字样），可能是股票简称；同一企业以全称再次导入时会成为另一家，请核对")
	}
}
