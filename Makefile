# One command to build, one to test. Everything else is here to make those two pleasant.
# On Windows, or without make: see README.md.

VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
# The tests of a file stay together, so that what they share is made once; the longest files first.
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# The first Python on this machine that is new enough; any other answer is refused by bootstrap.py.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$name; exit; fi; done; echo python3)

.DEFAULT_GOAL := help
.PHONY: help setup setup-pdf setup-test setup-full site pdf serve check test test-full bench coverage lint format lock screenshot clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@$(PYTHON) scripts/bootstrap.py

setup-pdf:
	@$(PYTHON) scripts/bootstrap.py --pdf

setup-test:
	@$(PYTHON) scripts/bootstrap.py --test

setup-full:
	@$(PYTHON) scripts/bootstrap.py --full

site: setup ## set everything up and build the site into output/
	$(BIN)/site-builder build

pdf: setup-pdf ## the same, with leaflets and posters as PDF files too
	$(BIN)/site-builder build --pdf

serve: setup ## show the site at http://127.0.0.1:8000/ and follow changes
	$(BIN)/site-builder serve

check: setup ## look for problems without building
	$(BIN)/site-builder check

test: setup-test lint ## set everything up, then lint and run the tests (8 to 12 minutes)
	$(PYTEST)

test-full: setup-full lint ## run the tests with their full counts and write docs/verification.md
	$(PYTEST) -m "full or not full" --hypothesis-profile=full \
		--junitxml=.cache/test-full.xml
	$(BIN)/python scripts/record_verification.py .cache/test-full.xml

SIZES ?= 50 1000 10000
bench: setup-test ## compare our builds with other generators' (hours; SIZES="50 1000" is quicker)
	$(BIN)/python -m benchmarks --sizes $(SIZES) $(BENCH)

coverage: setup-test ## run the tests and show which lines none of them reached
	$(PYTEST) --cov --cov-report=term --cov-report=html

lint: setup-test ## check style, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-test ## put the code into shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock: ## renew the lock files from pyproject.toml (the newest versions it allows)
	@test -x .cache/lock/bin/uv || ($(PYTHON) -m venv .cache/lock && .cache/lock/bin/pip install -q uv)
	$(LOCK) --extra build -o requirements.lock
	$(LOCK) --extra build --extra pdf -c requirements.lock -o requirements-pdf.lock
	$(LOCK) --extra build --extra dev -c requirements-pdf.lock -o requirements-dev.lock

LOCK := .cache/lock/bin/uv pip compile pyproject.toml --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-strip-extras --custom-compile-command "make lock"

screenshot: setup-test ## take the pictures that the README shows
	$(BIN)/python scripts/screenshot.py

clean: ## remove what can be made again
	rm -rf $(VENV) .cache node_modules build dist
