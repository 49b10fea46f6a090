# The commands of the project. Each brings what it needs; a second run starts at once.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
PYTEST := $(BIN)/python -W error -m pytest

.PHONY: help setup demo test test-fast lint docs docs-reference bench fuzz audit clean

help:
	@echo "make demo       read an invented paper, also as PDF, and serve it (DEMO=--no-serve ends after printing)"
	@echo "make test       everything: style, types, floors, tests, browser, docs"
	@echo "make test-fast  the core, in a minute"
	@echo "make setup      .venv/bin/jumpline"
	@echo "make docs       the documentation in site/"
	@echo "make bench      the measurements of bench/"
	@echo "make fuzz       every reader against hostile bytes, SECONDS=60 each"
	@echo "make audit      known weaknesses of the dependencies; asks the network"

# ---- setup ---------------------------------------------------------------------------------

setup: $(STAMPS)/base
	@echo "Ready: $(BIN)/jumpline"

$(VENV)/bin/python:
	@tools/debian.sh venv "$(PYTHON)"
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "jumpline needs Python 3.11 or newer: install it and run make PYTHON=/path/to/python3.11"; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(STAMPS)/base: $(VENV)/bin/python pyproject.toml constraints.txt
	@mkdir -p $(STAMPS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all]'
	@touch $@

$(STAMPS)/test: $(STAMPS)/base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,docs]'
	@touch $@

$(STAMPS)/browser: tools/debian.sh tools/mirador.sh
	@mkdir -p $(STAMPS)
	@tools/debian.sh browser
	@tools/mirador.sh $(STAMPS)/mirador
	@touch $@

$(STAMPS)/exports: tools/debian.sh tools/pagexml.sh $(STAMPS)/base
	@mkdir -p $(STAMPS)
	@tools/debian.sh exports
	@tools/pagexml.sh $(BIN)/python $(STAMPS)/pagexml
	@touch $@

$(STAMPS)/postgres: tools/debian.sh
	@mkdir -p $(STAMPS)
	@tools/debian.sh postgres
	@touch $@

# ---- use -----------------------------------------------------------------------------------

demo: $(STAMPS)/base
	@tools/debian.sh fonts || echo "The demo goes on without printed pages."
	$(BIN)/jumpline demo $(DEMO)

# ---- checks --------------------------------------------------------------------------------

lint: $(STAMPS)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test-fast: $(STAMPS)/test
	$(BIN)/ruff check -q .
	$(PYTEST) -q -n 2 -m "not slow and not browser"

test: lint $(STAMPS)/browser $(STAMPS)/exports $(STAMPS)/postgres
	$(PYTEST) -n 2 --dist loadgroup

docs: $(STAMPS)/test
	$(BIN)/mkdocs build --strict

docs-reference: $(STAMPS)/test
	$(BIN)/python tools/docs_reference.py

bench: $(STAMPS)/test
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/search.py
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/exports.py

SECONDS ?= 60
fuzz: $(STAMPS)/test
	$(BIN)/python tools/fuzz.py all --seconds $(SECONDS)

audit: $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit -r constraints.txt --no-deps --disable-pip

clean:
	rm -rf $(STAMPS) $(VENV) site build dist demo
