# 两条命令：make run（建库、导入示例、列出缺口、提供页面）与 make test（安装测试所需并全部运行）。
SHELL := /bin/bash
BIN := bin
DEMO := $(BIN)/demo
# 示例名单声明为完整的范围：乌海的这几条产业链。
COVERS := 150300/coking,coal-carbon,coal-fine,chlor-alkali,degradable,fluorine-silicon,wine-farming
GOLANGCI := $(BIN)/golangci-lint
GOLANGCI_VERSION := v2.15.0
WEB := api/web
WEB_SOURCES := $(shell find $(WEB)/src $(WEB)/index.html $(WEB)/*.ts $(WEB)/package-lock.json -type f 2>/dev/null)
GO_SOURCES := $(shell find . -name '*.go' -not -path './$(WEB)/node_modules/*' 2>/dev/null) $(shell find data -type f 2>/dev/null)

.PHONY: build run test test-long bench bench-peers bench-made neo4j opensearch lint tools web-test go-test e2e data-check clean

build: $(BIN)/liantu

$(BIN)/liantu: $(WEB)/dist/index.html $(GO_SOURCES) go.mod go.sum | tools
	go build -trimpath -o $@ ./cmd/liantu

$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json | tools
	npm ci --prefix $(WEB) --no-audit --no-fund
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules/.package-lock.json $(WEB_SOURCES)
	npm run --silent --prefix $(WEB) build

# 缺什么就说什么。
tools:
	@for t in go node npm git; do command -v $$t >/dev/null || { echo "缺少 $$t，请先安装 / please install $$t"; exit 1; }; done

run: build
	$(BIN)/liantu --data $(DEMO) init
	$(BIN)/liantu --data $(DEMO) import --complete $(COVERS) data/samples/sample-firms.xlsx
	$(BIN)/liantu --data $(DEMO) gaps --top 5
	$(BIN)/liantu --data $(DEMO) match --top 10 --gap "$$($(BIN)/liantu --data $(DEMO) --json gaps --top 1 | node -p 'JSON.parse(require("fs").readFileSync(0)).gaps[0].id')"
	$(BIN)/liantu --data $(DEMO) serve --addr 127.0.0.1:8080

# 在本机起一个 Neo4j（首次须设 NEO4J_PASSWORD），数据在 bin/neo4j。
neo4j:
	.ci/neo4j

# 在本机起一个 OpenSearch 节点，数据在 bin/opensearch。
opensearch:
	.ci/opensearch

# 互不相干的部分并行。
test: build
	@$(MAKE) --no-print-directory -j2 --output-sync=target go-test web-test lint data-check
	@$(MAKE) --no-print-directory e2e

go-test: $(WEB)/dist/index.html
	go vet ./...
	go test -timeout 30m ./...

web-test: $(WEB)/node_modules/.package-lock.json
	npm run --silent --prefix $(WEB) lint
	npm test --silent --prefix $(WEB)

data-check: $(BIN)/liantu
	$(BIN)/liantu data check

$(GOLANGCI):
	GOBIN=$(abspath $(BIN)) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

lint: $(GOLANGCI) $(WEB)/dist/index.html
	$(GOLANGCI) run ./...

e2e: build
	COVERS=$(COVERS) .ci/e2e

# 较久的测试：全部真实行。
test-long:
	LIANTU_LONG=1 go test -count=1 -timeout 60m ./...

bench:
	go test -run '^$$' -bench . -benchtime 1x -timeout 60m ./...

MADE = $(abspath $(BIN))/peers/firms-$(or $(ROWS),1000000).csv.gz

$(MADE):
	mkdir -p $(dir $@)
	python3 ../shared/bench/make_firms.py $(or $(ROWS),1000000) $@.part.gz && mv $@.part.gz $@

# 由真实行生成的百万行（ROWS 可另定）：导入，逐个环节与词语要名单。
bench-made: $(MADE)
	LIANTU_BENCH_ROWS=$(MADE) go test -run '^$$' -bench MadeRows -benchtime 1x -timeout 300m ./cmd/liantu

# 与其他检索引擎并排比较：同样的行，同样的产品名；ROWS=1000000 用生成的行。
bench-peers:
	go build -o $(BIN)/peers/peers ./cmd/peers
	$(BIN)/peers/peers $(if $(ROWS),-rows $(ROWS))

clean:
	rm -rf $(BIN) $(WEB)/dist/* $(WEB)/node_modules
