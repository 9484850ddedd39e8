# Schoolbench. `make run` does the main job, `make test` runs every test; both
# install what is missing first. `make check` is what CI runs.

TAGS      := accessibility,migrated_fynedo
GOFLAGS   += -tags=$(TAGS)
GOFUMPT   := mvdan.cc/gofumpt@v0.8.0
STATIC    := honnef.co/go/tools/cmd/staticcheck@v0.8.1
FUZZTIME  ?= 15s
BUILD     := build
DEMO      := $(BUILD)/demo
WORKSPACE := $(DEMO)/district.schoolbench

export LANG := en_US.UTF-8
export GOFLAGS

.PHONY: help run test check setup setup-test build demo open core-test race fmt lint fuzz bench peers oracle cases shots pictures surfaces start-memory import-corpus pollock clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

run: setup demo open ## the main job: build, make a sample workspace, cross-tabulate, export, open the window

# The race detector makes a test many times slower, so that it runs without
# the longest ones (-short), which the first run has done.
test: setup-test ## run every test, and once more with the race detector
	go test -timeout 40m ./...
	go test -race -short -timeout 40m ./...
	CGO_ENABLED=0 go build -o $(BUILD)/ ./cmd/sbench

check: test lint ## what CI runs: every test, format, vet, staticcheck, fuzzing
	@$(MAKE) --no-print-directory fuzz FUZZTIME=8s

setup: ## install what building needs
	@scripts/setup.sh build

setup-test: ## install what the tests need
	@scripts/setup.sh test

build: ## build both programs into build/
	@mkdir -p $(BUILD)
	CGO_ENABLED=0 go build -trimpath -o $(BUILD)/ ./cmd/sbench
	go build -trimpath -o $(BUILD)/schoolbench .

demo: build ## do the main job without a window; the results are in build/demo
	@scripts/demo.sh $(BUILD)/sbench $(DEMO) $(WORKSPACE)

open: ## open the window on the sample workspace, if there is a display
	@scripts/open.sh $(BUILD)/schoolbench $(WORKSPACE)

core-test: ## test everything but the window: seconds, no C libraries
	CGO_ENABLED=0 go test $$(go list ./... | grep -v -E '/(app|widgets|internal/smoke)(/|$$)|schoolbench$$')

fmt: ## format the code
	go run $(GOFUMPT) -w $$(git ls-files '*.go')

lint: ## format, vet and staticcheck, without changing anything
	@unformatted=$$(go run $(GOFUMPT) -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "not formatted (make fmt):"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATIC) -tags $(TAGS) ./...

thread-check: ## run the window's tests once with Fyne's check of goroutines
	GOFLAGS= go test -tags accessibility -timeout 20m ./app/... ./widgets/...

fuzz: ## fuzz every target for a short time
	@scripts/fuzz.sh $(FUZZTIME)

bench: ## run the benchmarks that docs/benchmarks.md quotes
	@scripts/bench.sh

peers: ## compare cross-tabs with DuckDB, SQLite and pandas on the same data (part of bench)
	cd bench && GOFLAGS= CGO_ENABLED=1 go run . peers

oracle: ## check 10,000 random cross-tabs with DuckDB's SQL (the tests check them with plain Go)
	cd bench && GOFLAGS= CGO_ENABLED=1 go run . oracle -cases 500

import-corpus: build ## convert the import development set beside the checkout and score it by hazard
	@scripts/import-corpus.sh $(BUILD)/sbench $(BUILD)/import-corpus

pollock: build ## spoil a table in the 2,290 ways of the Pollock benchmark and score what is read back
	@scripts/pollock.sh $(BUILD)/sbench $(BUILD)/pollock $(SOURCE)

start-memory: build ## measure how soon the window is there and how much memory it holds
	scripts/start-memory.sh $(BUILD)/sbench $(BUILD)/schoolbench

surfaces: setup-test ## compare 500 random reports on every surface cell for cell, and every workbook as LibreOffice saves it
	CGO_ENABLED=0 SCHOOLBENCH_SURFACES=500 go test -count=1 -timeout 40m -v -run OneDocumentEverySurface ./reports/renderertest
	CGO_ENABLED=0 SCHOOLBENCH_SURFACES=500 go test -count=1 -timeout 40m -v -run WorkbooksInLibreOffice ./workbench
	SCHOOLBENCH_SURFACES=500 go test -count=1 -v -run OneDocumentEverySurface ./app

pictures: ## draw the pictures of the user guide anew
	go generate ./app

shots: setup-test ## drive the real window; pictures go to build/shots
	SCHOOLBENCH_SHOTS=all go test -count=1 -timeout 40m -v ./internal/smoke
	CGO_ENABLED=0 go build -o $(BUILD)/ ./cmd/sbench
	@scripts/board-shots.sh $(BUILD)/sbench $(BUILD)/shots

clean: ## remove what was built
	rm -rf $(BUILD)
