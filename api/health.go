package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"liantu/graph"
)

// ready says whether questions can be answered now: the record can be read.
func (s *Server) ready(c *gin.Context) {
	err := s.Store.View(c.Request.Context(), func(r graph.Reader) error {
		_, err := graph.HomeRegion(c.Request.Context(), r)
		return err
	})
	if err != nil {
		writeProblem(c, http.StatusServiceUnavailable, "尚不可用", "档案读不到")
		return
	}
	c.String(http.StatusOK, "ready")
}
