# What one types to work on the hub. Everything is set up by itself in .venv and node_modules.
#
#   make serve   the hub on http://127.0.0.1:8000/, rebuilt as files change
#   make build   the whole site in site/
#   make check   quick: style, types, import rules, unit tests
#   make test    everything, in a real browser too
#   make bench   the figures that are kept in benchmarks/
#   make clean   away with what was built; "make spotless" takes the tools too

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
VENV := .venv/bin
ADDRESS ?= 127.0.0.1:8000

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.PHONY: help serve build test check lint types walls unit stamp lock bench wheel browser whole-browser clean spotless

help:
	@sed -n '3,8s/^# *//p' Makefile

# Both are named after what the lock says: whatever its date, another lock sets the tools up anew.
PYTHON_READY := .venv/.ready-$(shell cksum < requirements.txt | cut -d' ' -f1)
NODE_READY := node_modules/.ready-$(shell cksum < package-lock.json | cut -d' ' -f1)

$(PYTHON_READY):
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "The hub needs Python 3.11 or newer; found: $$("$(or $(PYTHON),python3)" --version 2>&1 || echo none)."; \
		echo "Install a newer Python, or name one: make PYTHON=/path/to/python3.12"; exit 1; }
	@echo "» Setting up the Python tools in .venv (once; about a minute)"
	@"$(PYTHON)" -m venv .venv || { echo "Python's venv module is missing. On Debian: apt install python3-venv"; rm -rf .venv; exit 1; }
	@$(VENV)/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements.txt
	@touch $@

$(NODE_READY): | $(PYTHON_READY)
	@echo "» Setting up the browser parts in node_modules (once; some seconds)"
	@PATH="$$PWD/$(VENV):$$PATH" $(VENV)/npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# What MkDocs tells of itself, and nobody needs to read.
QUIETLY := '/^INFO .*\(mkdocs_static_i18n\|Cleaning site\|Building documentation\)/d'
READY := $(PYTHON_READY) $(NODE_READY)
# One run a processor, each with a browser of its own. Who has done its share takes over from the others.
SIDE_BY_SIDE := -n auto --maxprocesses=4 --dist worksteal

serve: $(READY)
	@$(VENV)/python -c "import socket, sys; host, port = sys.argv[1].rsplit(':', 1); sys.exit(socket.socket().connect_ex((host, int(port))) == 0)" \
		$(ADDRESS) || { echo "Something answers at $(ADDRESS) already. Stop it, or choose another: make serve ADDRESS=127.0.0.1:8001"; exit 1; }
	@echo "» Building the hub, then serving it on http://$(ADDRESS)/ (stop with Ctrl+C)"
	@$(VENV)/python -m mkdocs serve --livereload --dev-addr $(ADDRESS) 2>&1 | sed -u $(QUIETLY)

build: $(READY)
	@echo "» Building the site into site/"
	@$(VENV)/python -m mkdocs build --strict 2>&1 | sed -u '/^INFO/d'
	@echo "» Built: site/index.html"

check: lint types walls unit

lint: $(PYTHON_READY)
	@echo "» Style"
	@$(VENV)/python -m ruff check .
	@$(VENV)/python -m ruff format --check .

types: $(PYTHON_READY)
	@echo "» Types"
	@$(VENV)/python -m mypy

walls: $(PYTHON_READY)
	@echo "» Import rules"
	@$(VENV)/python -c "from importlinter.cli import lint_imports_command as lint; lint()"

unit: $(READY)
	@echo "» Unit tests"
	@$(VENV)/python -m pytest -q -m "not site and not browser" $(SIDE_BY_SIDE)

test: check build browser
	@echo "» The built site, and the pages in a real browser"
	@$(VENV)/python -m pytest -q -m "site or browser" $(SIDE_BY_SIDE)

browser: $(PYTHON_READY)
	@$(VENV)/python tests/chromium.py

whole-browser: $(PYTHON_READY)
	@$(VENV)/python tests/chromium.py --whole

stamp: $(PYTHON_READY)
	@$(VENV)/python -m site_plugins.translations --stamp $(FILES)

bench: $(READY) build whole-browser
	@for benchmark in accuracy growth speed allocation plan_steps plan_documents published_synergies site_build reading_ease lighthouse knowledge_size browser_boot browser_match browser_network; do \
		echo "» benchmarks/$$benchmark.py"; $(VENV)/python -m benchmarks.$$benchmark; done

wheel: $(PYTHON_READY)
	@$(VENV)/python -m hatchling build -t wheel

# Only for who changes a dependency: needs uv and a network.
lock:
	uv pip compile pyproject.toml --group site --group check --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" -o requirements.txt
	npm install --package-lock-only

clean:
	rm -rf site build dist .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

spotless: clean
	rm -rf .venv node_modules benchmarks/lighthouse/node_modules
