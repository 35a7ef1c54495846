package api

import (
	"context"

	"liantu/matcher"
	"liantu/matcher/diagnosis"
)

// Body is an answer with a JSON body.
type Body[T any] struct{ Body T }

func body[T any](v *T, err error) (*Body[T], error) {
	if err != nil {
		return nil, err
	}
	return &Body[T]{*v}, nil
}

// None is a request without parameters.
type None struct{}

// ByID is a request about one thing.
type ByID struct {
	ID string `path:"id" maxLength:"200"`
}

func (s *Server) summary(ctx context.Context, _ *None) (*Body[matcher.Summary], error) {
	return body(s.Engine.Summary(ctx))
}

func (s *Server) chains(ctx context.Context, _ *None) (*Body[matcher.ChainsView], error) {
	return body(s.Engine.Chains(ctx))
}

func (s *Server) chain(ctx context.Context, in *ByID) (*Body[matcher.ChainView], error) {
	return body(s.Engine.Chain(ctx, in.ID))
}

func (s *Server) link(ctx context.Context, in *ByID) (*Body[matcher.LinkView], error) {
	return body(s.Engine.Link(ctx, in.ID))
}

// WhatIfQuery asks what a plant would change.
type WhatIfQuery struct {
	Link     string  `query:"link" required:"true"`
	Capacity float64 `query:"capacity" required:"true" exclusiveMinimum:"0" doc:"年产能，按产品的基本单位"`
}

func (s *Server) whatif(ctx context.Context, in *WhatIfQuery) (*Body[diagnosis.WhatIf], error) {
	return body(s.Engine.WhatIf(ctx, in.Link, in.Capacity))
}
