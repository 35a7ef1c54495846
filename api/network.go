package api

import (
	"context"

	"liantu/matcher"
)

// PathsQuery asks for ways from a link to another.
type PathsQuery struct {
	ByID
	To  string `query:"to" required:"true" maxLength:"200" doc:"终点环节 id"`
	Max int    `query:"max" minimum:"1" maximum:"100" default:"5" doc:"最多几条，最短的在前"`
}

func (s *Server) paths(ctx context.Context, in *PathsQuery) (*Body[matcher.WaysView], error) {
	return body(s.Engine.Ways(ctx, in.ID, in.To, in.Max))
}

// UpstreamQuery asks for what goes into a link's product.
type UpstreamQuery struct {
	ByID
	Depth int `query:"depth" minimum:"0" maximum:"1000" default:"0" doc:"最多几步；0 为不限"`
}

func (s *Server) upstream(ctx context.Context, in *UpstreamQuery) (*Body[matcher.UpstreamView], error) {
	return body(s.Engine.Upstream(ctx, in.ID, in.Depth))
}

// SupplyQuery asks who could supply a link or firm and whom it could supply.
type SupplyQuery struct {
	ByID
	Steps int `query:"steps" minimum:"1" maximum:"100" default:"1" doc:"上下各几步"`
}

func (s *Server) linkSupply(ctx context.Context, in *SupplyQuery) (*Body[matcher.SupplyView], error) {
	return body(s.Engine.LinkSupply(ctx, in.ID, in.Steps))
}

func (s *Server) firmSupply(ctx context.Context, in *SupplyQuery) (*Body[matcher.SupplyView], error) {
	return body(s.Engine.FirmSupply(ctx, in.ID, in.Steps))
}

// DependedQuery asks for the links that most others need.
type DependedQuery struct {
	Depth int `query:"depth" minimum:"1" maximum:"100" default:"3" doc:"往下数几步"`
	Top   int `query:"top" minimum:"1" maximum:"1000" default:"20" doc:"最多几个"`
}

func (s *Server) depended(ctx context.Context, in *DependedQuery) (*Body[matcher.DependedView], error) {
	return body(s.Engine.Depended(ctx, in.Depth, in.Top))
}
