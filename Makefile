# Everything that is done by hand or by CI starts here; `make help` lists it.

PYTHON := .venv/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard app/translations/*/LC_MESSAGES/messages.po))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test check format translations bench soak clean environment development

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: environment $(CATALOGUES) ## Make the environment in .venv with the pinned packages
	@echo "The environment in .venv is ready."

run: free environment $(CATALOGUES) ## Serve Touchpoint with the demonstration company (PORT=8000, DEMO=no)
	@$(PYTHON) -m app.serve

test: development $(CATALOGUES) ## Run every test, or those of T=tests/some/path
	@$(PYTHON) -m tests.chromium
	@$(PYTHON) -m pytest $(or $(T),-n auto --maxprocesses 4 --dist worksteal)

check: development $(CATALOGUES) ## Style, types, layers, translations and content, without running anything
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check --quiet
	$(PYTHON) -m mypy
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-logo
	$(PYTHON) -m app.translations.catalogues check
	$(PYTHON) -m flask --app app content check
	$(PYTHON) -m flask --app app content fmt --check

format: development ## Bring the code into the one form
	@$(PYTHON) -m ruff check --fix --quiet
	@$(PYTHON) -m ruff format

translations: development ## Gather the texts of the interface, make Traditional from Simplified Chinese
	@$(PYTHON) -m app.translations.catalogues update
	@$(MAKE) setup

bench: development $(CATALOGUES) ## Measure what pages cost beside a limit application, on a scratch instance
	@$(PYTHON) -m tests.bench

soak: development $(CATALOGUES) ## Look for lost answers in RUNS=1000 random runs of faults, with a server that dies
	@$(PYTHON) -m tests.soak --runs $(or $(RUNS),1000)

clean: ## Remove the environment and caches; the data in instance/ stays
	@rm -rf .venv build .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache $(CATALOGUES)
	@find app tests -name __pycache__ -prune -exec rm -rf {} +

# Below: what the commands above stand on.
.PHONY: free
free:
	@"$$(sh .ci/python)" -P app/address.py

environment:
	@sh .ci/environment requirements.txt

development: environment
	@sh .ci/environment requirements-dev.txt

%.mo: %.po | environment
	@$(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ --locale zh
