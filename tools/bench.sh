#!/usr/bin/env bash
# Measures what docs/performance.md states: what a page weighs, how long the server takes to answer one and how much it can do, and the sync.
# Fails where a figure misses its goal.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
export PYTHONDONTWRITEBYTECODE=1
echo "The sync, in front of a simulated AWS that throttles:"
python3 tools/bench_sync.py "$CARGO_TARGET_DIR/release/frontdesk"
echo
# The server has one core to itself, everything else the other.
python3 tools/bench "$CARGO_TARGET_DIR/release/frontdesk" end2end
