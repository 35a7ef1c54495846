package api

import (
	"bytes"
	"context"
	"fmt"
	"net/url"

	"liantu/importers/workbook"
	"liantu/matcher"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
)

// GapsQuery asks for a page of gaps.
type GapsQuery struct {
	Paged
	Chain string `query:"chain" doc:"只看一条产业链"`
	Kind  string `query:"kind" enum:"extend,fill,strengthen,add"`
	Gate  string `query:"gate" enum:"constrained,joint,not_hostable,glut"`
}

// GapsPage is a page of gaps.
type GapsPage struct {
	matcher.GapsView
	Next string `json:"next,omitempty"`
}

func (s *Server) gaps(ctx context.Context, in *GapsQuery) (*Body[GapsPage], error) {
	offset, err := in.offset()
	if err != nil {
		return nil, err
	}
	view, err := s.Engine.Gaps(ctx, matcher.GapFilter{Chain: in.Chain, Kind: in.Kind, Gate: in.Gate, Offset: offset, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &Body[GapsPage]{GapsPage{*view, in.next(offset, len(view.Gaps), view.Total)}}, nil
}

func (s *Server) gap(ctx context.Context, in *ByID) (*Body[diagnosis.Gap], error) {
	return body(s.Engine.Gap(ctx, in.ID))
}

// CandidatesQuery asks for the ranked firms of a gap or link.
type CandidatesQuery struct {
	ByID
	Top     int  `query:"top" minimum:"1" maximum:"1000" default:"50" doc:"最多几家"`
	Anyway  bool `query:"anyway" doc:"状态为数据不足时也列出生产企业"`
	Diverse int  `query:"diverse" minimum:"0" maximum:"1000" doc:"每个省份最多几家；0 为不限"`
	Parked
}

// Parked names the park for which firms are sought.
type Parked struct {
	Park string `query:"park" maxLength:"100" doc:"园区 id：按该园区的限制排除，并说明产品能否落在那里"`
}

func (q *CandidatesQuery) options() match.Options {
	return match.Options{Top: q.Top, Anyway: q.Anyway, Diverse: q.Diverse, Park: q.Park}
}

func (s *Server) candidates(ctx context.Context, in *CandidatesQuery) (*Body[match.Answer], error) {
	return body(s.Engine.Match(ctx, matcher.Target{Gap: in.ID}, in.options()))
}

func (s *Server) linkCandidates(ctx context.Context, in *CandidatesQuery) (*Body[match.Answer], error) {
	return body(s.Engine.Match(ctx, matcher.Target{Link: in.ID}, in.options()))
}

// TextQuery asks for the ranked firms that make what some words name.
type TextQuery struct {
	Text string `query:"text" required:"true" maxLength:"400"`
	Top  int    `query:"top" minimum:"1" maximum:"1000" default:"50"`
	Parked
}

func (s *Server) textCandidates(ctx context.Context, in *TextQuery) (*Body[match.Answer], error) {
	return body(s.Engine.Match(ctx, matcher.Target{Text: in.Text}, match.Options{Top: in.Top, Park: in.Park}))
}

// Workbook is an xlsx to be saved.
type Workbook struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	Body               []byte
}

func workbookNamed(name string, b []byte) *Workbook {
	return &Workbook{ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		ContentDisposition: fmt.Sprintf("attachment; filename=\"liantu.xlsx\"; filename*=UTF-8''%s", url.PathEscape(name)), Body: b}
}

func (s *Server) candidatesWorkbook(ctx context.Context, in *CandidatesQuery) (*Workbook, error) {
	answer, err := s.Engine.Match(ctx, matcher.Target{Gap: in.ID}, in.options())
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := workbook.Write(&b, answer.Sheets()); err != nil {
		return nil, err
	}
	return workbookNamed("目标企业-"+answer.LinkName+".xlsx", b.Bytes()), nil
}
