# Everything a developer or a newcomer does here. `make help` lists the targets.

PYTHON ?= python3
PORT ?= 8765
VENV := .venv
BIN := $(VENV)/bin
# Where CI is set there are minutes only: a few long tests are left out, the newest Python is given the
# tests of what can differ with it, and plain Python those of what single kernels do.
SHORT = $(if $(CI),-m "not long")
NEWEST = -m "not slow" $(if $(CI),tests/equality tests/unit/test_agents tests/unit/test_results)
KERNELS = $(filter-out $(if $(CI),%_mechanisms.py),$(wildcard tests/unit/test_engine_*.py))
INSTALL = $(BIN)/uv pip install --python $(BIN)/python --quiet

ROOMS := agents dashboards results scenarios
TYPES_TREE := build/types/ecosim
FROM_TYPES_TREE := cd build/types && $(CURDIR)/$(BIN)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup run test beside unit coverage newest lint front-end dashboard format types-tree bench chaos \
	pictures docs lock clean verify verify-smoke verify-statistics robustness knockouts

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.installed ## create .venv and install what the lock file names, then this project

run: setup ## rank candidate partners, and write a report on it
	$(BIN)/ecosim compare partner-selection --report --out output/partner-selection

dashboard: setup front-end ## serve the dashboards; PORT=8765 unless given
	$(BIN)/ecosim dashboard --port $(PORT)

front-end: dashboards/vendor ## bring in the front-end packages of the dashboards

test: setup front-end ## set up, lint, run every test, also on the newest Python found, build the documents
	@mkdir -p build; $(MAKE) --no-print-directory beside > build/beside.log 2>&1 & beside=$$!; \
	$(MAKE) --no-print-directory unit CHOICE='--ignore=tests/dashboards --ignore=tests/sweeps'; \
	tested=$$?; wait $$beside; checked=$$?; \
	cat build/beside.log; test $$tested = 0 && test $$checked = 0
	@# A browser with its server wants both cores.
	$(BIN)/python -m pytest tests/dashboards
	@$(MAKE) --no-print-directory docs

# What runs on the second core during the other tests.
beside: lint coverage newest
	@$(MAKE) --no-print-directory unit CHOICE=tests/sweeps

unit: setup ## run every test on .venv
	$(BIN)/python -m pytest $(SHORT) $(CHOICE)

coverage: setup ## run the rules and the kernels as plain Python and measure coverage there
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -m "not slow" \
		tests/unit/test_rules_* $(KERNELS) tests/properties/test_rules_*.py \
		tests/project/test_doctests.py --cov

newest: setup ## run the tests but slow ones on the newest Python found, where newer than .venv's
	@newest=$$(.ci/newest-python $(BIN)/python); \
	if [ -n "$$newest" ]; then \
		$(MAKE) --no-print-directory unit VENV=.venv-newest PYTHON="$$newest" SHORT= CHOICE='$(NEWEST)'; \
	else \
		echo "No Python newer than that of $(VENV) here: nothing to test twice."; \
	fi

lint: setup types-tree ## check style, formatting, types and the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(FROM_TYPES_TREE)/mypy --config-file $(CURDIR)/pyproject.toml -p ecosim
	$(FROM_TYPES_TREE)/lint-imports --no-cache --config $(CURDIR)/pyproject.toml

format: setup ## rewrite the sources in the project's format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## measure speed
	$(BIN)/python -m benchmarks

chaos: setup ## kill workers, clients and schedulers of sweeps for half an hour; root and Slurm needed
	$(BIN)/python -m tests.sweeps.chaos_campaign

pictures: setup ## draw the pictures of the documents anew
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/make_screenshots.py
	$(BIN)/python -m docs.make_dashboard_pictures
	$(BIN)/python docs/make_scenario_pages.py

docs: setup ## build the documentation in build/docs
	$(BIN)/sphinx-build --fail-on-warning --keep-going --quiet --builder html docs build/docs
	@echo "Open build/docs/index.html"

verify: setup ## try every pattern of the theory court and write docs/scorecard.md anew
	$(BIN)/python docs/make_scorecard.py

verify-smoke: setup ## try every pattern in few runs and compare with the scorecard
	$(BIN)/python -m pytest tests/court/test_scorecard.py

verify-statistics: setup ## hold the model and the court against theory
	$(BIN)/python -m pytest tests/statistics

robustness: setup ## try the patterns at other rates, screen all rates, write docs/robustness.md anew
	$(BIN)/python docs/make_robustness.py rates screening

knockouts: setup ## try the patterns without each mechanism, write docs/robustness.md anew
	$(BIN)/python docs/make_robustness.py knockouts

# Type checkers and import-linter do not run import hooks: show them the tree as it is installed.
types-tree:
	@rm -rf $(TYPES_TREE) && mkdir -p $(TYPES_TREE)
	@ln -s $(CURDIR)/ecosim/* $(ROOMS:%=$(CURDIR)/%) $(TYPES_TREE)

lock: ## resolve the dependencies again and rewrite requirements.lock
	$(PYTHON) -m venv build/uv
	build/uv/bin/pip install --quiet uv
	build/uv/bin/uv pip compile pyproject.toml --group build --group docs --group test --group lint \
		--universal --python-version 3.11 --generate-hashes --no-annotate --no-strip-extras \
		--upgrade --quiet --custom-compile-command "make lock" --output-file requirements.lock
	echo uv | build/uv/bin/uv pip compile - --universal --generate-hashes --no-annotate \
		--upgrade --quiet --custom-compile-command "make lock" --output-file .ci/uv.lock

clean: ## remove what make wrote; results under output/ stay
	rm -rf $(VENV) .venv-newest build dashboards/vendor .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

dashboards/vendor: dashboards/assets/package.json dashboards/assets/package-lock.json .ci/front-end
	@.ci/front-end
	@touch $@

# uv installs the lock in a quarter of the time that pip takes.
$(VENV)/.installed: requirements.lock pyproject.toml .ci/uv.lock
	@.ci/check-python $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r .ci/uv.lock
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
