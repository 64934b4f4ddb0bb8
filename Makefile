# What can be done here; CI calls these targets and nothing else.

VENV := .venv
PYTHON := $(VENV)/bin/python
# With PYTHON=... on the command line, that interpreter is used as it is.
ifneq ($(origin PYTHON),command line)
READY := $(VENV)/ready
endif

.PHONY: help setup test check fix rule ready bench wheel vscode

help:
	@echo 'make setup    an environment with everything, in $(VENV)'
	@echo 'make test     all tests; make test only=DUP001'
	@echo 'make check    format, lint, types, layers'
	@echo 'make fix      whatever can be repaired'
	@echo 'make rule     family=duplication name=repeated-sentence: module, page and cases with the next free code'
	@echo 'make bench    speed and memory beside the peers'
	@echo 'make wheel    what is shipped, in dist'
	@echo 'make vscode   check, try and pack the extension of VS Code (with Node.js)'
	@echo 'make ready    what CI runs, in the same order'

setup: $(READY)

$(VENV)/ready: pyproject.toml tests/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt -e .
	touch $@

test: $(READY)
	$(PYTHON) -m pytest $(if $(only),tests/test_rules.py -k '$(only)',-n auto)

check: $(READY)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest --quiet tests/test_architecture.py

fix: $(READY)
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

rule: $(READY)
	$(PYTHON) -m koetsu.scaffold '$(family)' '$(name)' $(if $(letters),--letters '$(letters)')

bench: $(READY)
	$(PYTHON) tests/benchmarks/bench.py $(options)

wheel: $(READY)
	$(PYTHON) -m build --wheel --no-isolation

vscode:
	cd linter/editors/vscode && npm ci && npm run check && npm test && npm run package

# What the wheel does once it is installed is among the tests (tests/test_wheel.py).
ready: check test wheel
