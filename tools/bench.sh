#!/usr/bin/env bash
# Measures what docs/performance.md states: what a page weighs, and how long the server takes to answer one.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
address=127.0.0.1:3928
log=$(mktemp)
FRONTDESK_QUOTAS__SHARE=1 FRONTDESK_QUOTAS__CONNECT=10000 FRONTDESK_QUOTAS__CONNECT_READS=10000 FRONTDESK_QUOTAS__SES=10000 \
  FRONTDESK_QUOTAS__WORKSPACES=10000 FRONTDESK_LIMITS__BURST=1000000 FRONTDESK_LIMITS__REQUESTS_PER_SECOND=1000000 FRONTDESK_LOG=warn \
  "$CARGO_TARGET_DIR/release/frontdesk" demo --listen "$address" --rates off "$@" >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
python3 tools/bench.py "http://$address"
echo
echo "The simulated AWS with 10,000 users and 10,000 identities:"
python3 tools/bench_sandbox.py "$CARGO_TARGET_DIR/release/frontdesk"
echo
echo "The sync, in front of a simulated AWS that throttles:"
python3 tools/bench_sync.py "$CARGO_TARGET_DIR/release/frontdesk"
