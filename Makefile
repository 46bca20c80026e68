# Set-up, checks and everyday runs. `make demo` and `make test` are all a fresh machine needs.
.PHONY: demo test bench reliability run lint types contracts tests pictures build clean
.DEFAULT_GOAL := demo

VENV := .venv
BIN := $(VENV)/bin
# The first Python of 3.11 or newer that there is; override with `make PYTHON=/path/to/python`.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14)))' 2>/dev/null \
	&& echo $$p && break; done)
DATA ?= ../shared/data
# The tests start hundreds of processes, and pytest rewrites what it imports: compiled once.
unexport PYTHONDONTWRITEBYTECODE

demo: $(VENV)/.runtime  ## answer a question from the sample articles
	@$(BIN)/briefing demo

run: $(VENV)/.runtime  ## open the terminal app
	@$(BIN)/briefing

test: $(VENV)/.dev lint types contracts tests  ## every check there is

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports

tests: $(VENV)/.dev
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=
	@$(BIN)/python tests/house/coverage_floors.py

bench: $(VENV)/.dev  ## measure; DATA=folder, ONLY="retrieval answers …"
	@$(BIN)/python -m benchmarks --data $(DATA) $(ONLY)

reliability: $(VENV)/.dev  ## kill, signal and race ingests; an hour or so
	@for check in benchmarks/reliability/s*.py; do $(BIN)/python $$check || exit 1; done

pictures: $(VENV)/.runtime  ## make the README's pictures of the app
	@$(BIN)/python docs/make_pictures.py

build: $(VENV)/.dev
	@$(BIN)/python -m build --wheel

clean:
	rm -rf $(VENV) dist build .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.runtime: pyproject.toml
	@test -n "$(PYTHON)" || { echo "briefing needs Python 3.11, 3.12 or 3.13; none was found." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing briefing and what it needs into $(VENV) (a few minutes the first time) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime pyproject.toml
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@
