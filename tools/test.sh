#!/usr/bin/env bash
# Everything that proves the product: linters, Rust tests on both databases, IAM policies, calls by boto3 and the AWS CLI, the tests' OpenID provider, browser tests.
# Closes with one line that counts them.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
# A test opens 2,000 connections; many systems let a process have 1,024 files unless it asks.
[ "$(ulimit -Sn)" = unlimited ] || [ "$(ulimit -Sn)" -ge 8192 ] || ulimit -Sn 8192
results="$CARGO_TARGET_DIR/results"
rm -rf "$results"
# Tests note in the second folder what AWS was asked for.
mkdir -p "$results" "$results/calls"

tools/lint.sh

status=0
# nextest keeps its reports in the checkout.
reports=target/nextest
rm -f "$reports"/*/junit.xml
# All of them on SQLite, then those that use the database on PostgreSQL.
tools/postgres.sh cargo nextest run --workspace || status=1
TESTS_ON=postgres tools/postgres.sh cargo nextest run --workspace --profile postgres || status=1
cp "$reports/default/junit.xml" "$results/rust.xml"
cp "$reports/postgres/junit.xml" "$results/postgres.xml"
# The IAM policies allow what was called, and nothing else.
python3 tools/policy.py "$results/calls" || status=1

tools/build.sh
PYTHONDONTWRITEBYTECODE=1 "$FRONTDESK_TOOLS/python/bin/python" -m pytest sandbox/tests/python --junitxml="$results/python.xml" || status=1
# The provider that the browser tests sign in at has to be one that follows the standards.
(cd end2end && node_modules/node/bin/node --test --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=junit --test-reporter-destination="$results/provider.xml" provider/*.test.mjs) || status=1
(cd end2end && RESULTS="$results/browser.xml" npx playwright test) || status=1

python3 tools/tally.py "$results"/{rust,postgres,python,provider,browser}.xml || status=1
exit "$status"
