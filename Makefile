# chiso: every target here works in a fresh clone; each creates the environment when it is missing.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILT := $(VENV)/.ready
READY := $(VENV)/.kernel
KERNEL := lib/chiso/runner/kernels/chiso
AXE := tests/browser/node_modules/.package-lock.json
DATA ?= data/hoa_binh data/sample
CASES ?= tests/reference/cases

.PHONY: help report test soak check fix reference lab bench docs screenshots lock clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BUILT): requirements.lock pyproject.toml
	@rm -rf $(VENV)
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --python '>=3.11,<3.14' $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install -qq --no-deps --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e . ; \
	fi
	@# Also where Python may write no bytecode, as in many containers, the library starts compiled.
	@$(BIN)/python -m compileall -q lib
	@touch $@

# An editable install leaves data files out; papermill and JupyterLab look for the kernel here.
$(READY): $(BUILT) $(KERNEL)/kernel.json
	@$(BIN)/jupyter kernelspec install --sys-prefix --log-level=ERROR --name chiso $(KERNEL)
	@touch $@

report: $(READY) ## make every report of $(DATA) in both languages and say where they are
	@status=0; \
	for data in $(DATA); do \
	  $(BIN)/chiso run --data $$data; code=$$?; \
	  [ $$status -ne 0 ] || status=$$code; \
	  [ $$code -ne 130 ] || break; \
	done; \
	[ ! -f outputs/index.html ] || echo outputs/index.html; \
	exit $$status

test: $(READY) $(AXE) ## run all tests (those in a browser where Chromium is found)
	@$(BIN)/python -m pytest -n auto --dist loadscope

$(AXE): tests/browser/package-lock.json
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --silent \
	  || echo "npm could not fetch axe-core: no page is checked by it"

soak: $(READY) ## kill two hundred runs at random moments (takes minutes)
	@$(BIN)/python -m pytest -m soak tests

check: $(READY) ## format, lint, types, layers and house rules (before every commit)
	@$(BIN)/ruff format --check --quiet lib tests benchmarks docs
	@$(BIN)/ruff check --quiet lib tests benchmarks docs
	@$(BIN)/nbstripout --verify --keep-id notebooks/*.ipynb
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest tests/repo -q

fix: $(READY) ## mend formatting and what the linter can mend, strip results from notebooks
	@$(BIN)/nbstripout --keep-id notebooks/*.ipynb
	@$(BIN)/ruff check --fix --quiet lib tests benchmarks docs; $(BIN)/ruff format --quiet lib tests benchmarks docs

reference: $(READY) ## run reference cases, CASES=DIR for another folder
	@$(BIN)/python tests/reference/adapter.py $(CASES)

lab: $(READY) ## open the notebooks in JupyterLab, on the start page
	@$(BIN)/chiso lab

bench: $(READY) ## measure speed and memory as ratios (half an hour)
	@$(BIN)/python benchmarks/metrics.py
	@$(BIN)/python benchmarks/metrics_areas.py
	@$(BIN)/python benchmarks/runner.py
	@$(BIN)/python benchmarks/runner_costs.py --part b --part f --period 2024 2025-H1

docs: $(READY) ## rebuild docs/methods.md from its spec tables
	@$(BIN)/python docs/build_methods.py

screenshots: $(READY) ## take the pictures of docs/images from outputs (needs Chromium and poppler)
	@$(BIN)/python docs/take_screenshots.py

lock: $(READY) ## resolve requirements.lock again (needs uv)
	@uv pip compile pyproject.toml --extra dev --extra cluster --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock

clean: ## remove the environment and everything that was made
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@find outputs -mindepth 1 ! -name README.md -delete
