# make app    serve the dashboard; makes the environment, and sample logs where no warehouse exists yet
# make test   install and run the checks; with CI=true also those that are marked slow, as .ci/run does
# make lint   ruff and mypy alone
# make bench  the benchmarks
# make lock   write the lock files anew from requirements*.txt

PYTHON ?= python3
PORT ?= 8501
UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--default-index https://pypi.org/simple --no-config --custom-compile-command "make lock"

.PHONY: app test lint bench lock

app: $(VENV)/app-is-installed
	$(BIN)/python -m pipelines start --port $(PORT)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT) --server.headless true

test: $(VENV)/dev-is-installed
	@.ci/install-system $(PYTHON)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(if $(CI),,-m 'not slow')

lint: $(VENV)/dev-is-installed
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/dev-is-installed
	$(BIN)/python -m benchmarks

lock: $(VENV)/is-made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	$(COMPILE) requirements.txt --output-file requirements.lock
	$(COMPILE) requirements-dev.txt --output-file requirements-dev.lock

$(VENV)/is-made:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" \
		|| { echo "Python 3.11 or newer is needed. Name one, as in: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || .ci/install-system $(PYTHON)
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "This Python cannot make an environment. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/app-is-installed: requirements.lock $(VENV)/is-made
	$(PIP) --requirement requirements.lock
	@touch $@

$(VENV)/dev-is-installed: requirements-dev.lock $(VENV)/is-made
	$(PIP) --requirement requirements-dev.lock
	@touch $@ $(VENV)/app-is-installed
