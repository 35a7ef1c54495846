package api

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"liantu/graph"
	"liantu/importers"
)

// Upload is a spreadsheet to be imported.
type Upload struct {
	RawBody huma.MultipartFormFiles[struct {
		File     huma.FormFile `form:"file" required:"true" doc:"xlsx、xls、csv 或 csv.gz"`
		DryRun   bool          `form:"dry_run" required:"false"`
		Sheet    string        `form:"sheet" required:"false"`
		AsOf     string        `form:"as_of" required:"false" doc:"2024-06-30"`
		Complete string        `form:"complete" required:"false" doc:"声明为完整名单：地区代码，可加 /产业链 或 /行业代码"`
	}]
}

func (s *Server) importFile(ctx context.Context, in *Upload) (*Body[importers.FileReport], error) {
	form := in.RawBody.Data()
	o := importers.Options{Sheet: form.Sheet, DryRun: form.DryRun, Complete: form.Complete}
	if form.AsOf != "" {
		at, err := time.ParseInLocation(time.DateOnly, form.AsOf, time.UTC)
		if err != nil {
			return nil, graph.Errorf(graph.Invalid, "as_of 应为 2024-06-30 这样的日期")
		}
		o.AsOf = at.Format(time.RFC3339)
	}
	folder, err := os.MkdirTemp("", "liantu-upload-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, filepath.Base(filepath.Clean("/"+form.File.Filename)))
	if err := save(path, form.File); err != nil {
		return nil, err
	}
	o.Rejects = filepath.Join(folder, "rejects-for-download.xlsx")
	return body(s.take(ctx, path, o))
}

func save(path string, from io.Reader) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, from); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// take imports a file, keeps its rejected rows for download, and brings the
// text index up to the record.
func (s *Server) take(ctx context.Context, path string, o importers.Options) (*importers.FileReport, error) {
	importer, err := s.Importer(ctx)
	if err != nil {
		return nil, err
	}
	record, err := s.Engine.Record(ctx)
	if err != nil {
		return nil, err
	}
	report, err := importer.Import(ctx, record, path, o)
	if !o.DryRun {
		s.Changed() // a file that failed half way has written its first half
	}
	if err != nil {
		return nil, refusal(&report, err)
	}
	if o.DryRun {
		return &report, nil
	}
	if err := importers.KeepRejects(s.Folder, &report); err != nil {
		return nil, err
	}
	return &report, s.Sync(ctx)
}

// refusal is a refused file as a problem document that names the refusal's
// code; other failures pass unchanged.
func refusal(report *importers.FileReport, err error) error {
	if !importers.IsRefusal(err) {
		return err
	}
	return &huma.ErrorModel{Status: http.StatusUnprocessableEntity, Title: "文件不能导入", Detail: report.Error.Message,
		Errors: []*huma.ErrorDetail{{Message: report.Error.Message, Location: "body.file", Value: report.Error.Code}}}
}

func (s *Server) rejectsPath(id string) string { return importers.KeptRejects(s.Folder, id) }

// ImportItem is one import as lists show it.
type ImportItem struct {
	ID       string          `json:"id"`
	File     string          `json:"file"`
	Sheet    string          `json:"sheet,omitempty"`
	AsOf     string          `json:"as_of"`
	Started  string          `json:"started"`
	Finished string          `json:"finished,omitempty"`
	Complete string          `json:"complete,omitempty"`
	Rows     int64           `json:"rows"`
	Accepted int64           `json:"accepted"`
	Created  int64           `json:"created"`
	Updated  int64           `json:"updated"`
	Rejected int64           `json:"rejected"`
	Rejects  bool            `json:"rejects"` // rejected rows can be downloaded
	Problems []graph.Problem `json:"problems,omitempty"`
}

// ImportsPage is a page of imports.
type ImportsPage struct {
	Imports []ImportItem `json:"imports"`
	Total   int          `json:"total"`
	Next    string       `json:"next,omitempty"`
}

func (s *Server) item(i graph.Import) ImportItem {
	_, err := os.Stat(s.rejectsPath(i.ID))
	return ImportItem{ID: i.ID, File: i.File, Sheet: i.Sheet, AsOf: i.AsOf, Started: i.Started, Finished: i.Finished, Complete: i.Complete,
		Rows: i.Rows, Accepted: i.Accepted, Created: i.Created, Updated: i.Updated, Rejected: i.Rejected, Rejects: err == nil}
}

func (s *Server) imports(ctx context.Context, in *Paged) (*Body[ImportsPage], error) {
	offset, err := in.offset()
	if err != nil {
		return nil, err
	}
	page := ImportsPage{Imports: []ImportItem{}}
	err = s.Store.View(ctx, func(r graph.Reader) error {
		all, err := graph.Imports().List(ctx, r, graph.Query{OrderBy: []graph.Order{{Field: "started", Desc: true}}})
		if err != nil {
			return err
		}
		page.Total = len(all)
		for _, i := range all[min(offset, len(all)):min(offset+in.Limit, len(all))] {
			page.Imports = append(page.Imports, s.item(i))
		}
		return nil
	})
	page.Next = in.next(offset, len(page.Imports), page.Total)
	return body(&page, err)
}

func (s *Server) importReport(ctx context.Context, in *ByID) (*Body[ImportItem], error) {
	var item ImportItem
	err := s.Store.View(ctx, func(r graph.Reader) error {
		i, err := graph.Imports().One(ctx, r, in.ID)
		item = s.item(i)
		item.Problems = i.Problems
		return err
	})
	return body(&item, err)
}

func (s *Server) rejects(_ context.Context, in *ByID) (*Workbook, error) {
	b, err := os.ReadFile(s.rejectsPath(in.ID))
	if err != nil {
		return nil, graph.Errorf(graph.NotFound, "这次导入没有被拒绝的行可供下载")
	}
	return workbookNamed("被拒绝的行.xlsx", b), nil
}
