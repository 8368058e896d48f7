# What people and machines type. Every target can be run again; nothing here needs a cloud account.
CARGO ?= cargo
SECONDS_OF_FUZZING ?= 10

.PHONY: help setup build addon demo test lint deny unit node-test fuzz e2e scan-score ready bench compat audit clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: ## install what a fresh machine lacks (Node 24, official Lambda clients, cargo tools)
	.ci/setup

build: ## the release command, target/release/buckler
	$(CARGO) build --release -p buckler

addon: ## the Node.js agent, agents/node/dist
	$(CARGO) build --profile agent -p buckler-node
	cd agents/node && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

demo: build addon ## an app is attacked twice, without and with Buckler
	target/release/buckler demo

test: lint deny unit addon build node-test fuzz e2e scan-score ## everything a change must pass

lint: ## format and clippy
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings

deny: ## licenses and sources of dependencies
	$(CARGO) deny --log-level error check licenses bans sources

unit: ## unit, property, structure and corpus tests
	$(CARGO) test --workspace --quiet

node-test: addon build ## attack forms and manners, on Node 20 and 24
	cd agents/node && npm test

fuzz: ## a few seconds per fuzz target
	.ci/fuzz $(SECONDS_OF_FUZZING)

scan-score: build ## what the scanner finds where the truth is known, against its floors
	cd tests/scan && python3 -m unittest -q test_score
	python3 tests/scan/score.py --check

e2e: build addon ## the demo and the examples, as a user runs them, and the corpus through Node
	python3 tests/e2e/demo.py
	python3 tests/e2e/examples.py
	python3 tests/e2e/corpus.py

ready: ## what is slow: every Node version, real databases, real applications
	.ci/setup --all
	$(MAKE) test compat
	cd agents/node && npm run test:all

compat: build addon ## public applications behave the same with and without Buckler
	cd tests/compat && python3 -m unittest -q test_compare
	python3 tests/compat/run.py

bench: build addon ## figures, side by side with no agent and with peers
	python3 benchmarks/run.py
	python3 benchmarks/scan.py

audit: ## known holes in dependencies (fetches the advisory database)
	$(CARGO) deny check advisories

clean:
	$(CARGO) clean
	rm -rf agents/node/dist agents/node/node_modules examples/*/node_modules
