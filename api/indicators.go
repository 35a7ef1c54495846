package api

import (
	"context"

	"liantu/graph"
)

// IndicatorsQuery asks for indicators.
type IndicatorsQuery struct {
	Paged
	Subject string `query:"subject" doc:"企业 id 或地区代码"`
	Link    string `query:"link" doc:"环节 id"`
}

// IndicatorsPage is a page of indicators.
type IndicatorsPage struct {
	Indicators []IndicatorItem `json:"indicators"`
	Total      int             `json:"total"`
	Next       string          `json:"next,omitempty"`
}

// IndicatorItem is one dated figure.
type IndicatorItem struct {
	Subject  string   `json:"subject"`
	Link     string   `json:"link,omitempty"`
	Measure  string   `json:"measure"`
	Value    *float64 `json:"value"`
	Unit     string   `json:"unit"`
	Date     string   `json:"date"`
	Source   string   `json:"source"`
	Verified bool     `json:"verified"`
	Note     string   `json:"note,omitempty"`
}

func (s *Server) indicators(ctx context.Context, in *IndicatorsQuery) (*Body[IndicatorsPage], error) {
	offset, err := in.offset()
	if err != nil {
		return nil, err
	}
	var where []graph.Cond
	if in.Subject != "" {
		where = append(where, graph.Cond{Field: "subject", Op: graph.Eq, Value: in.Subject})
	}
	if in.Link != "" {
		where = append(where, graph.Cond{Field: "link", Op: graph.Eq, Value: in.Link})
	}
	page := IndicatorsPage{Indicators: []IndicatorItem{}}
	err = s.Store.View(ctx, func(r graph.Reader) error {
		all, err := graph.Indicators().List(ctx, r, graph.Query{Where: where})
		if err != nil {
			return err
		}
		page.Total = len(all)
		for _, i := range all[min(offset, len(all)):min(offset+in.Limit, len(all))] {
			page.Indicators = append(page.Indicators, IndicatorItem{i.Subject, i.Link, i.Measure, i.Value, i.Unit, i.Date, i.Source, i.Verified, i.Note})
		}
		return nil
	})
	page.Next = in.next(offset, len(page.Indicators), page.Total)
	return body(&page, err)
}
