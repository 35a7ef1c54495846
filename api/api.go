// Package api serves liantu over HTTP: the addresses under /api/v1, the
// OpenAPI document made from the code that serves, health, metrics, and the
// browser side.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"liantu/graph"
	"liantu/importers"
	"liantu/matcher"
)

// Server is what the API serves from.
type Server struct {
	Engine   *matcher.Engine
	Store    graph.Store
	Importer func(context.Context) (*importers.Importer, error)
	Sync     func(context.Context) error // brings the text index up to the record
	Changed  func()                      // hears of every write that a diagnosis may read
	Folder   string                      // where rejected rows are kept for download
	Pages    fs.FS                       // the browser side; nil: none
	Log      *slog.Logger
	Now      func() time.Time
	// Waiting says what is being waited for while the record cannot be opened:
	// what needs the record then answers 503. nil once it is open.
	Waiting func() string
}

// maxUpload bounds the body of a request.
const maxUpload = 512 << 20

// Handler gives the whole service.
func (s *Server) Handler() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	metrics := newMetrics()
	router.Use(metrics.count, s.recover, headers, s.wait, limitBody, refuseUnknownQuery(func() *huma.OpenAPI { return metrics.document }))
	config := huma.DefaultConfig("链图 liantu", apiVersion)
	config.DocsPath = ""
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.CreateHooks = nil // no $schema field in answers: the shapes are the contract's
	a := humagin.New(router, config)
	metrics.document = a.OpenAPI()

	s.routes(a)
	router.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
	router.GET("/readyz", s.ready)
	router.GET("/metrics", gin.WrapH(promhttp.HandlerFor(metrics.registry, promhttp.HandlerOpts{})))
	router.NoRoute(s.page)
	return router
}

// routes are the addresses under /api/v1.
func (s *Server) routes(a huma.API) {
	get(a, "/api/v1/summary", "summary", "本地概况", s.summary)
	get(a, "/api/v1/chains", "chains", "产业链", s.chains)
	get(a, "/api/v1/chains/{id}", "chain", "一条产业链", s.chain)
	get(a, "/api/v1/links/{id}", "link", "一个环节", s.link)
	get(a, "/api/v1/links/{id}/candidates", "link-candidates", "一个环节的目标企业", s.linkCandidates)
	get(a, "/api/v1/links/{id}/paths", "paths", "从一个环节到另一个环节怎样走通", s.paths)
	get(a, "/api/v1/links/{id}/upstream", "upstream", "一个环节的全部上游", s.upstream)
	get(a, "/api/v1/links/{id}/supply", "link-supply", "一个环节可能的供应商与客户", s.linkSupply)
	get(a, "/api/v1/links/depended", "depended", "被最多后续环节依赖的环节", s.depended)
	get(a, "/api/v1/gaps", "gaps", "缺口", s.gaps)
	get(a, "/api/v1/gaps/{id}", "gap", "一个缺口", s.gap)
	get(a, "/api/v1/gaps/{id}/candidates", "candidates", "一个缺口的目标企业", s.candidates)
	get(a, "/api/v1/gaps/{id}/candidates.xlsx", "candidates-workbook", "目标企业名单（xlsx）", s.candidatesWorkbook)
	get(a, "/api/v1/gaps/{id}/listings", "listings", "一个缺口已保存的名单", s.listings)
	post(a, "/api/v1/gaps/{id}/listings", "save-listing", "保存一个缺口此刻的名单", s.saveListing)
	get(a, "/api/v1/gaps/{id}/compare", "compare", "已保存的名单与此刻（或另一份）相比", s.compare)
	get(a, "/api/v1/verdicts", "verdicts", "招商人员的评价", s.verdicts)
	post(a, "/api/v1/verdicts", "give-verdict", "记下一条评价", s.giveVerdict)
	get(a, "/api/v1/candidates", "text-candidates", "按产品文字找目标企业", s.textCandidates)
	get(a, "/api/v1/firms", "firms", "检索企业", s.firms)
	get(a, "/api/v1/firms/{id}", "firm", "一家企业", s.firm)
	get(a, "/api/v1/firms/{id}/supply", "firm-supply", "一家企业可能的供应商与客户", s.firmSupply)
	post(a, "/api/v1/firms/{id}/judgements", "judge", "确认或否定企业所在环节", s.judge)
	get(a, "/api/v1/explain", "explain", "读一段经营范围", s.explain)
	get(a, "/api/v1/whatif", "whatif", "假设落户", s.whatif)
	get(a, "/api/v1/indicators", "indicators", "指标", s.indicators)
	get(a, "/api/v1/parks", "parks", "园区", s.parks)
	get(a, "/api/v1/parks/{id}", "park", "一个园区：定位、认定与限制", s.park)
	get(a, "/api/v1/imports", "imports", "导入记录", s.imports)
	post(a, "/api/v1/imports", "import", "导入企业表格", s.importFile)
	get(a, "/api/v1/imports/{id}", "import-report", "一次导入的报告", s.importReport)
	get(a, "/api/v1/imports/{id}/rejects.xlsx", "rejects", "被拒绝的行（xlsx）", s.rejects)
}

// schemaName tells types of one name in two packages apart: diagnosis.Figure
// is DiagnosisFigure.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	of := path.Base(t.PkgPath())
	if t.Name() == "" || of == "." || of == "api" {
		return name
	}
	return strings.ToUpper(of[:1]) + of[1:] + name
}

// apiVersion is the version of the addresses and shapes.
const apiVersion = "1.0.0"

func get[I, O any](a huma.API, path, id, summary string, fn func(context.Context, *I) (*O, error)) {
	huma.Register(a, huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary}, answered(fn))
}

func post[I, O any](a huma.API, path, id, summary string, fn func(context.Context, *I) (*O, error)) {
	huma.Register(a, huma.Operation{OperationID: id, Method: http.MethodPost, Path: path, Summary: summary,
		MaxBodyBytes: maxUpload}, answered(fn))
}

// metrics counts requests by route and status.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	document *huma.OpenAPI
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry()}
	m.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "liantu_http_request_seconds",
		Help: "Time of requests by route, method and status.", Buckets: prometheus.DefBuckets}, []string{"route", "method", "status"})
	m.registry.MustRegister(m.requests)
	return m
}
