package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"liantu/graph"
)

// statusOf is the one table from error codes to HTTP.
func statusOf(code graph.Code) int {
	switch code {
	case graph.Invalid:
		return http.StatusUnprocessableEntity
	case graph.NotFound:
		return http.StatusNotFound
	case graph.Conflict:
		return http.StatusConflict
	case graph.Locked, graph.Unavailable:
		return http.StatusServiceUnavailable
	case graph.Unauthorized:
		return http.StatusBadGateway
	}
	return http.StatusInternalServerError
}

// titleOf is what kind of problem a status stands for, in the user's words.
func titleOf(status int) string {
	if title, ok := map[int]string{
		http.StatusUnprocessableEntity: "内容不符合要求",
		http.StatusNotFound:            "没有找到",
		http.StatusConflict:            "与已有内容冲突",
		http.StatusServiceUnavailable:  "暂时不可用",
		http.StatusBadGateway:          "档案拒绝了登录",
	}[status]; ok {
		return title
	}
	return "内部错误"
}

// answered turns a handler's error into a problem document (RFC 9457). What a
// user cannot act on is not shown.
func answered[I, O any](fn func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, in)
		if err == nil {
			return out, nil
		}
		var problem huma.StatusError
		if errors.As(err, &problem) {
			return nil, err
		}
		code := graph.CodeOf(err)
		status := statusOf(code)
		detail := "已记入日志"
		var e *graph.Error
		if errors.As(err, &e) && status < http.StatusInternalServerError || status == http.StatusServiceUnavailable {
			detail = e.Message
		}
		return nil, &huma.ErrorModel{Status: status, Title: titleOf(status), Detail: detail}
	}
}

func writeProblem(c *gin.Context, status int, title, detail string) {
	c.Header("Content-Type", "application/problem+json")
	c.Status(status)
	if err := json.NewEncoder(c.Writer).Encode(huma.ErrorModel{Status: status, Title: title, Detail: detail}); err != nil {
		c.Abort()
	}
}
