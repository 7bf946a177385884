# make run    the demonstration on 127.0.0.1:$PORT
# make test   everything that must hold
# make bench  the measurements of docs/performance.md        make faults  cut power, kill, race, guess
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test bench faults clean check-python

PORT ?= 8501
# The system's own Python first: it gets its security updates with the system, and Debian builds it to be a sixth faster than a plain
# build is (docs/adr/0148). `PYTHON=…` takes another.
PYTHONS := /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11
PYTHON ?= $(shell for name in $(PYTHONS); do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --require-virtualenv
export PORT

help:
	@sed -n '1,3s/^# //p' Makefile

check-python:
	@[ -n "$(PYTHON)" ] || { echo "Baqylau needs Python 3.11 or newer with venv. On Debian and Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python has no venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(BIN)/python: | check-python
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

# A stamp is as new as the last installation that ended well: nothing is asked of the network while the requirements stay the same.
$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing what the server runs on (once; a minute or two)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests need (once)"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp
	@exec $(BIN)/python manage.py run

# Far from Greenwich and from Kazakhstan, on a quarter of an hour: a clock read in local time shows itself.
test: export TZ := Asia/Kathmandu
# mypy needs one core for a minute or two, the tests both for ten: beside them it costs half of that. It works
# at low priority, since browsers are waited for with patience that ends. What it finds is said last. Compiled
# files are kept, also where the machine says otherwise: a test starts a hundred programs of this house. Three
# work on two cores: a fifth of the time one of them waits for a browser or a server.
test: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/python -m locales.catalogue check
	@found="$$(mktemp)"; trap 'kill $$types 2>/dev/null || true; rm -f "$$found"' EXIT; \
	unset PYTHONDONTWRITEBYTECODE; echo "$(BIN)/mypy, beside the tests"; nice $(BIN)/mypy >"$$found" 2>&1 & types=$$!; passed=0; \
	BAQYLAU_CHROMIUM="$$($(BIN)/python -m tests.chromium)" $(BIN)/python -m pytest -n 3 --dist worksteal --quiet || passed=$$?; \
	wait $$types || { cat "$$found"; exit 1; }; exit $$passed

bench: $(VENV)/test.stamp
	BAQYLAU_CHROMIUM="$$($(BIN)/python -m tests.chromium)" $(BIN)/python -m bench

faults: export BAQYLAU_FAULTS := full
faults: $(VENV)/test.stamp
	$(BIN)/python -m pytest --quiet -m "fault or hypothesis" tests

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
