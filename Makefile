# One word for each thing one does. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/
# Whatever starts many processes would compile the program anew for each, where the environment keeps no bytecode.
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8000
ROWS ?= 200000
# What portals were promised: the schema there may not break unless CHANGELOG.md says so.
PROMISED ?= $(shell git rev-parse --quiet --verify origin/main || git rev-parse --quiet --verify main)

# What "make test" leaves out "make test-long" runs; made-up examples are tried in both, there twenty times as many.
QUICK := not long
LONG := long or hypothesis
# Three workers on two cores, as one of them waits for a browser or a database; whoever is done takes over from the others.
PYTEST := $(RUN)python -m pytest -n 3 --dist worksteal

.PHONY: help demo lost test test-long cover check bench bench-identity bench-linkage pictures locale schema migration chromium lock audit

help: ## List what can be made, a sentence each.
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

PIP := $(RUN)pip --disable-pip-version-check install --quiet
LOCKED := requirements
# Each list of what is installed, with the extras of setup.cfg in it; "make lock" writes them all.
EXTRAS_base :=
EXTRAS_test := --extra test
EXTRAS_check := --extra test --extra check
EXTRAS_bench := --extra test --extra bench
EXTRAS_lock := --extra lock
COMPILE = $(RUN)uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

# Nothing is installed but what the lists in requirements/ name, each file known by its digest. What has to be built is
# built with the setuptools of the list, so that nothing else is fetched for it. The program itself stays where it is.
# Each list is installed once, and again when it changes.
$(VENV)/.installed-%: setup.cfg pyproject.toml $(LOCKED)/build.txt $(LOCKED)/%.txt
	test -x $(RUN)python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement $(LOCKED)/build.txt
	$(PIP) --require-hashes --no-build-isolation --requirement $(LOCKED)/$*.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

demo pictures: export TANSIQ_DEMO := 1
demo pictures: export TANSIQ_DATABASE_URL := sqlite:///instance/demo.db
demo: export TANSIQ_QUEUE_URL := sqlite:///instance/demo-queue.db
demo: export TANSIQ_UPLOAD_FOLDER := instance/demo-uploads
demo: export TANSIQ_PUBLIC_ADDRESS = http://127.0.0.1:$(PORT)
# The worker lives and ends with the panel it works for.
demo: instance/.demo-loaded ## Serve a synthetic register of Yemen, Syria and Egypt on 127.0.0.1: make demo PORT=8000
	@$(RUN)tansiq demo tell --port $(PORT)
	@$(RUN)tansiq worker run & worker=$$!; \
	$(RUN)gunicorn --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --no-control-socket 'app:create_app()' & web=$$!; \
	trap 'kill $$web; ended=0' INT TERM; \
	wait $$web; ended=$${ended-$$?}; kill -INT $$worker 2>/dev/null; wait; exit $$ended

# Every step does nothing where it was done already; a lost database file has them done again.
instance/.demo-loaded: $(VENV)/.installed-base $(wildcard migrations/*.py tansiq/demo/*.py tansiq/demo/*.csv tansiq/demo/*.json tansiq/reference/*/*.csv)
instance/.demo-loaded: $(if $(wildcard instance/demo.db),,lost)
	@$(RUN)tansiq migrate up
	@$(foreach country,yemen syria egypt,$(RUN)tansiq reference load $(country) && \
		$(RUN)tansiq demo load --country $(country) &&) true
	@touch $@

test: $(VENV)/.installed-test chromium ## Run the tests; fewer with ONLY=tansiq/coverage (below a folder) or CHANGED=1 (since main)
	@chosen="$(addprefix tests/,$(ONLY))"; \
	if [ -n "$(CHANGED)" ]; then \
		chosen="$$($(RUN)python -m tests.changed)" || exit; \
		[ -n "$$chosen" ] || { echo "Nothing differs from main."; exit 0; }; \
	fi; \
	$(PYTEST) -m "$(QUICK)" $$chosen

test-long: $(VENV)/.installed-test chromium ## Run what takes long, before a release: deep oracles, large registers, real sheets; then cover
	$(PYTEST) -m "$(LONG)" --hypothesis-profile=deep
	$(MAKE) cover

cover: $(VENV)/.installed-test chromium ## Run the tests and tell which lines and branches they miss; fails where these are too many.
	$(PYTEST) -m "$(QUICK)" --cov --cov-report=term

check: $(VENV)/.installed-check ## Check style, types, arrows between packages, catalogues and schema.
	$(RUN)ruff format --check .
	$(RUN)ruff check .
	$(RUN)mypy
	$(RUN)lint-imports
	$(RUN)tansiq locale check
	@git show $(PROMISED):schema.graphql 2>/dev/null | $(RUN)python -m api.printed check --against -

schema: $(VENV)/.installed-test ## Write schema.graphql from the code.
	$(RUN)python -m api.printed write

bench: $(VENV)/.installed-bench ## Measure and print ratios: make bench ROWS=200000, 1000000 or all
	$(RUN)python -m tests.bench $(ROWS)

bench-identity: $(VENV)/.installed-test ## Measure how well organisations are told apart; fails below a precision of 0.98.
	$(RUN)python -m tests.bench.identity

bench-linkage: $(VENV)/.installed-bench ## Measure how well households are known again: make bench-linkage RECORDS=list.parquet
	$(RUN)python -m tests.bench.linkage $(RECORDS)

pictures: $(VENV)/.installed-test chromium instance/.demo-loaded ## Take the pictures in docs/ anew, of the demo's pages.
	$(RUN)python -m tests.browser.pictures

locale: $(VENV)/.installed-test ## Bring the translators' catalogues in step with the code.
	$(RUN)tansiq locale update

migration: $(VENV)/.installed-test ## Draft the migration the models need: make migration NAME=add_phone
	$(RUN)tansiq migrate draft "$(NAME)"

lock: $(VENV)/.installed-lock ## Write requirements/ anew from setup.cfg; UPGRADE=1: every package as new as it allows
	@$(RUN)python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"])' \
		| $(COMPILE) - --output-file $(LOCKED)/build.txt >/dev/null
	@$(COMPILE) setup.cfg $(EXTRAS_check) --output-file $(LOCKED)/check.txt >/dev/null
	@$(foreach list,base test bench lock,$(COMPILE) setup.cfg $(EXTRAS_$(list)) --constraint $(LOCKED)/check.txt \
		--output-file $(LOCKED)/$(list).txt >/dev/null &&) true

# Without an answer for every package the tool ends with nothing written, or with the packages it knows nothing of.
audit: $(VENV)/.installed-lock ## Ask whether a package in requirements/ has a known weakness; needs the network
	@for list in check lock; do \
		found="$$($(RUN)pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
			--requirement $(LOCKED)/$$list.txt)" && continue; \
		echo "$${found:-The database of weaknesses gave no answer: nothing is known of them. Is this machine on line?}"; \
		exit 1; \
	done; echo "No package in requirements/ has a known weakness."

# Debian's Chromium is installed where that is possible without asking; elsewhere the tests say what is missing.
chromium:
	@if ! command -v chromium-headless-shell >/dev/null && test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		apt-get update -qq; export DEBIAN_FRONTEND=noninteractive; \
		apt-get install -y -qq chromium-headless-shell >/dev/null || command -v chromium >/dev/null || \
		apt-get install -y -qq chromium >/dev/null; fi
