# The two commands of a newcomer are `make demo` and `make test`; both set up what they need.
PYTHON ?= python3
PORT ?= 8000
HOME_DIR ?= .hub
WORKERS ?= 2
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
CHECKED := hub schema importers dashboards migrations tests $(wildcard bench)

.PHONY: demo test check browser bench oracle format lock clean

demo: $(INSTALLED)
	$(BIN)/hub demo --port $(PORT) --home $(HOME_DIR)

test: $(INSTALLED)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

# Lint, format, types, import contracts, then what is generated: migrations against tables, SDL, documents.
check: $(INSTALLED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy $(CHECKED)
	$(BIN)/lint-imports
	$(BIN)/python -m hub.checks

browser: $(INSTALLED)
	$(BIN)/python -m pytest -m browser $(ARGS)

bench: $(INSTALLED)
	$(BIN)/python -m bench $(ARGS)

# 100,000 random questions of the statistics against a recount in plain Python: for the night.
oracle: $(INSTALLED)
	$(BIN)/python -m tests.oracle --queries 100000 $(ARGS)

format: $(INSTALLED)
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

# For whoever changes a dependency in pyproject.toml; needs uv.
lock:
	$(UV) lock
	$(UV) export --quiet --format requirements.txt --no-emit-project --all-groups --no-header -o requirements.lock

clean:
	rm -rf $(VENV)

# Made once for each state of the lock; hash-pinned, and the project itself in place without a download.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it with make PYTHON=...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
