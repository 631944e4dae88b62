# Every target makes what it needs: Python >= 3.11 and make are enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test ghost bench oracle dialect-oracle kramdown-oracle snapshots clean

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

# Convert a small Korean blog and build it with real Hugo: open demo/hugo/public/index.html.
demo: .venv/installed
	rm -rf demo
	$(BIN)/migrate fixtures/sites/book-blog/site --to hugo -o demo/hugo
	$(BIN)/hugo --source demo/hugo --quiet
	@echo "Built with Hugo. To look at it: $(BIN)/hugo server --source demo/hugo"

test: .venv/installed
	@tools/install_jekyll.sh
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist loadfile

# Install real Ghost for the tests, once, into .cache (needs npm's registry, a C++ compiler and some minutes).
ghost: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,ghost-test]'
	$(BIN)/python -m tests.ghost.install

# Ten thousand pages through migrate and through Hugo: time, memory, their ratio.
bench: .venv/installed
	$(BIN)/python tools/bench.py

# Build the fixture sites with real Docusaurus and store what it rendered (needs Node): the truth of the tests.
oracle: .venv/installed
	$(BIN)/python -m tools.oracle

# Compare our trees with those of Docusaurus's own processor (needs Node): SITES="one-site another-site".
dialect-oracle: .venv/installed
	$(BIN)/python -m tools.dialect_oracle.compare $(SITES)

# Compare what kramdown makes of our pages with what they say (needs Jekyll): SITES="one-site another-site".
kramdown-oracle: .venv/installed
	$(BIN)/python -m tools.kramdown_oracle $(SITES)

# Rewrite the golden snapshots; read the diff before you commit it.
snapshots: .venv/installed
	$(BIN)/migrate snapshot fixtures --update

clean:
	rm -rf .venv .cache demo dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
