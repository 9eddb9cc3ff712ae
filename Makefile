# The two commands that matter: `make run` and `make test`. The work is in .ci/steps/.

# How the demo is started, by `make run` and `make dev`. It listens on http://localhost:3000.
SERVE := target/debug/wissensnetz serve --demo --data-dir data

.DEFAULT_GOAL := help
.PHONY: help run dev check test deny advisories bench bench-search eval

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## build and serve the demo at http://localhost:3000, installing what is missing
	@.ci/steps/build.sh
	$(SERVE)

dev: ## the same, rebuilt and restarted after every change
	@.ci/steps/dev.sh $(SERVE)

check: ## format and clippy: quick, before every commit
	@.ci/steps/check.sh

test: ## everything: format, clippy, tests on both databases, browser tests
	@.ci/steps/test.sh

deny: ## licences and origins of all dependencies (installs cargo-deny)
	@.ci/steps/deny.sh

advisories: ## known vulnerabilities in dependencies (cargo-deny fetches its database)
	@.ci/steps/deny.sh advisories

bench: ## requests per second and latency against nginx serving the same bytes
	@.ci/steps/bench.sh

bench-search: ## the search with a million documents, beside PostgreSQL and SQLite FTS5
	@.ci/steps/bench-search.sh

# Collections to evaluate the search with: a folder of one, or a folder of folders.
SETS ?= tests/search

eval: ## how good the search is, on judged queries
	@.ci/steps/build.sh
	@target/debug/wissensnetz search-eval $(foreach set,$(SETS),--sets $(set))
