package api

import (
	"context"

	"liantu/matcher"
)

// ParksPage is a page of parks.
type ParksPage struct {
	matcher.ParksView
	Next string `json:"next,omitempty"`
}

func (s *Server) parks(ctx context.Context, in *Paged) (*Body[ParksPage], error) {
	offset, err := in.offset()
	if err != nil {
		return nil, err
	}
	view, err := s.Engine.Parks(ctx)
	if err != nil {
		return nil, err
	}
	view.Parks = view.Parks[min(offset, view.Total):min(offset+in.Limit, view.Total)]
	return &Body[ParksPage]{ParksPage{*view, in.next(offset, len(view.Parks), view.Total)}}, nil
}

func (s *Server) park(ctx context.Context, in *ByID) (*Body[matcher.ParkView], error) {
	return body(s.Engine.Park(ctx, in.ID))
}
