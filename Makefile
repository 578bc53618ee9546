# Two commands: `make demo` shows the portal, `make test` proves it.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --require-hashes
export UV_PYTHON_DOWNLOADS = never
export UV_SYSTEM_CERTS = true
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo demo-reset test coverage lint types front hooks bench browsers messages lock clean

.venv/.uv: .ci/uv.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/uv.txt
	touch $@

.venv/.runtime: .venv/.uv requirements.txt
	@echo "→ libraries"
	$(UV) -r requirements.txt
	touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	$(UV) -r requirements-dev.txt
	touch $@

.venv/.messages: .venv/.runtime $(wildcard */locale/*/LC_MESSAGES/django.po)
	PORTAL_MODE=demo $(BIN)/python manage.py messages --compile
	touch $@

demo: .venv/.messages
	PORTAL_MODE=demo PORT=$(PORT) $(BIN)/python manage.py demo --port $(PORT)

demo-reset:
	rm -rf var
	$(MAKE) demo

test: .venv/.dev .venv/.messages
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

coverage: .venv/.dev .venv/.messages
	$(MAKE) test ARGS="--ignore=tests/journeys --cov --cov-report= --cov-fail-under=0 $(ARGS)"
	$(BIN)/python -m tests.weight
	$(BIN)/coverage report --sort=-cover

lint: .venv/.dev types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djangofmt --quiet --check templates
	$(BIN)/djangofmt --quiet check templates
	$(BIN)/lint-imports

types: .venv/.dev
	$(BIN)/mypy

hooks: .venv/.dev
	$(BIN)/pre-commit install

.ci/node_modules/.ready: .ci/package-lock.json
	@command -v npm >/dev/null || { echo "make front needs Node 18 or newer, with npm: apt-get install nodejs npm" >&2; exit 1; }
	cd .ci && npm ci --silent --no-audit --no-fund
	touch $@

front: .ci/node_modules/.ready
	.ci/node_modules/.bin/biome check --error-on-warnings --config-path=.ci home/static/home/js home/static/home/css tests/front
	node --test --test-reporter=dot tests/front/*.test.js

browsers: .venv/.dev .venv/.messages
	PORTAL_MODE=demo $(BIN)/python -m tests.browsers $(ARGS)

bench: .venv/.dev .venv/.messages
	PORTAL_MODE=demo $(BIN)/python -m tests.bench $(ARGS)

messages: .venv/.dev
	PORTAL_MODE=demo $(BIN)/python manage.py messages

lock: .venv/.uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf .venv var .ci/node_modules
