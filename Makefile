# What a checkout can do. Needs python3 (3.10 or later) and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
SAMPLES := samples/issues-2014-1.pdf samples/determination-2013-2.pdf

.PHONY: demo test test-all lint types check bench samples clean

demo: .venv/ready
	@for letter in $(SAMPLES); do $(BIN)/imr parse --format table $$letter; done

# All but the tests that are marked as slow: clusters, runs that are killed, thousands of damaged files. They run on all
# cores; the slow ones, of which some watch the clock or the memory, one after the other. Compiled tests are kept, which
# takes a quarter of the time, even where Python is told to keep none.
test: .venv/dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -m "not slow" -n logical --dist worksteal

test-all: test
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -m slow

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

check: lint types test-all

bench: .venv/dev
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/clothings.py
	$(BIN)/python benchmarks/adversarial.py
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/torture.py
	$(BIN)/python benchmarks/mutations.py

samples: .venv/dev
	$(BIN)/python samples/make_pdfs.py

# The package is installed in place; its modules are compiled here, and by the samples its patterns, so that the command
# starts fast.
.venv/ready: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	$(BIN)/python -m compileall -q imrcli
	@PYTHONDONTWRITEBYTECODE= $(BIN)/imr parse samples/*.pdf >/dev/null
	@touch $@

.venv/dev: .venv/ready pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
