# One word for each thing one does. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/
export FLASK_APP := app:create_app

.PHONY: help demo test check bench locale schema migration chromium

help: ## List what can be made, a sentence each.
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Each set of extras is installed once, and again when the requirements change.
$(VENV)/.installed-%: setup.cfg pyproject.toml
	test -x $(RUN)python || $(PYTHON) -m venv $(VENV)
	$(RUN)pip install --quiet --disable-pip-version-check --editable '.[$*]'
	@touch $@

test: $(VENV)/.installed-test chromium ## Run all tests: SQLite, PostgreSQL, Chromium.
	$(RUN)python -m pytest -n 2 --dist loadfile --cov --cov-report=term

check: $(VENV)/.installed-test,check ## Check style, types, arrows between packages, catalogues and schema.
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)lint-imports
	$(RUN)flask locale check

locale: $(VENV)/.installed-test ## Bring the translators' catalogues in step with the code.
	$(RUN)flask locale update

migration: $(VENV)/.installed-test ## Draft the migration the models need: make migration NAME=add_phone
	$(RUN)flask migrate draft "$(NAME)"

# Debian's Chromium is installed where that is possible without asking; elsewhere the tests say what is missing.
chromium:
	@if ! command -v chromium >/dev/null && test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; fi
