# Plain Python 3.11+ is enough; uv is used where it is installed, since it is faster.
PYTHON ?= python3
BIN := .venv/bin
EXAMPLE := examples/mechanics/block-on-incline.sciml

.PHONY: help demo test check format gallery bench wheel native native-clean fresh clean

help:
	@echo "make demo     set up and draw an example (out/)"
	@echo "make test     set up and run the tests"
	@echo "make check    format, lint, strict types, tests: what CI runs"
	@echo "make format   put all code in the house's format, and the table of words"
	@echo "make gallery  draw every example, and the gallery page"
	@echo "make bench    speed against matplotlib, in one run"
	@echo "make wheel    the form that is released (dist/): the hot modules compiled to machine code, where gcc is; takes some minutes"
	@echo "make native   the same in place; make native-clean takes it back"
	@echo "make clean    remove what was built"

.venv/.ready: pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python ">=3.11" .venv && uv pip install --quiet --python $(BIN)/python -e ".[dev]"; \
	else \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sciml needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)")' && \
	  { $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv; on Debian and Ubuntu: apt-get install -y python3-venv"; false; }; } && \
	  $(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"; \
	fi
	@touch $@

# libcairo is the one thing that no wheel brings: installed where we may, named (by sciml itself) where we may not.
DRAWS = echo 'circle(O, radius=3)' | $(BIN)/sciml render - -o .venv/cairo.png
.venv/.cairo: .venv/.ready
	@$(DRAWS) 2>/dev/null || { command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && \
	  { apt-get install -y -qq --no-install-recommends libcairo2 >/dev/null 2>&1 || \
	    { apt-get update -qq && apt-get install -y -qq --no-install-recommends libcairo2; } >/dev/null; }; } || true
	@$(DRAWS) && touch $@

# A native module whose source has changed since refuses to load; here it is taken away before it can be asked.
fresh: .venv/.ready
	@$(BIN)/python native/build.py --fresh

demo: .venv/.cairo fresh
	@$(BIN)/sciml render $(EXAMPLE) -o out/ --format png,svg,pdf
	@echo "Drawn and proved: out/$(basename $(notdir $(EXAMPLE))).png, .svg and .pdf"

test: .venv/.cairo fresh
	$(BIN)/python -m pytest -n auto

check: .venv/.cairo fresh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy -p sciml
	$(BIN)/python -m pytest -n auto

format: .venv/.ready fresh
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m sciml.build_subjects

gallery: .venv/.cairo fresh
	$(BIN)/python -m sciml.gallery examples docs/gallery.md --sheets out/sheets

bench: .venv/.cairo fresh
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python -e ".[bench]"; else $(BIN)/python -m pip install --quiet -e ".[bench]"; fi
	$(BIN)/python native/build.py --wheel build/released
	$(BIN)/python benchmarks/figures.py --wheel build/released

wheel: .venv/.ready
	$(BIN)/python native/build.py --wheel dist

native: .venv/.ready
	$(BIN)/python native/build.py

native-clean: .venv/.ready
	@$(BIN)/python native/build.py --clean

clean:
	find sciml grammar renderer planner -name '*.so' -delete
	rm -rf sciml/native
	rm -rf .venv out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
