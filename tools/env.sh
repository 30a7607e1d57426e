# Sourced, never run: where the tools and the build output live.
# Both stay outside the checkout, so that a clean clone builds on what an earlier one compiled.
FRONTDESK_TOOLS="${FRONTDESK_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/frontdesk}"
export FRONTDESK_TOOLS
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$FRONTDESK_TOOLS/target}"
# Where build.rs of the server looks for the page.
export LEPTOS_SITE_ROOT="$CARGO_TARGET_DIR/site"
export PATH="$FRONTDESK_TOOLS/bin:$FRONTDESK_TOOLS/node_modules/.bin:$PATH"
# prepare.sh leaves this file where rustup cannot download and Debian's toolchain stands in for it.
if [ -f "$FRONTDESK_TOOLS/system-toolchain" ]; then export RUSTUP_TOOLCHAIN=system; fi
