package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"liantu/graph"
)

// readyWithin bounds how long a record that does not answer is waited for.
const readyWithin = 5 * time.Second

// ready says whether questions can be answered now: the record can be read.
func (s *Server) ready(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readyWithin)
	defer cancel()
	err := s.Store.View(ctx, func(r graph.Reader) error {
		_, err := graph.HomeRegion(ctx, r)
		return err
	})
	if err != nil {
		writeProblem(c, http.StatusServiceUnavailable, "尚不可用", "档案读不到")
		return
	}
	c.String(http.StatusOK, "ready")
}

// wait answers in place of everything that needs the record while it is not
// open. Pages, health, metrics and the OpenAPI document need none.
func (s *Server) wait(c *gin.Context) {
	path := c.Request.URL.Path
	if s.Waiting == nil || path != "/readyz" && !strings.HasPrefix(path, "/api/") {
		c.Next()
		return
	}
	c.Header("Retry-After", "5")
	writeProblem(c, http.StatusServiceUnavailable, titleOf(http.StatusServiceUnavailable), s.Waiting())
	c.Abort()
}
