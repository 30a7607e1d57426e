#!/usr/bin/env bash
# Formatting, and clippy with warnings as errors for both targets.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
cargo clippy -p app --lib --target wasm32-unknown-unknown --no-default-features --features hydrate -- -D warnings
