#!/usr/bin/env bash
# Everything that proves the product: linters, Rust tests, browser tests. Closes with one line that counts them.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
results="$CARGO_TARGET_DIR/results"
rm -rf "$results"
mkdir -p "$results"

tools/lint.sh

status=0
# nextest keeps its reports in the checkout.
report=target/nextest/default/junit.xml
rm -f "$report"
cargo nextest run --workspace || status=1
cp "$report" "$results/rust.xml"

tools/build.sh
(cd end2end && RESULTS="$results/browser.xml" npx playwright test) || status=1

python3 tools/tally.py "$results"/rust.xml "$results"/browser.xml || status=1
exit "$status"
