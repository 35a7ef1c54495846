package api

import (
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

func (m *metrics) count(c *gin.Context) {
	start := time.Now()
	c.Next()
	route := c.FullPath()
	if route == "" {
		route = "pages"
	}
	m.requests.WithLabelValues(route, c.Request.Method, strconv.Itoa(c.Writer.Status())).Observe(time.Since(start).Seconds())
}

// recover turns a panic into a problem document; what happened goes to the log.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error("panic", "path", c.Request.URL.Path, "what", fmt.Sprint(p))
			writeProblem(c, http.StatusInternalServerError, "内部错误", "已记入日志")
			c.Abort()
		}
	}()
	c.Next()
}

// headers keeps pages from running anything that is not the program's own.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:")
	c.Next()
}

func limitBody(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxUpload)
	c.Next()
}

// refuseUnknownQuery answers 400 to a query parameter that the operation does
// not declare: a misspelt filter must not look like an answer.
func refuseUnknownQuery(document func() *huma.OpenAPI) gin.HandlerFunc {
	return func(c *gin.Context) {
		item := document().Paths[strings.ReplaceAll(openPath(c.FullPath()), "//", "/")]
		if item == nil {
			c.Next()
			return
		}
		known := map[string]bool{}
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op == nil || op.Method != c.Request.Method {
				continue
			}
			for _, p := range op.Parameters {
				if p.In == "query" {
					known[p.Name] = true
				}
			}
		}
		for name := range c.Request.URL.Query() {
			if !known[name] {
				writeProblem(c, http.StatusBadRequest, "没有这个查询参数", "参数 "+name+" 不在此地址的参数之列")
				c.Abort()
				return
			}
		}
		c.Next()
	}
}

// openPath writes gin's /a/:id as OpenAPI's /a/{id}.
func openPath(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") {
			parts[i] = "{" + p[1:] + "}"
		}
	}
	return strings.Join(parts, "/")
}

// page serves the browser side: its files, and the start page for every
// address that the browser side routes itself.
func (s *Server) page(c *gin.Context) {
	if strings.HasPrefix(c.Request.URL.Path, "/api/") {
		writeProblem(c, http.StatusNotFound, "没有这个地址", c.Request.URL.Path)
		return
	}
	if s.Pages == nil || c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		writeProblem(c, http.StatusNotFound, "没有这个地址", c.Request.URL.Path)
		return
	}
	name := strings.TrimPrefix(path.Clean(c.Request.URL.Path), "/")
	if f, err := s.Pages.Open(name); name == "" || err != nil {
		name = "index.html"
	} else if err := f.Close(); err != nil {
		s.Log.Error("close", "page", name, "err", err)
	}
	if strings.HasPrefix(name, "assets/") {
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		c.Header("Cache-Control", "no-cache")
	}
	http.ServeFileFS(c.Writer, c.Request, s.Pages, name)
}
