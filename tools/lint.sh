#!/usr/bin/env bash
# Formatting, what the dependencies may be (deny.toml), and clippy with warnings as errors for both targets.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
cargo fmt --all --check
cargo deny check licenses bans sources
if GIT_TERMINAL_PROMPT=0 timeout 60 cargo deny --log-level off fetch db >/dev/null 2>&1; then
  cargo deny check advisories
else
  printf '▸ known holes in dependencies: not checked, the advisory database (github.com/RustSec/advisory-db) cannot be fetched from here\n' >&2
fi
cargo clippy --workspace --all-targets -- -D warnings
cargo clippy -p app --lib --target wasm32-unknown-unknown --no-default-features --features hydrate -- -D warnings
