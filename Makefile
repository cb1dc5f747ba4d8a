# Everything there is to do with this repository. `make` alone lists it.
# A target's line is the text behind its ##.

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
TOOLS := $(VENV)/.installed-tools
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Give this to use another interpreter: make PYTHON=/path/to/python
PYTHON ?=
# Passed on to the program a target runs: make demo ARGS="--port 3001", make bench ARGS=--quick
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench eval soak clean chromium

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: export ABMBOT_HOME := .demo
demo: $(RUNTIME) ## build the demo company and serve a local Slack with the bot in it
	$(BIN)/abmbot demo $(ARGS)

test: $(TOOLS) chromium ## install, then run all tests but the long ones
	$(BIN)/python -m pytest -m "not soak" $(ARGS)

check: $(TOOLS) ## format, lint, types, layers and unit tests, in under 90 seconds
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -m "not soak" tests/unit

bench: $(TOOLS) ## measure asking, importing, notes, search and cold start; one JSON line a figure
	$(BIN)/python -m bench $(ARGS)

eval: $(TOOLS) ## ask the evaluation questions and count what is right
	$(BIN)/python -m bench.evaluate $(ARGS)

soak: $(TOOLS) chromium ## run the long tests
	$(BIN)/python -m pytest -m soak $(ARGS)

clean: ## remove the environment, the demo company, benchmark stores, builds and caches
	rm -rf $(VENV) .demo .bench build dist *.egg-info artifacts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. Each stamp is written last, so what was interrupted or failed is done again.

$(BIN)/python:
	@python=; \
	for candidate in $(or $(PYTHON),python3.11 python3.12 python3.13 python3); do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "abmbot needs Python 3.11 or newer, and none was found ($(or $(PYTHON),python3.11 python3.12 python3.13 python3) tried)." >&2; \
	    echo "Nothing was installed. Install one, or name it: make PYTHON=/path/to/python" >&2; \
	    exit 1; \
	fi; \
	echo "$$python -m venv $(VENV)"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing abmbot into $(VENV): a few minutes the first time"
	$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(TOOLS): $(RUNTIME)
	$(PIP) install --quiet --upgrade "pip>=25.1"
	$(PIP) install --quiet -c constraints.txt --group dev
	@touch $@

# The browser tests drive Debian's chromium, or the one that CHROMIUM names.

chromium:
	@if command -v "$${CHROMIUM:-chromium}" >/dev/null; then exit 0; fi; \
	root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	echo "chromium is missing: installing it with apt-get"; \
	if command -v apt-get >/dev/null && $$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends chromium; \
	then exit 0; fi; \
	echo "chromium could not be installed, and the browser tests need it; nothing was tested." >&2; \
	echo "Install one by hand and name it (CHROMIUM=/path/to/it make test), or leave those tests out: $(BIN)/python -m pytest -m 'not soak and not browser'" >&2; \
	exit 1
