.DEFAULT_GOAL := help
.PHONY: help install run test test-all suite check lint types format bench bench-heavy cluster-test office-test laws attacks golden data forecast library-test lock static

# Kept bytecode saves pytest from rewriting every assertion anew, in each of its processes.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
STAMP := .venv/.installed
BROWSERLESS := not browser and not slow
# Types of a fresh clone take half a minute of one core.
AT_ONCE = $(MAKE) --no-print-directory --jobs 2

# The first Python of 3.11 or later that can make a virtual environment; PYTHON=... overrides.
NEW_ENOUGH := import sys, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && command -v $$p && break; done)

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## make .venv and install the locked dependencies

# Depends on the lock alone: a second call does nothing until the lock changes.
$(STAMP): requirements.lock
	@'$(PYTHON)' -c '$(NEW_ENOUGH)' 2>/dev/null || { echo "Two Roads needs Python 3.11 or later with\
	 its venv module; found none. Install one (Debian: apt-get install python3 python3-venv) or name\
	 it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/python || '$(PYTHON)' -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.lock
	@touch $@

run: $(STAMP) ## open the app on http://127.0.0.1:8501
	@$(BIN)/python serve.py --server.headless true

test: lint ## everything: lint, types, all tests with the browser
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(AT_ONCE) types suite

test-all: lint ## the same with the exhaustive sweeps; most of an hour
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(AT_ONCE) types suite CHOSEN='--exhaustive'

check: lint ## under a minute: lint, types, tests without browser and slow ones
	@$(AT_ONCE) types suite CHOSEN="-m '$(BROWSERLESS)'"

suite: $(STAMP)
	@$(BIN)/python -m pytest -n 3 --dist worksteal $(CHOSEN)

lint: $(STAMP) ## style
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "run: make format" >&2; exit 1; }

types: $(STAMP) ## static types
	@$(BIN)/mypy --no-error-summary

format: $(STAMP) ## lay the code out anew
	@$(BIN)/ruff check --quiet --select I --fix .
	@$(BIN)/ruff format --quiet .

bench: $(STAMP) ## time budgets; fails when one is missed
	@$(BIN)/python -m tests.bench.run

bench-heavy: $(STAMP) ## memory of the largest plans, and what one heavy reader costs the others
	@$(BIN)/python -m tests.bench.heavy

cluster-test: $(STAMP) ## a million runs on a cluster of this machine, the same bits as on one core
	@$(BIN)/python -c 'import distributed' 2>/dev/null \
	 || $(BIN)/python -m pip install -qq --disable-pip-version-check 'distributed>=2026.8'
	@$(BIN)/python -m tests.cluster

library-test: $(STAMP) ## saved plans under kills, cuts and many writers, on SQLite and PostgreSQL; minutes
	@$(BIN)/python -m tests.library.long.run
	@$(BIN)/python -m pytest -q tests/library

office-test: $(STAMP) ## LibreOffice recalculates the workbook alike and lays memo and deck out
	@$(BIN)/python -m tests.office

laws: $(STAMP) ## the laws of the model, one a line; fails when one is broken
	@$(BIN)/python cli.py laws

attacks: $(STAMP) ## what a strategist tries in order to break the model; minutes
	@$(BIN)/python -m tests.attacks.run

golden: $(STAMP) ## rewrite tests/golden from the current model; read the diff before committing
	@$(BIN)/python -m pytest --regenerate

data: $(STAMP) ## build the market files under data/markets
	@$(BIN)/python -m data.build_markets

forecast: $(STAMP) ## size the paths of the forecast for every market, and score them on the past
	@$(BIN)/python -m data.build_paths
	@$(BIN)/python -m data.build_backtest

lock: ## resolve pyproject.toml anew into requirements.lock
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && '$(PYTHON)' -m venv "$$tmp" \
	 && "$$tmp/bin/python" -m pip install -qq --disable-pip-version-check uv \
	 && "$$tmp/bin/uv" pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	 --fork-strategy fewest --upgrade --no-header --no-annotate --quiet \
	 --output-file requirements.lock

static: $(STAMP) ## renew the library that draws charts in the browser, from the locked vl-convert
	@$(BIN)/python -m data.build_static
