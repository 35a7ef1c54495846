package api

import (
	"context"

	"liantu/graph"
	"liantu/matcher"
	"liantu/matcher/match"
)

// VerdictsQuery asks for a page of recruiters' verdicts.
type VerdictsQuery struct {
	Paged
	Firm string `query:"firm" maxLength:"200" doc:"企业的编号、信用代码或名称"`
	Gap  string `query:"gap" maxLength:"200" doc:"缺口编号"`
	Link string `query:"link" maxLength:"200" doc:"环节 id"`
}

// VerdictsPage is a page of verdicts.
type VerdictsPage struct {
	matcher.VerdictsView
	Next string `json:"next,omitempty"`
}

func (s *Server) verdicts(ctx context.Context, in *VerdictsQuery) (*Body[VerdictsPage], error) {
	offset, err := in.offset()
	if err != nil {
		return nil, err
	}
	view, err := s.Engine.Verdicts(ctx, matcher.VerdictFilter{Firm: in.Firm, Gap: in.Gap, Link: in.Link, Offset: offset, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &Body[VerdictsPage]{VerdictsPage{*view, in.next(offset, len(view.Verdicts), view.Total)}}, nil
}

// VerdictRequest is a recruiter's word on a firm for a gap or link.
type VerdictRequest struct {
	Body struct {
		Firm    string        `json:"firm" maxLength:"200" doc:"企业的编号、信用代码或名称"`
		Gap     string        `json:"gap,omitempty" maxLength:"200" doc:"缺口与环节只给一个"`
		Link    string        `json:"link,omitempty" maxLength:"200"`
		Verdict graph.Outcome `json:"verdict" enum:"useful,wrong_link,dead,contacted,won"`
		Note    string        `json:"note,omitempty" maxLength:"2000"`
		Who     string        `json:"who,omitempty" maxLength:"100"`
	}
}

func (s *Server) giveVerdict(ctx context.Context, in *VerdictRequest) (*Body[matcher.VerdictView], error) {
	b := &in.Body
	v := graph.TargetVerdict{Outcome: b.Verdict, Note: b.Note, Who: b.Who}
	return body(s.Engine.Verdict(ctx, b.Firm, matcher.Target{Gap: b.Gap, Link: b.Link}, v))
}

// SaveRequest keeps a gap's list as it is now under a name.
type SaveRequest struct {
	ByID
	Body struct {
		Name    string `json:"name" minLength:"1" maxLength:"100"`
		Top     int    `json:"top,omitempty" minimum:"0" maximum:"1000" default:"50"`
		Diverse int    `json:"diverse,omitempty" minimum:"0" maximum:"1000"`
		Anyway  bool   `json:"anyway,omitempty"`
		Park    string `json:"park,omitempty" maxLength:"100" doc:"园区 id"`
	}
}

func (s *Server) saveListing(ctx context.Context, in *SaveRequest) (*Body[matcher.ListingView], error) {
	o := match.Options{Top: in.Body.Top, Diverse: in.Body.Diverse, Anyway: in.Body.Anyway, Park: in.Body.Park}
	_, view, err := s.Engine.Save(ctx, matcher.Target{Gap: in.ID}, in.Body.Name, o)
	return body(view, err)
}

func (s *Server) listings(ctx context.Context, in *ByID) (*Body[matcher.ListingsView], error) {
	return body(s.Engine.Listings(ctx, matcher.Target{Gap: in.ID}))
}

// CompareQuery names two lists of a gap.
type CompareQuery struct {
	ByID
	From string `query:"from" required:"true" maxLength:"100" doc:"已保存名单的名称"`
	To   string `query:"to" maxLength:"100" default:"now" doc:"与之相比的名单；now 为此刻"`
}

func (s *Server) compare(ctx context.Context, in *CompareQuery) (*Body[match.Comparison], error) {
	return body(s.Engine.Compare(ctx, matcher.Target{Gap: in.ID}, in.From, in.To))
}
