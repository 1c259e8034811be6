# Thin on purpose: each verb installs what is missing, then runs one command.
.DEFAULT_GOAL := help
.PHONY: help demo test bench screenshots lint clean
python := .venv/bin/python

help: ## list these verbs
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 16

demo: ## start the whole house, play one post through it, serve http://localhost:8080 (ONCE=1: play and leave)
	@deploy/embedded/install.sh
	@exec $(python) -m embedded demo $(if $(ONCE),--once)

test: ## run every test against a real broker and database (ARGS="-k name" chooses)
	@deploy/embedded/install.sh --browser
	@exec $(python) -m pytest -n 2 --dist loadgroup $(ARGS)

bench: ## measure against bare loops doing the same work
	@deploy/embedded/install.sh
	@exec $(python) -m tests.bench

screenshots: ## draw every page, in both themes, on a desk and on a phone, into var/screenshots
	@deploy/embedded/install.sh --browser
	@exec $(python) -m tests.e2e.browser.pictures $(ARGS)

lint: ## ruff and mypy
	@deploy/embedded/install.sh
	@$(python) -m ruff check . && $(python) -m ruff format --check . && $(python) -m mypy services deploy tests

clean: ## remove what an embedded run and the tools wrote; the installed packages stay
	@rm -rf var/run .pytest_cache .mypy_cache .ruff_cache .hypothesis
