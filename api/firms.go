package api

import (
	"context"

	"liantu/graph"
	"liantu/matcher"
)

// FirmsQuery asks for a page of firms.
type FirmsQuery struct {
	Paged
	Q      string `query:"q" maxLength:"200000" doc:"检索文字"`
	Region string `query:"region" pattern:"^[0-9]{6}$" doc:"六位行政区划代码"`
	Link   string `query:"link" doc:"环节 id"`
}

// FirmsPage is a page of firms.
type FirmsPage struct {
	matcher.FirmsView
	Next string `json:"next,omitempty"`
}

func (s *Server) firms(ctx context.Context, in *FirmsQuery) (*Body[FirmsPage], error) {
	offset, err := in.offset()
	if err != nil {
		return nil, err
	}
	view, err := s.Engine.Firms(ctx, matcher.FirmQuery{Text: in.Q, Region: in.Region, Link: in.Link, Offset: offset, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &Body[FirmsPage]{FirmsPage{*view, in.next(offset, len(view.Firms), view.Total)}}, nil
}

func (s *Server) firm(ctx context.Context, in *ByID) (*Body[matcher.FirmView], error) {
	return body(s.Engine.Firm(ctx, in.ID))
}

// JudgementRequest is a planner's word on a firm at a link.
type JudgementRequest struct {
	ByID
	Body struct {
		Link    string        `json:"link"`
		Role    graph.Role    `json:"role,omitempty" enum:"producer,planned,trader,user,service"`
		Verdict graph.Verdict `json:"verdict" enum:"confirm,reject"`
		Note    string        `json:"note,omitempty" maxLength:"2000"`
		Who     string        `json:"who,omitempty" maxLength:"100"`
	}
}

func (s *Server) judge(ctx context.Context, in *JudgementRequest) (*Body[matcher.FirmView], error) {
	j := graph.Judgement{Link: in.Body.Link, Role: in.Body.Role, Verdict: in.Body.Verdict, Note: in.Body.Note, Who: in.Body.Who}
	view, err := s.Engine.Judge(ctx, in.ID, j)
	s.Changed()
	return body(view, err)
}

// ExplainQuery is a scope to be read.
type ExplainQuery struct {
	Scope string `query:"scope" maxLength:"20000"`
	Name  string `query:"name" maxLength:"200"`
}

func (s *Server) explain(ctx context.Context, in *ExplainQuery) (*Body[matcher.FirmView], error) {
	if in.Scope == "" && in.Name == "" {
		return nil, graph.Errorf(graph.Invalid, "须给 scope 或 name")
	}
	return body(s.Engine.Explain(ctx, in.Name, in.Scope))
}
