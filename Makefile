# Everything a newcomer needs. Each target sets up what it needs by itself; what it cannot install, it names.
# `make help` lists the targets.

.PHONY: run test unit integration e2e watch check prepare fmt bench bench-airlock bench-answers bench-dialect bench-extract bench-guards bench-retrieval bench-search chaos doctor release help
.DEFAULT_GOAL := help

run: ## Set up, build and start with the demo shop; Ctrl-C stops everything
	@scripts/setup run
	@exec cargo xtask run

watch: ## The same, and again whenever a source changes
	@scripts/setup run
	@exec cargo xtask watch

test: ## Set up and run everything: unit, integration, end-to-end, release
	@scripts/setup run
	@exec cargo xtask test

unit: ## Unit tests only
	@scripts/setup
	@exec cargo xtask test unit

integration: ## Integration tests on a real PostgreSQL only
	@scripts/setup run
	@exec cargo xtask test integration

e2e: ## End-to-end tests in Chromium only
	@scripts/setup run
	@exec cargo xtask test e2e

check: ## Formatting, lints, styles, translations, paths in documents, offline data of the SQL
	@scripts/setup run
	@exec cargo xtask check

prepare: ## After a change of SQL or a migration: write the offline data of the checked queries
	@scripts/setup run
	@exec cargo xtask prepare

fmt: ## Format all Rust code
	@exec cargo fmt --all

bench: ## Measure intake, answers and footprint (release build)
	@scripts/setup run
	@exec cargo xtask bench

bench-extract: ## Measure the reading of documents, beside pdftotext and python-docx; DATA=FOLDER for more files
	@scripts/setup run
	@exec cargo run -q -p extract --example score -- --write docs/benchmarks.md extract/corpus/files $(DATA)

bench-airlock: ## Send ten thousand made chats to a recording model, count what left; DATA="FILE.jsonl" for marked texts
	@scripts/setup
	@cargo run -q --release -p text --example redact -- demo/nabta/golden*.json $(DATA)
	@exec cargo test -q -p server --lib airlock -- --ignored --nocapture

SETS ?= ../shared/data

bench-dialect: ## Train and measure the dialect detector on the labelled texts in $(SETS)
	@scripts/setup
	@exec cargo xtask bench-dialect $(SETS)

bench-answers: ## Judge honest and false answers in five languages: what false reaches a customer, what honest does not
	@scripts/setup
	@exec cargo run --release -q -p extract --example evidence -- .

bench-guards: ## Judge orders to the machine, what is none of the business and abuse (with the labelled texts in $(SETS))
	@scripts/setup
	@exec cargo run --release -q -p text --example guards -- . --data $(SETS) --write docs/models/guardrails.md

bench-retrieval: ## Measure how often the right passage is found, beside plain BM25 (needs the evaluation sets)
	@scripts/setup
	@exec cargo xtask bench-retrieval -- --data $(SETS)

bench-search: ## Measure how fast passages are found and indexed, of one tenant among 200 (release build; needs the evaluation sets)
	@scripts/setup run
	@exec cargo xtask bench-search -- --data $(SETS)

chaos: ## Kill the server again and again under load and count messages
	@scripts/setup run
	@exec cargo xtask chaos

doctor: ## Check configuration, databases and tools of this machine
	@scripts/setup run
	@exec cargo xtask doctor

release: ## Release binary, site and tools in target/dist
	@scripts/setup run
	@exec cargo xtask dist

help:
	@sed -n 's/^\([a-z0-9-]*\):.*## /  make \1\t/p' Makefile | expand -t 22
