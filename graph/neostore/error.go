package neostore

import (
	"context"
	"errors"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"liantu/graph"
)

// failure gives an error of the driver its code. The end of the caller's
// context is given as it is; errors that have a code keep it.
func failure(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	var known *graph.Error
	var answer *neo4j.Neo4jError
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &answer):
		return graph.Wrap(codeOf(answer), err, "%s", sentence(answer))
	case isDriver(err):
		return graph.Wrap(graph.Unavailable, err, "连不上 Neo4j，请确认服务器已启动、地址无误 / cannot reach Neo4j")
	}
	return err
}

// isDriver says whether the error is one of the driver's own.
func isDriver(err error) bool {
	var token *neo4j.TokenExpiredError
	return neo4j.IsConnectivityError(err) || neo4j.IsRetryable(err) || neo4j.IsUsageError(err) ||
		neo4j.IsTransactionExecutionLimit(err) || errors.As(err, &token) || errors.Is(err, context.DeadlineExceeded)
}

func codeOf(answer *neo4j.Neo4jError) graph.Code {
	code := answer.Code
	switch {
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return graph.Unauthorized
	case strings.HasPrefix(code, "Neo.ClientError.Database."):
		return graph.Invalid
	case strings.HasPrefix(code, "Neo.ClientError.Statement.TypeError"), strings.HasPrefix(code, "Neo.ClientError.Schema."):
		return graph.Corrupt
	case strings.HasPrefix(code, "Neo.TransientError."), strings.HasPrefix(code, "Neo.ClientError.Transaction."), answer.IsRetriable():
		return graph.Unavailable
	}
	return graph.Internal
}

func sentence(answer *neo4j.Neo4jError) string {
	switch codeOf(answer) {
	case graph.Unauthorized:
		return "Neo4j 不接受该用户名或口令 / Neo4j refused the credentials"
	case graph.Invalid:
		return "Neo4j 没有这个数据库 / Neo4j has no such database"
	case graph.Corrupt:
		return "Neo4j 中的数据与声明不符 / what Neo4j holds does not fit the declarations"
	case graph.Unavailable:
		return "Neo4j 暂时不能完成此操作 / Neo4j cannot do this now"
	}
	return "Neo4j 出错 / Neo4j reports an error"
}
