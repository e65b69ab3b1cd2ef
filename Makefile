# One word for each thing one does. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/
export FLASK_APP := app:create_app
EXTRAS := test,check

.PHONY: help demo test check bench locale schema migration

help: ## List what can be made, a sentence each.
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.installed-%: setup.cfg pyproject.toml
	test -x $(RUN)python || $(PYTHON) -m venv $(VENV)
	$(RUN)pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@

test: $(VENV)/.installed-$(EXTRAS) ## Run all tests: SQLite, PostgreSQL, Chromium.
	$(RUN)python -m pytest -n 2 --dist loadfile --cov --cov-report=term

check: $(VENV)/.installed-$(EXTRAS) ## Lint, types, arrows between packages, words, schema.
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)lint-imports
