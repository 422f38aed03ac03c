# Benkan: everything a person types. `make` alone says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PYTHON
# Tests start the program a hundred times: where a machine forbids Python to keep what it compiled, it is compiled anew.
quick test: export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup run test quick check bench linkage reference guides lock fix browser clean

help: ## what can be typed here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(VENV)/runtime.stamp ## prepare .venv with the program, nothing else

$(VENV)/bin/python:
	@bin/venv $(VENV)

# pip writes hashes' disagreements itself; setuptools is locked with the rest, so nothing is built with an unknown tool.
$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/development.stamp: requirements/development.txt $(VENV)/runtime.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	@touch $@

# Chromium without its windows, which cost a second of processor for each person; where it cannot be had, the whole.
# And a library that the driver which leads it needs and a bare Debian lacks.
browser:
	@bin/need chromium-headless-shell || bin/need chromium
	@PATH="$$PATH:/usr/sbin:/sbin" bin/need libatomic1

run: setup ## the platform with an invented caseload, on http://localhost:8000/ (PORT=…)
	@exec $(BIN)/benkan serve --demo --port $(PORT)

check: $(VENV)/development.stamp ## style, arrows between contexts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --settings benkan.config.settings

quick: $(VENV)/development.stamp ## all but journeys, whole installations and what asks everything of everybody
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder \
	  -m "not journey and not installation and not exhaustive"

test: check browser ## all checks and all tests, the journeys in a browser included
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

bench: $(VENV)/development.stamp ## measure, record linkage on 100 000 lines too, and write docs/reference/performance.md
	$(BIN)/python -m benchmarks

linkage: $(VENV)/development.stamp ## measure record linkage, 100 000 then 1 000 000 lines: about a quarter of an hour
	$(BIN)/python -m benchmarks.linkage

fix: $(VENV)/development.stamp ## put style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

reference: $(VENV)/runtime.stamp ## write the pages of reference that the code says: roles, lifecycles
	DJANGO_SETTINGS_MODULE=benkan.config.settings $(BIN)/python -m benkan.config.reference

guides: $(VENV)/development.stamp browser ## take the pictures of docs/guides anew, on the invented demonstration
	DJANGO_SETTINGS_MODULE=benkan.config.settings $(BIN)/python -m tests.journeys.guides

lock: ## write the locked requirements anew (needs uv)
	for name in runtime development; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade requirements/$$name.in -o requirements/$$name.txt; done

clean: ## forget the environment and the tests' data (not var/, which holds yours)
	[ ! -L .tests/memory ] || rm -rf "$$(readlink .tests/memory)"
	rm -rf $(VENV) .tests .pytest_cache .ruff_cache .hypothesis
