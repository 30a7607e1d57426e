# `make run` shows Frontdesk, `make test` proves it. Both install what they need; see README.md.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: run build test dev lint bench

run: build
	@. tools/env.sh; exec "$$CARGO_TARGET_DIR/release/frontdesk" demo

build:
	@tools/prepare.sh build
	@tools/build.sh

test:
	@tools/prepare.sh test
	@tools/test.sh

dev:
	@tools/prepare.sh build
	@. tools/env.sh; cargo leptos watch --split -- demo

lint:
	@tools/prepare.sh test
	@tools/lint.sh

bench: build
	@tools/prepare.sh bench
	@tools/bench.sh
