# Thin on purpose: each verb installs what is missing, then runs one command.
.DEFAULT_GOAL := help
.PHONY: help demo test bench faults scale compose-test audit screenshots lint clean
python := .venv/bin/python

help: ## list these verbs
	@sed -n 's/^\([a-z]*\):[^#]*## /  make \1\t/p' Makefile | expand -t 16

demo: ## start the whole house, play one post through it, serve http://localhost:8080 (ONCE=1: play and leave)
	@deploy/embedded/install.sh
	@exec $(python) -m embedded demo $(if $(ONCE),--once)

test: ## run every test against a real broker and database (ARGS="-k name" chooses)
	@deploy/embedded/install.sh --tests
	@exec $(python) -m pytest -n 2 --dist loadgroup $(ARGS)

bench: ## measure against bare loops doing the same work
	@deploy/embedded/install.sh
	@exec $(python) -m tests.bench

screenshots: ## draw every page, in both themes, on a desk and on a phone, into var/screenshots
	@deploy/embedded/install.sh --tests
	@exec $(python) -m tests.e2e.browser.pictures $(ARGS)

lint: ## ruff and mypy
	@deploy/embedded/install.sh
	@$(python) -m ruff check . && $(python) -m ruff format --check . && $(python) -m mypy services deploy tests

faults: ## break everything, the long way too, and print the table (about 20 minutes)
	@deploy/embedded/install.sh
	@mkdir -p var && BASCULE_FAULTS=long exec $(python) -m pytest tests/faults $(ARGS) | tee var/faults.txt

compose-test: ## build, start, scale and break the house in containers (needs Docker; about 10 minutes)
	@deploy/embedded/install.sh
	@BASCULE_COMPOSE=1 exec $(python) -m pytest tests/compose -s $(ARGS)

scale: ## measure what more replicas carry and how evenly; fails where it is less than asked (about 10 minutes)
	@deploy/embedded/install.sh
	@exec $(python) -m tests.bench --only scaling --rounds 3 --json var/scale.json --strict $(ARGS)

audit: ## look for known weaknesses in what the lock file names, and in our own code
	@deploy/embedded/install.sh
	@$(python) -m ruff check .
	@$(python) -m bandit --quiet --configfile pyproject.toml --recursive services deploy
	@uv=$$(command -v uv || echo var/tools/bin/uv); $$uv export --frozen --no-dev --no-emit-workspace --quiet --output-file var/locked.txt
	@$(python) -m pip_audit --require-hashes --disable-pip --requirement var/locked.txt || \
	  echo "The index of known weaknesses did not answer, or names the packages above."

clean: ## remove what an embedded run and the tools wrote; the installed packages stay
	@rm -rf var/run .pytest_cache .mypy_cache .ruff_cache .hypothesis
