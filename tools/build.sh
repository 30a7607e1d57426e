#!/usr/bin/env bash
# The optimised build: the page for the browser, then the server with the page in it.
# Skipped when the binary was built from just these sources, in whichever checkout.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
binary="$CARGO_TARGET_DIR/release/frontdesk"
sources=$({
  rustc --version
  find Cargo.toml Cargo.lock .cargo app server sandbox style public tools/build.sh -type f -not -path '*/tests/*' -print0 | sort -z | xargs -0 sha256sum
} | sha256sum)
if [ -x "$binary" ] && [ "$(cat "$binary.sources" 2>/dev/null)" = "$sources" ]; then exit; fi

log="$FRONTDESK_TOOLS/build.log"
printf '▸ building (the first time about 15 min on two cores, after a change about 3)\n' >&2
rm -f "$binary.sources"
if ! cargo leptos build --release --split --precompress >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
printf '%s' "$sources" >"$binary.sources"
