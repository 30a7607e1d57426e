#!/usr/bin/env bash
# Installs what building and testing need beyond rustup, Node, Python and a C compiler.
# Usage: tools/prepare.sh build|test|bench
# Each step is skipped when it is already right; otherwise it says what it does and how long that takes.
# `build` is enough for `make run`; `test` adds the linters, the test runners, a browser, PostgreSQL, boto3 and the AWS CLI; `bench` a
# browser and a client that asks as fast as it can.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh

readonly cargo_leptos_version=0.3.11
readonly nextest_version=0.9.143
readonly deny_version=0.20.2
readonly binaryen_version=132.0.0
readonly oldest_rustc=96 # 1.96: what `cargo install --locked cargo-leptos` needs

say() { printf '▸ %s\n' "$*" >&2; }
die() { printf '✗ %s\n' "$*" >&2; exit 2; }
log="$FRONTDESK_TOOLS/prepare.log"
mkdir -p "$FRONTDESK_TOOLS/bin"

# quietly COMMAND…: keeps the output of a long step out of sight unless the step fails.
quietly() {
  if ! "$@" >"$log" 2>&1; then tail -n 40 "$log" >&2; die "failed: $* (whole output: $log)"; fi
}

has_wasm_target() { compgen -G "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null; }
rustc_minor() { rustc --version | sed -E 's/^rustc 1\.([0-9]+)\..*/\1/'; }
locked_version() { awk -v name="$1" '$1 == "name" && $3 == "\"" name "\"" { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock; }

apt_install() {
  command -v apt-get >/dev/null || die "please install: $* (no apt-get here to do it)"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  quietly $sudo apt-get update
  quietly $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# --- Rust with the wasm32 target ---------------------------------------------------------------
rust_toolchain() {
  command -v rustup >/dev/null || die "rustup is missing: https://rustup.rs"
  if is_right; then return; fi
  say "Rust 1.$oldest_rustc or newer with the wasm32 target (rustup, about 1 min)"
  if { [ "$(rustc_minor)" -ge "$oldest_rustc" ] || rustup update stable --no-self-update; } >"$log" 2>&1 \
    && rustup target add wasm32-unknown-unknown >>"$log" 2>&1 && is_right; then return; fi
  debian_toolchain
}

is_right() { [ "$(rustc_minor)" -ge "$oldest_rustc" ] && has_wasm_target; }

# Debian's own toolchain with a wasm standard library built from its sources.
debian_toolchain() {
  say "rustup cannot download here: Debian's Rust toolchain instead (about 2 min)"
  apt_install rustc-web cargo-web rust-web-src
  # /usr/bin/rust-lld is a link into the lld package of LLVM's version, which has to be asked for by that name.
  [ -x "$(readlink -f /usr/bin/rust-lld)" ] || apt_install "$(basename "$(readlink /usr/bin/rust-lld)")"
  rustup toolchain link system /usr
  RUSTUP_TOOLCHAIN=system has_wasm_target || wasm_standard_library
  touch "$FRONTDESK_TOOLS/system-toolchain"
  . tools/env.sh
  is_right || die "Debian's Rust toolchain is older than 1.$oldest_rustc"
}

wasm_standard_library() {
  say "the wasm standard library from source (about 1 min)"
  local empty to=/usr/lib/rustlib/wasm32-unknown-unknown/lib sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  empty=$(mktemp -d)
  mkdir "$empty/src" && : >"$empty/src/lib.rs"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[profile.release]\nopt-level = "s"\ndebug = 0\n[workspace]\n' >"$empty/Cargo.toml"
  (cd "$empty" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$empty/target" quietly /usr/bin/cargo build --release \
    -Zbuild-std=std,panic_abort,panic_unwind,proc_macro --target wasm32-unknown-unknown)
  $sudo mkdir -p "$to"
  find "$empty/target/wasm32-unknown-unknown/release/deps" -name '*.rlib' ! -name 'libempty-*' -exec $sudo cp {} "$to" \;
  rm -rf "$empty"
}

# --- cargo's tools ------------------------------------------------------------------------------
# cargo_tool CRATE BINARY VERSION TIME [cargo install flags…]
cargo_tool() {
  local crate=$1 binary=$2 version=$3 time=$4
  shift 4
  if "$binary" --version 2>/dev/null | grep -qF " $version"; then return; fi
  if command -v cargo-binstall >/dev/null && [ ! -f "$FRONTDESK_TOOLS/system-toolchain" ]; then
    say "$crate $version (prebuilt, under a minute)"
    if cargo binstall --no-confirm --disable-strategies compile --root "$FRONTDESK_TOOLS" "$crate@$version" >"$log" 2>&1; then return; fi
  fi
  say "$crate $version (compiled from source, about $time)"
  # Tools run for seconds: compiling them fast matters more than their own speed.
  CARGO_TARGET_DIR="$FRONTDESK_TOOLS/tools-target" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
    quietly cargo install --root "$FRONTDESK_TOOLS" "$crate" --version "$version" "$@"
  rm -rf "$FRONTDESK_TOOLS/tools-target"
}

# --- npm's tools --------------------------------------------------------------------------------
node_tools() {
  command -v node >/dev/null || die "Node.js 20 or newer is missing"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "Node.js 20 or newer is needed, this is $(node --version)"
  if [ "$(wasm-opt --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1)" = "${binaryen_version%%.*}" ]; then return; fi
  say "wasm-opt from npm's binaryen $binaryen_version (under a minute)"
  quietly npm install --prefix "$FRONTDESK_TOOLS" --no-audit --no-fund "binaryen@$binaryen_version"
}

browser_tests() {
  local lock="$FRONTDESK_TOOLS/end2end.lock"
  # The OpenID provider of the tests wants a newer Node than everything else does: npm's package `node` brings one.
  local node=end2end/node_modules/node/bin/node
  if [ ! -x "$node" ] || ! cmp -s end2end/package-lock.json "$lock"; then
    say "Playwright, an OpenID provider and the Node.js for it (npm, under a minute)"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 quietly npm ci --prefix end2end --no-audit --no-fund
    [ -x "$node" ] || die "npm did not run the install script of its package node: is ignore-scripts set in an .npmrc?"
    cp end2end/package-lock.json "$lock"
  fi
  if command -v chromium >/dev/null; then return; fi
  if (cd end2end && npx playwright install --list 2>/dev/null | grep -q chromium); then return; fi
  say "a Chromium for Playwright (about 1 min)"
  if (cd end2end && timeout 300 npx playwright install --with-deps chromium) >"$log" 2>&1; then return; fi
  apt_install chromium
}

# --- Python's tools: boto3 and the AWS CLI, which the simulated AWS is called with ----------------
python_clients() {
  # Commands of docs/sandbox.md.
  command -v curl >/dev/null || apt_install curl
  local venv="$FRONTDESK_TOOLS/python" wanted=sandbox/tests/python/requirements.txt
  if [ -x "$venv/bin/python" ] && cmp -s "$wanted" "$FRONTDESK_TOOLS/python.lock"; then return; fi
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || die "Python 3.10 or newer is missing"
  say "boto3 and the AWS CLI (pip, under a minute)"
  python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
  rm -rf "$venv" "$FRONTDESK_TOOLS/python.lock"
  quietly python3 -m venv "$venv"
  quietly "$venv/bin/python" -m pip install --disable-pip-version-check -r "$wanted"
  cp "$wanted" "$FRONTDESK_TOOLS/python.lock"
}

# --- The client that is slow on purpose ----------------------------------------------------------
slow_client() {
  if command -v slowhttptest >/dev/null; then return; fi
  say "slowhttptest (under a minute)"
  apt_install slowhttptest
}

# --- The client that is as fast as it can --------------------------------------------------------
fast_client() {
  if command -v wrk >/dev/null; then return; fi
  say "wrk (under a minute)"
  apt_install wrk
}

# --- The other database that Frontdesk's tables can be in ------------------------------------------
postgres() {
  if command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then return; fi
  say "PostgreSQL (under a minute)"
  apt_install postgresql
}

linters() {
  cargo_tool cargo-deny cargo-deny "$deny_version" "1 min" --locked
  if cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1; then return; fi
  say "clippy and rustfmt (about 1 min)"
  if [ -f "$FRONTDESK_TOOLS/system-toolchain" ]; then apt_install rust-web-clippy rustfmt-web
  else quietly rustup component add clippy rustfmt; fi
}

build_tools() {
  command -v cc >/dev/null || die "a C compiler is missing (Debian: apt-get install build-essential)"
  rust_toolchain
  node_tools
  cargo_tool cargo-leptos cargo-leptos "$cargo_leptos_version" "12 min" --locked
  # Its lock file can name crates that a mirror does not have yet, so no --locked.
  cargo_tool wasm-bindgen-cli wasm-bindgen "$(locked_version wasm-bindgen)" "2 min"
}

case "${1:-}" in
  build) build_tools ;;
  test)
    build_tools
    linters
    command -v cargo-nextest >/dev/null || cargo_tool cargo-nextest cargo-nextest "$nextest_version" "6 min" --locked
    browser_tests
    slow_client
    postgres
    python_clients
    ;;
  bench)
    build_tools
    browser_tests
    fast_client
    ;;
  *) die "usage: tools/prepare.sh build|test|bench" ;;
esac
