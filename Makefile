# make          sets up what is missing, then builds every course under content/
# make test     the same set-up with the test dependencies, then all tests, on all cores
# make check    lint, types, and the direction of imports
# make lock     pins anew what pyproject.toml asks for
# PYTHON=python3.12 chooses another Python (3.11 or newer); ARGS=… is handed on to build.py or pytest.

PYTHON ?= python3
ARGS ?=

.PHONY: build setup setup-test test check lock

build: setup
	.venv/bin/python build.py $(ARGS)

setup:
	@$(PYTHON) .ci/setup.py locked

setup-test:
	@$(PYTHON) .ci/setup.py locked-test

test: setup-test
	.venv/bin/python -m pytest -rs -n auto --dist loadgroup $(ARGS)

check: setup-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

lock: setup-test
	.venv/bin/python -m pip install --quiet --group build --group test --editable .
	.venv/bin/python .ci/lock.py
	.venv/bin/python -m pip check
