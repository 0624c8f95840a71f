# make demo   build the example dossier and print its brief     make lint   style, types and import rules
# make test   the whole test suite                              make bench  measure, and write benchmarks/RESULTS.md
# make lock   pin the dependencies anew                         make train  make the weights of the learned reader anew
# make clean  remove what these have built
# A fresh machine needs Python 3.11, 3.12 or 3.13 and make, nothing else.

SUITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(SUITS)' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TRAINING := .venv-train
DEMO := build/syria-talks
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

define NEXT

What next? Look at it in a browser, on this machine alone (first: . $(BIN)/activate):
  communique serve $(DEMO) --port 8000
Or ask the same dossier other questions:
  communique positions $(DEMO) --as-of 2016-01-28     who stood where on a day
  communique blockers $(DEMO) talks --as-of 2016-02-03   what held the talks up, and what would have opened them
  communique timeline $(DEMO) --since 2016-01-20      what happened, with dates
  communique search $(DEMO) "besieged towns"          sentences with these words
Begin your own: docs/how-to/start-a-dossier.md
endef
export NEXT

.PHONY: demo test lint bench lock train clean

demo: $(READY)
	@test -f $(DEMO)/dossier.toml || $(BIN)/communique init $(DEMO) --from examples/syria-talks/dossier.toml
	@$(BIN)/communique add $(DEMO) examples/syria-talks/reports
	@$(BIN)/communique decide $(DEMO) --from examples/syria-talks/decisions.jsonl
	@$(BIN)/communique brief $(DEMO)
	@echo "$$NEXT"

test: $(READY)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports | tail -n 1

bench: $(READY)
	@TAPE='$(TAPE)' $(BIN)/python -m benchmarks

train: $(TRAINING)/.ready
	@$(TRAINING)/bin/python -m training

lock: $(READY)
	@$(BIN)/pip-compile --quiet --upgrade --allow-unsafe --extra=dev --generate-hashes --no-emit-find-links \
	  --no-emit-index-url --no-emit-trusted-host --strip-extras --output-file=requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) $(TRAINING) build dist benchmarks/.cache

# The dependencies are installed once for each state of the lock file, the package once for each state of pyproject.toml.
$(READY): $(VENV)/.pinned pyproject.toml
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Training needs PyTorch, which nothing else does; hence an environment of its own.
$(TRAINING)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -m venv $(TRAINING)
	@$(TRAINING)/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(TRAINING)/bin/python -m pip install --quiet --editable ".[train]"
	@touch $@

$(VENV)/.pinned: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (once, a few minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@
