# The only list of commands. A fresh Debian needs: apt-get install make python3-venv

PY ?= python3
V := .venv
# two at once: more would fight for the cores that Chromium and PostgreSQL need too; WORKERS= runs them in a row.
# Each takes half of the files in order, so that what neighbours share (tests/states.py) is made once, then helps the other.
WORKERS ?= 2
PYTEST := $(V)/bin/python -m pytest -q $(if $(WORKERS),-n $(WORKERS) --dist worksteal)
PACKAGES := scic pole privacy governance treasury shares membership votes statutes spreadsheets foundation
# what is tried again on PostgreSQL: everything that speaks to the database
ON_POSTGRES := tests/services tests/proofs tests/pages tests/walls/test_migrations.py tests/walls/test_append_only.py

# where sentences stand in the code: marked ones, and the second word of a refusal
KEYWORDS := -k _l -k lazy_gettext -k N_ -k ScicError:2 -k Malformed:2 -k NotSignedIn:2 -k NotAllowed:2 -k NotFound:2 -k StateMoved:2 -k TooLarge:2 -k Refused:2 -k TooMany:2 -k BadConfiguration:2

.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint format migrate translate bench verify audit lock chromium

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# these two are about the demo unless the environment says otherwise; everything else asks for production by default
run migrate: export SCIC_MODE ?= demo

run: $(V)/.run ## start the product on the demo cooperative: http://localhost:8000
	@echo "Démarrage. La première fois demande une minute... / Starting; the first time takes a minute..."
	@$(V)/bin/python -m scic run

test: $(V)/.dev chromium ## the whole suite: SQLite and Chromium, then PostgreSQL
	@sqlite=0; postgres=0; \
	echo "== SQLite, and the journeys in Chromium"; \
	$(PYTEST) -m "not verify" $(TESTS) || sqlite=$$?; \
	echo "== PostgreSQL"; \
	$(PYTEST) -m "not verify and not browser" --db pg $(ON_POSTGRES) || postgres=$$?; \
	word() { [ "$$1" = 0 ] && echo passed || echo "FAILED (pytest $$1)"; }; \
	echo "== make test"; \
	echo "SQLite and Chromium: $$(word $$sqlite)"; \
	echo "PostgreSQL: $$(word $$postgres)"; \
	[ "$$sqlite" = 0 ] && [ "$$postgres" = 0 ]

test-fast: $(V)/.dev ## the suite on SQLite, without browser
	@$(PYTEST) -m "not browser and not verify" $(TESTS)

lint: $(V)/.dev ## style, types, import contracts, templates, spelling, security
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check --quiet .
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-logo --quiet 2>/dev/null || $(V)/bin/lint-imports
	$(V)/bin/djlint --lint --quiet templates
	$(V)/bin/codespell README.md CONTRIBUTING.md CHANGELOG.md docs
	$(V)/bin/bandit -q -c pyproject.toml -r $(wildcard $(PACKAGES))
	@echo "lint: nothing to say"

format: $(V)/.dev ## rewrite the code in the house style
	$(V)/bin/ruff check --quiet --fix-only .
	$(V)/bin/ruff format .

migrate: $(V)/.run ## bring the database up to date and compare it with the models
	$(V)/bin/python -m scic db upgrade
	$(V)/bin/python -m scic db check

translate: $(V)/.dev ## collect sentences, update the catalogues, compile them
	$(V)/bin/pybabel -q extract -F pyproject.toml $(KEYWORDS) -c I18N: --no-wrap --sort-output \
	  --project=scic --version=1 -o translations/messages.pot .
	$(V)/bin/pybabel -q update -i translations/messages.pot -d translations --no-fuzzy-matching --no-wrap --ignore-pot-creation-date
	$(V)/bin/pybabel -q compile -d translations

bench: $(V)/.dev ## measure (counts: 100,000 ballots), as ratios to a limit of the same run; SIZE=all (1,000,000), or SIZE="1000 60000"
	@$(V)/bin/python -m benchmarks $(if $(filter all,$(SIZE)),--all,$(if $(SIZE),--members $(SIZE)))

verify: $(V)/.dev ## the long runs: kills, fuzzing, big data
	@HYPOTHESIS_PROFILE=verify $(PYTEST) -m verify --timeout 1800
	@HYPOTHESIS_PROFILE=verify $(PYTEST) -m verify --timeout 1800 --db pg $(ON_POSTGRES)

audit: $(V)/.dev ## known advisories on what we depend on (needs the network)
	$(V)/bin/pip-audit --require-hashes --disable-pip -r requirements.txt -r requirements-dev.txt

lock: $(V)/.uv ## write the lock files again from pyproject.toml (needs the network)
	$(V)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header pyproject.toml -o requirements.txt
	$(V)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.txt

# ---- the virtual environment: uv when it can be had (seconds), pip otherwise (a minute) ----------------------------

$(V)/bin/pip:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed: make PY=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Création de l’environnement Python dans $(V)... / Creating the Python environment in $(V)..."
	@$(PY) -m venv $(V) && test -x $@ \
	  || { rm -rf $(V); echo "Python cannot make a virtual environment here. On Debian: apt-get install python3-venv"; exit 1; }

$(V)/.uv: requirements-uv.txt | $(V)/bin/pip
	@echo "Installation de l’installateur (uv)... / Installing the installer (uv)..."
	@$(V)/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-uv.txt \
	  || echo "uv cannot be installed here: pip does the work, more slowly"
	@touch $@

INSTALL = { test -x $(V)/bin/uv && $(V)/bin/uv pip install -q -p $(V)/bin/python --require-hashes -r $<; } \
	  || $(V)/bin/pip install -q --disable-pip-version-check --require-hashes -r $<

$(V)/.run: requirements.txt | $(V)/.uv
	@echo "Installation de ce dont le produit a besoin... / Installing what the product needs..."
	@$(INSTALL)
	@touch $@

$(V)/.dev: requirements-dev.txt | $(V)/.uv
	@echo "Installing what the suite needs..."
	@$(INSTALL)
	@touch $@

# Chromium is the one thing that no wheel brings. Root on Debian gets it; anybody else gets the command to type.
chromium:
	@test -n "$$CHROMIUM" -a -x "$$CHROMIUM" || command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing Chromium..." \
	       && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null \
	       && command -v chromium >/dev/null; } \
	  || { echo "No Chromium here, and the journeys need one. Type:"; echo "    sudo apt-get install chromium"; \
	       echo "or name one: make test CHROMIUM=/path/to/chromium. Without browser: make test-fast"; exit 1; }

export CHROMIUM
