# The front door. `make` alone lists what there is.
.DEFAULT_GOAL := help
SHELL := bash
PYTEST := .venv/bin/pytest

.PHONY: help up setup shell test check bench soak soak-consent train other-model clean forget-shop

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

up: setup ## Set up what is missing, then serve the assistant and the demo shop
	@exec .venv/bin/storeclerk up

setup: ## Make both environments and the models (safe to run again)
	@scripts/setup

shell: setup ## Talk to the assistant in the terminal (the server must be up: `make up`)
	@scripts/shell

test: setup ## Run every test
	@scripts/test

check: setup ## Format, lint, strict types, import rules
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: setup ## Time the parts against named baselines
	.venv/bin/storeclerk bench generate
	.venv/bin/storeclerk bench search
	.venv/bin/storeclerk bench suggest
	.venv/bin/storeclerk evaluate constraints --suite tests/constraints/sample.toml
	.venv/bin/storeclerk evaluate constraints --suite tests/constraints/sample_held_out.toml
	.venv/bin/storeclerk bench start
	.venv/bin/storeclerk bench chat
	.venv/bin/storeclerk bench personal

soak-consent: setup ## 10,000 random sequences of events and consent, against an oracle (SQLite)
	STORECLERK_CONSENT_SEQUENCES=10000 $(PYTEST) tests/actions/personal/test_consent_sequences.py tests/actions/experiments/test_experiment_sequences.py -k sqlite -v --timeout=7200

soak: setup ## The long tests: everything that takes patience
	$(PYTEST) tests -m soak -v

train: setup ## Make the shipped generator weights and Rasa's model again
	.venv/bin/storeclerk train generator
	scripts/train-rasa --force

other-model: ## Compile a small language model's server, to try [generator] of shop.toml with it
	scripts/other-model install

clean: ## Remove environments, models, indexes and caches; databases and keys stay
	@scripts/clean

forget-shop: ## Remove the shop's databases and keys too: orders, consents, audit. Asks for a yes
	@scripts/clean --forget-shop
