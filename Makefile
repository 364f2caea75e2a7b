# Charley. `make` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run shell train test lint evaluate soak knowledge safety mutate

PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## Start Charley and print its address (Ctrl-C stops it)
	@scripts/set-up --no-dev --inexact
	@exec $(PYTHON) -m bridge.launch run

shell:  ## Talk with Charley in the terminal
	@scripts/set-up --no-dev --inexact
	@exec $(PYTHON) -m bridge.launch shell

train:  ## Train the model if its inputs changed
	@scripts/set-up --no-dev --inexact
	@$(PYTHON) -m bridge.launch train

test:  ## Run every test
	@scripts/set-up
	@$(PYTHON) -m bridge.launch train
	@$(PYTHON) -m pytest

lint:  ## Check style, types, the order of the rooms, and Rasa's own data
	@scripts/set-up
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/rasa data validate --fail-on-warnings --max-history 6

evaluate:  ## Print how good Charley is, with figures (FILE=... for other patients)
	@scripts/set-up
	@$(PYTHON) -m tests.evaluate $(FILE)

soak:  ## Run the long tests
	@scripts/set-up
	@$(PYTHON) -m pytest tests/soak

knowledge:  ## Check knowledge/ and write the handbook for clinicians
	@scripts/set-up
	@$(PYTHON) -m charley.handbook $(if $(SINCE),--since $(SINCE))

safety:  ## Prove the red flags
	@scripts/set-up
	@$(PYTHON) -m tests.safety

mutate:  ## Change each rule, each condition and the reasoning code, and see that a test notices
	@scripts/set-up
	@$(PYTHON) -m tests.mutate_rules
	@$(PYTHON) -m tests.mutate_code
