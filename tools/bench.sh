#!/usr/bin/env bash
# Measures what docs/performance.md states: what a page weighs, how long the server takes to answer one and how much it can do, and the sync.
# Fails where a figure misses its goal.
# The server is one that was built for it: optimised as a whole, which takes a quarter of an hour the first time.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
export PYTHONDONTWRITEBYTECODE=1
target="$CARGO_TARGET_DIR/bench"
mkdir -p "$target"
# The page is the same.
ln -sfn ../site "$target/site"
printf '▸ building the server for measuring (about 15 min the first time)\n' >&2
# As cargo-leptos builds it, but for the profile.
CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 \
  cargo build --quiet --release --package server --bin frontdesk --no-default-features --target-dir "$target"
frontdesk="$target/release/frontdesk"
echo "The sync, in front of a simulated AWS that throttles:"
status=0
python3 tools/bench_sync.py "$frontdesk" || status=1
echo
# The server has one core to itself, everything else but the browser the other.
python3 tools/bench "$frontdesk" end2end || status=1
exit "$status"
